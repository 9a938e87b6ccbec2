import { isObjectIdOrHexString, type Connection } from 'mongoose'
import { z } from 'zod'
import type { Actor } from '../../core/actor.js'
import { dayOf, isDay } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { retryLostRaces } from '../../db/lost-race.js'
import { rolesOn, shortName, type Person } from '../people/person.js'
import { defineOfficeModel, toOffice } from './office-model.js'
import { mayAppoint } from './office-policy.js'
import { appoint as checkSeat, holdsOn, signatoryOn, standInFor } from './office-rules.js'
import { officeKinds, type NewOffice, type Office, type Signatory } from './office.js'
import type { Organisation } from './organisation.js'

export interface OfficeDependencies {
  connection: Connection
  kernel: Kernel
  findOrganisation(organisationId: string): Promise<Organisation | null>
  findPerson(personId: string): Promise<Person | null>
  /** Does the position say that its holder is a deputy of the head? */
  isDeputyPosition(position: string): boolean
}

/** What the panel says beside success; nothing is refused for it. */
export type OfficeWarning = 'curator-not-deputy' | 'former-ended'

export type OfficeService = ReturnType<typeof createOfficeService>

const line = (longest: number) => z.string().transform((text) => text.replace(/\s+/g, ' ').trim()).pipe(z.string().max(longest)).nullable().transform((text) => text || null)
const day = z.string().refine(isDay)
const id = z.string().regex(/^[0-9a-f]{24}$/)

const newOfficeSchema = z.strictObject({
  office: z.enum(officeKinds),
  personId: id.nullable(),
  name: line(120),
  title: line(120),
  position: line(160),
  employer: line(200),
  insteadOfId: id.nullable(),
  from: day,
  to: day.nullable(),
  orderNumber: line(40),
  orderOn: day.nullable(),
})

