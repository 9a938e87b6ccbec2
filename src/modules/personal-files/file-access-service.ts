import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { dayOf, isDay } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { requireWords } from '../../core/wording.js'
import { createRecordStore } from '../../db/record-store.js'
import type { DeliveryKind, DeliveryPlanner } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import { defineFileAccessModel, toFileAccess, type FileAccessDocument } from './file-access-model.js'
import { isGroundForFile, mayAskForFile, mayDecideOnFile } from './file-access-policy.js'
import { fileAccessTransitions, openFileAccessStates, type Acquaintance, type FileAccess, type FileAccessState } from './file-access.js'

export interface PersonalFileDependencies {
  connection: Connection
  kernel: Kernel
  deliveries: DeliveryPlanner
  findPair(pairId: string): Promise<Pair | null>
  findOrganisation(organisationId: string): Promise<Organisation | null>
}

export interface PersonalFileService {
  /** DUTY-03: what and why; asking again while one is open is the same request. Problems: not-allowed, file-no-ground, words-missing, text-too-long. */
  ask(actor: Actor, input: { pairId: string; menteeId: string; what: string; why: string }): Promise<Result<FileAccess>>
  /** Where and when the mentor may come and read. Problems: file-not-found, not-allowed, file-decided-already, file-no-ground, file-time-past, words-missing. */
  approve(actor: Actor, input: { accessId: string; place: string; comeAt: Date }): Promise<Result<FileAccess>>
  decline(actor: Actor, input: { accessId: string; reason: string }): Promise<Result<FileAccess>>
  /** The acquaintance as it was: the day and what was shown (DATA-03). Problems: file-not-approved, file-day-wrong. */
  record(actor: Actor, input: { accessId: string; shownOn: string; shown: string }): Promise<Result<FileAccess>>
  /** The mentor takes his request back, or does not come. */
  cancel(actor: Actor, accessId: string): Promise<Result<FileAccess>>
  get(accessId: string): Promise<FileAccess | null>
  /** Open requests of a mentor, newest first. */
  openOf(mentorId: string): Promise<FileAccess[]>
  list(organisationId: string, filter?: { states?: FileAccessState[]; menteeId?: string }): Promise<FileAccess[]>
  /** Who has read the person's file, when and what: for the person himself (DATA-10). */
  acquaintancesOf(menteeId: string): Promise<Acquaintance[]>
}

const longestWords = 500
const longestPlace = 200
const fileSubject = (id: string) => ({ type: 'fileaccess', id })

