import { isObjectIdOrHexString, type Connection } from 'mongoose'
import type { Actor, Role } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { may } from '../accounts/may.js'
import { createChatLock } from './chat-lock-model.js'
import { homeProblem } from './external.js'
import { createStaffImport } from './import-people.js'
import { createEmploymentKeeper } from './keep-employment.js'
import { createRoleKeeper } from './keep-roles.js'
import { createTelegramLinks } from './link-telegram.js'
import { createPeopleLists } from './list-people.js'
import { createPeopleStore, type PersonFields } from './people-store.js'
import { toPerson } from './person-model.js'
import { mayGiveRole, mayKeepPeople, mayOverrule, maySetUp } from './person-policy.js'
import { datesProblem, nameFormsSchema, personFactsSchema, personPatchSchema, personSettingsSchema } from './person-schema.js'
import type { NameForms, Person, PersonFacts, PersonSettings } from './person.js'

export interface PeopleDependencies {
  connection: Connection
  kernel: Kernel
  zoneOf(organisationId: string): Promise<string>
}

export type PeopleService = ReturnType<typeof createPeopleService>

export type NewPerson = Pick<PersonFacts, 'surname' | 'name'> & Partial<PersonFacts>

const dayMs = 86_400_000
const emptyFacts = { patronymic: null, birthOn: null, hiredOn: null, experienceYears: null, position: null, subject: null, qualification: null, phone: null, email: null }