/** Offices of organisations: who signs on a day, and who stands in for the curator (ROLE-17, ROLE-03, IMPL-12). */
export function createOfficeService({ connection, kernel, findOrganisation, findPerson, isDeputyPosition }: OfficeDependencies) {
  const offices = defineOfficeModel(connection)
  const list = async (organisationId: string): Promise<Office[]> => (await offices.find({ organisationId }).sort({ from: -1, _id: -1 }).lean()).map(toOffice)

  /** The deputy of an absent curator gets what only a curator may see. */
  async function deputyProblem({ insteadOfId, personId, from }: NewOffice): Promise<Result<null>> {
    const deputy = personId ? await findPerson(personId) : null
    if (insteadOfId === null) return refuse('office-field-wrong', { field: 'insteadOfId' })
    if (!deputy || personId === insteadOfId) return refuse('office-field-wrong', { field: 'personId' })
    return rolesOn(deputy, from).includes('curator') ? ok(null) : refuse('office-deputy-no-curator')
  }

  /** Persons of this organisation, sensible days, and a holder with a name. */
  async function checked(organisationId: string, input: NewOffice): Promise<Result<NewOffice>> {
    const parsed = newOfficeSchema.safeParse(input)
    if (!parsed.success) return refuse('office-field-wrong', { field: String(parsed.error.issues[0]?.path[0] ?? '') })
    const office = parsed.data
    for (const field of ['personId', 'insteadOfId'] as const) {
      const named = office[field]
      if (named && (await findPerson(named))?.organisationId !== organisationId) return refuse('office-field-wrong', { field })
    }
    if (office.personId === null && office.name === null) return refuse('office-nobody', { field: 'personId' })
    if (office.to !== null && office.to < office.from) return refuse('office-field-wrong', { field: 'to' })
    if (office.office !== 'curator-deputy') return ok({ ...office, insteadOfId: null })
    const wrong = await deputyProblem(office)
    return wrong.ok ? ok(office) : wrong
  }

  async function isDeputy(known: readonly Office[], { personId, position, from }: NewOffice): Promise<boolean> {
    const written = position ?? (personId ? (await findPerson(personId))?.position : null) ?? ''
    return isDeputyPosition(written) || known.some((one) => one.office === 'deputy' && one.personId !== null && one.personId === personId && holdsOn(one, from))
  }

  const note = (actor: Actor, office: Office, action: string, before?: unknown) =>
    kernel.audit({ actor, organisationId: office.organisationId, action, subject: { type: 'Organisation', id: office.organisationId }, ...(before ? { before } : {}), after: office })

  async function end(actor: Actor, organisationId: string, officeId: string, to: string): Promise<Result<Office>> {
    const document = isObjectIdOrHexString(officeId) ? await offices.findById(officeId) : null
    if (!document || document.organisationId !== organisationId) return refuse('office-not-found')
    if (!isDay(to) || to < document.from) return refuse('office-field-wrong', { field: 'to' })
    const before = toOffice(document)
    document.set({ to, updatedAt: kernel.clock.now() })
    await document.save()
    await note(actor, toOffice(document), 'office-end', before)
    return ok(toOffice(document))
  }

  return {
    /** Writes an appointment down. Problems: not-allowed, office-leading, office-field-wrong, office-nobody, office-deputy-no-curator, office-overlaps. */
    async appoint(actor: Actor, organisationId: string, input: NewOffice): Promise<Result<{ office: Office; warnings: OfficeWarning[] }>> {
      if (!mayAppoint(actor, organisationId, input.office)) return refuse(mayAppoint(actor, organisationId, 'deputy') ? 'office-leading' : 'not-allowed')
      const fresh = await checked(organisationId, input)
      if (!fresh.ok) return fresh
      return retryLostRaces(() =>
        kernel.transaction(async () => {
          const known = await list(organisationId)
          const seat = checkSeat(known, fresh.value)
          if (!seat.ok) return seat
          if (seat.value) {
            const ended = await end(actor, organisationId, seat.value.id, seat.value.to)
            if (!ended.ok) return ended
          }
          const now = kernel.clock.now()
          const office = toOffice(await new offices({ ...fresh.value, organisationId, createdAt: now, updatedAt: now }).save())
          await note(actor, office, 'office-appoint')
          const isUnusual = office.office === 'curator' && !(await isDeputy(known, fresh.value))
          return ok({ office, warnings: [...(isUnusual ? (['curator-not-deputy'] as const) : []), ...(seat.value ? (['former-ended'] as const) : [])] })
        }),
      )
    },

    /** Ends an office on a day, the last one included. Problems: not-allowed, office-leading, office-not-found, office-field-wrong. */
    end: (actor: Actor, organisationId: string, officeId: string, to: string): Promise<Result<Office>> =>
      kernel.transaction(async () => {
        const kind = isObjectIdOrHexString(officeId) ? (await offices.findById(officeId).lean())?.office : undefined
        if (!mayAppoint(actor, organisationId, kind ?? 'deputy')) return refuse(mayAppoint(actor, organisationId, 'deputy') ? 'office-leading' : 'not-allowed')
        return end(actor, organisationId, officeId, to)
      }),

    list,

    /** Who signs papers of this day (ROLE-17); an empty name where nobody holds the office. */
    async signatory(organisationId: string, onDay: string): Promise<Signatory> {
      const found = signatoryOn(await list(organisationId), onDay)
      if (found === null) return { title: null, name: '' }
      if (found === 'profile') {
        const headId = (await findOrganisation(organisationId))?.headPersonId ?? null
        const head = headId ? await findPerson(headId) : null
        return { title: null, name: head ? shortName(head) : '' }
      }
      const person = found.personId ? await findPerson(found.personId) : null
      return { title: found.title, name: person ? shortName(person) : (found.name ?? '') }
    },

    /** Who gets a curator's messages now (IMPL-12): he himself, or whoever stands in for him today. */
    async standIn(organisationId: string, curatorId: string): Promise<string> {
      const deputies = (await offices.find({ organisationId, office: 'curator-deputy' }).lean()).map(toOffice)
      if (deputies.length === 0) return curatorId
      const zone = (await findOrganisation(organisationId))?.zone ?? 'UTC'
      return standInFor(deputies, curatorId, dayOf(kernel.clock.now(), zone))
    },
  }
}