/** Builds the acquaintance with personal files «in the established order» (DATA-03); every step is in the history. */
export function createPersonalFileService({ connection, kernel, deliveries, findPair, findOrganisation }: PersonalFileDependencies): PersonalFileService {
  const model = defineFileAccessModel(connection)
  const store = createRecordStore<FileAccessDocument, FileAccess>({ model, toPlain: toFileAccess, type: 'FileAccess', kernel })
  const list = async (filter: Record<string, unknown>) => (await model.find(filter).sort({ askedAt: -1, _id: -1 }).limit(500)).map(toFileAccess)

  const message = (kind: DeliveryKind, access: FileAccess, personId: string) => ({
    kind,
    organisationId: access.organisationId,
    personId,
    subject: fileSubject(access.id),
    params: { pairId: access.pairId, menteeId: access.menteeId, mentorId: access.mentorId },
  })

  /** The curator decides; where he is the mentor himself, or there is none, the head. */
  function deciderOf(pair: Pair, organisation: Organisation): string | null {
    const curatorId = pair.curatorId ?? organisation.curatorPersonId
    return curatorId === null || curatorId === pair.mentorId ? organisation.headPersonId : curatorId
  }

  /** One step by the curator or head in one transaction; what was still to be told about the former state is not told. */
  const step = (actor: Actor, accessId: string, to: FileAccessState, wrong: string, patchOf: (access: FileAccess) => Promise<Result<Partial<FileAccess>>>): Promise<Result<FileAccess>> =>
    store.transaction(async () => {
      const document = await store.open(actor, accessId)
      if (!document) return refuse('file-not-found')
      if (!mayDecideOnFile(actor, document)) return refuse('not-allowed')
      if (!canMove(fileAccessTransitions, document.state, to)) return refuse(wrong)
      const patch = await patchOf(toFileAccess(document))
      if (!patch.ok) return patch
      const changed = await store.change(actor, document, { ...patch.value, state: to, updatedAt: kernel.clock.now() }, { action: `file-${to}` })
      await deliveries.cancel({ organisationId: changed.organisationId, subject: fileSubject(changed.id) })
      if (to !== 'acquainted') await deliveries.plan([message('file-answered', changed, changed.mentorId)])
      return ok(changed)
    })

  return {
    async ask(actor, { pairId, menteeId, what, why }) {
      const pair = await findPair(pairId)
      if (!pair || !mayAskForFile(actor, pair, menteeId)) return refuse('not-allowed')
      if (!isGroundForFile(pair)) return refuse('file-no-ground')
      const [wanted, reason] = [requireWords(what, longestWords), requireWords(why, longestWords)]
      if (!wanted.ok) return wanted
      if (!reason.ok) return reason
      return store.transaction(async () => {
        const [known] = await list({ mentorId: pair.mentorId, menteeId, state: { $in: openFileAccessStates } })
        if (known) return ok(known)
        const now = kernel.clock.now()
        const empty = { decidedAt: null, place: null, comeAt: null, reason: null, shownOn: null, shown: null }
        const fields = { organisationId: pair.organisationId, pairId, mentorId: pair.mentorId, menteeId, what: wanted.value, why: reason.value, state: 'asked', askedAt: now, ...empty, createdAt: now, updatedAt: now }
        const access = toFileAccess(await store.insert(actor, fields, { action: 'file-asked' }))
        const organisation = await findOrganisation(pair.organisationId)
        const decider = organisation && deciderOf(pair, organisation)
        if (decider) await deliveries.plan([message('file-asked', access, decider)])
        return ok(access)
      })
    },

    approve: (actor, { accessId, place, comeAt }) =>
      step(actor, accessId, 'approved', 'file-decided-already', async ({ pairId }) => {
        const pair = await findPair(pairId)
        if (!pair || !isGroundForFile(pair)) return refuse('file-no-ground')
        const where = requireWords(place, longestPlace)
        if (!where.ok) return where
        const now = kernel.clock.now()
        return comeAt <= now ? refuse('file-time-past', { field: 'comeAt' }) : ok({ place: where.value, comeAt, decidedAt: now })
      }),

    decline: (actor, { accessId, reason }) =>
      step(actor, accessId, 'declined', 'file-decided-already', async () => {
        const words = requireWords(reason, longestWords)
        return words.ok ? ok({ reason: words.value, decidedAt: kernel.clock.now() }) : words
      }),

    record: (actor, { accessId, shownOn, shown }) =>
      step(actor, accessId, 'acquainted', 'file-not-approved', async ({ organisationId, decidedAt }) => {
        const zone = (await findOrganisation(organisationId))?.zone ?? 'UTC'
        const isPossible = isDay(shownOn) && shownOn <= dayOf(kernel.clock.now(), zone) && (decidedAt === null || shownOn >= dayOf(decidedAt, zone))
        if (!isPossible) return refuse('file-day-wrong', { field: 'shownOn' })
        const words = requireWords(shown, longestWords)
        return words.ok ? ok({ shownOn, shown: words.value }) : words
      }),

    cancel: (actor, accessId) =>
      store.transaction(async () => {
        const document = await store.open(actor, accessId)
        if (!document || actor.personId !== document.mentorId) return refuse('file-not-found')
        if (!canMove(fileAccessTransitions, document.state, 'cancelled')) return refuse('file-decided-already')
        const cancelled = await store.change(actor, document, { state: 'cancelled', updatedAt: kernel.clock.now() }, { action: 'file-cancelled' })
        await deliveries.cancel({ organisationId: cancelled.organisationId, subject: fileSubject(cancelled.id) })
        return ok(cancelled)
      }),

    get: (accessId) => store.find(accessId),
    openOf: (mentorId) => list({ mentorId, state: { $in: openFileAccessStates } }),
    list: (organisationId, { states, menteeId } = {}) => list({ organisationId, ...(states ? { state: { $in: states } } : {}), ...(menteeId ? { menteeId } : {}) }),
    acquaintancesOf: async (menteeId) => (await list({ menteeId, state: 'acquainted' })).map(({ id, mentorId, shownOn, shown }) => ({ id, mentorId, shownOn, shown })),
  }
}