/** The staff register, roles and chats (IMPL-08, ROLE-01, IMPL-04). */
export function createPeopleService({ connection, kernel, zoneOf }: PeopleDependencies) {
  const store = createPeopleStore({ connection, kernel, zoneOf })

  function checkFacts(input: NewPerson, today: string): Result<PersonFacts> {
    const parsed = personFactsSchema.safeParse({ ...emptyFacts, ...input })
    if (!parsed.success) return fieldRefusal(parsed.error.issues[0])
    const wrong = homeProblem(parsed.data) ?? datesProblem(parsed.data, today)
    return wrong ? refuse('person-field-wrong', { field: wrong.field, what: wrong.code }) : ok(parsed.data)
  }

  /** Adds a person, with a role from today on when one is named. Problems: forbidden, person-field-wrong with the field and what is wrong with it. */
  async function create(actor: Actor, organisationId: string, input: NewPerson, role?: Role): Promise<Result<Person>> {
    if (!mayKeepPeople(actor, organisationId) || (role && !mayGiveRole(actor, organisationId, role))) return refuse('forbidden')
    const today = await store.today(organisationId)
    const facts = checkFacts(input, today)
    if (!facts.ok) return facts
    return kernel.transaction(async () => ok(await store.insert(actor, organisationId, facts.value, role ? [{ role, from: today, to: null }] : [])))
  }

  /** Changes facts; `seenAt` is the `updatedAt` that the form showed. Problems: person-not-found, forbidden, person-guarded, panel-stale, person-field-wrong. */
  const update = (actor: Actor, personId: string, patch: Partial<PersonFacts>, seenAt?: Date): Promise<Result<Person>> =>
    store.change(actor, personId, async (person) => {
      if (!mayKeepPeople(actor, person.organisationId)) return refuse('forbidden')
      if (!mayOverrule(actor, person, await store.today(person.organisationId))) return refuse('person-guarded')
      if (seenAt && seenAt.getTime() !== person.updatedAt.getTime()) return refuse('panel-stale')
      const parsed = personPatchSchema.safeParse(patch)
      if (!parsed.success) return fieldRefusal(parsed.error.issues[0])
      const wrong = homeProblem({ ...person, ...parsed.data }) ?? datesProblem({ ...person, ...parsed.data }, await store.today(person.organisationId))
      if (wrong) return refuse('person-field-wrong', { field: wrong.field, what: wrong.code })
      return ok({ action: 'change', fields: parsed.data })
    })

  const keep = (actor: Actor, personId: string, action: string, fieldsOf: (person: Person) => PersonFields, reason?: string): Promise<Result<Person>> =>
    store.change(actor, personId, async (person) => {
      if (!mayKeepPeople(actor, person.organisationId)) return refuse('forbidden')
      if (action === 'archive' && !mayOverrule(actor, person, await store.today(person.organisationId))) return refuse('person-guarded')
      return ok({ action, fields: fieldsOf(person), ...(reason ? { reason } : {}) })
    })

  return {
    create,
    update,
    ...createStaffImport({ connection, kernel, store }),
    get: store.get,

    /** People by ids, in the order of the ids; unknown ones are left out. */
    async getMany(ids: readonly string[]): Promise<Person[]> {
      const found = (await store.people.find({ _id: { $in: ids.filter((id) => isObjectIdOrHexString(id)) } }).lean()).map(toPerson)
      const byId = new Map(found.map((person) => [person.id, person]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },

    /** Puts a person away with undo; his chat is untied (IMPL-04, IMPL-06). Problems: person-not-found, forbidden, person-guarded. */
    archive: (actor: Actor, personId: string, reason?: string) =>
      keep(actor, personId, 'archive', (person) => ({ archivedAt: person.archivedAt ?? kernel.clock.now(), telegramId: null, linkedAt: null, unreachableAt: null }), reason),

    /** Says of these people that their data are still right (BANK-01); twice a day is once. Problems: person-not-found, forbidden. */
    async confirmData(actor: Actor, personIds: readonly string[]): Promise<Result<number>> {
      return kernel.transaction(async () => {
        let confirmed = 0
        for (const personId of new Set(personIds)) {
          const person = await store.get(personId)
          if (!person) return refuse('person-not-found')
          if (!may(actor, person.organisationId, 'Person', 'confirmData')) return refuse('forbidden')
          if (person.checkedAt && kernel.clock.now().getTime() - person.checkedAt.getTime() < dayMs) continue
          const kept = await keep(actor, personId, 'data-confirmed', () => ({ checkedAt: kernel.clock.now() }))
          if (!kept.ok) return kept
          confirmed += 1
        }
        return ok(confirmed)
      })
    },

    /** Brings a person back; he needs a new link. Problems: person-not-found, forbidden. */
    restore: (actor: Actor, personId: string) => keep(actor, personId, 'restore', () => ({ archivedAt: null })),

    /** Stores case forms that a person confirmed. Problems: person-not-found, forbidden, person-field-wrong. */
    async saveNameForms(actor: Actor, personId: string, forms: Partial<NameForms>): Promise<Result<Person>> {
      const parsed = nameFormsSchema.safeParse(forms)
      if (!parsed.success) return fieldRefusal(parsed.error.issues[0])
      return keep(actor, personId, 'name-forms', (person) => ({ nameForms: { ...person.nameForms, ...parsed.data } as NameForms }))
    },

    /** Changes what the person sets for the bot. Problems: person-not-found, forbidden, person-settings-wrong. */
    saveSettings: (actor: Actor, personId: string, patch: Partial<PersonSettings>): Promise<Result<Person>> =>
      store.change(actor, personId, (person) => {
        if (!maySetUp(actor, person)) return refuse('forbidden')
        const parsed = personSettingsSchema.safeParse(patch)
        if (!parsed.success) return refuse('person-settings-wrong')
        return ok({ action: 'settings', fields: { settings: { ...person.settings, ...parsed.data } as PersonSettings } })
      }),

    fillSearchKeys: store.fillSearchKeys,
    ...createPeopleLists(store),
    ...createRoleKeeper(store, kernel),
    ...createEmploymentKeeper(store),
    ...createTelegramLinks({ store, clock: kernel.clock, lockChat: createChatLock(connection) }),
  }
}

function fieldRefusal(issue: { path: PropertyKey[]; message: string } | undefined) {
  return refuse('person-field-wrong', { field: String(issue?.path[0] ?? ''), what: issue?.message ?? '' })
}
