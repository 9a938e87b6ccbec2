import { isObjectIdOrHexString, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { dayOf, type Day } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { definePersonModel, toPerson } from './person-model.js'
import type { Person, PersonFacts } from './person.js'
import { searchKeysOf, usualSettings } from './person.js'

export type PersonFields = Partial<Omit<Person, 'id' | 'organisationId' | 'createdAt' | 'updatedAt' | 'searchName' | 'searchGiven'>>

export interface PersonChange {
  action: string
  fields: PersonFields
  reason?: string
}

export type PeopleStore = ReturnType<typeof createPeopleStore>

interface Dependencies {
  connection: Connection
  kernel: Kernel
  /** Zone of the organisation, to know what day it is there. */
  zoneOf(organisationId: string): Promise<string>
}

/** Reads and writes people; every write runs in a transaction and leaves a line of history (IMPL-05). */
export function createPeopleStore({ connection, kernel, zoneOf }: Dependencies) {
  const people = definePersonModel(connection)

  async function get(id: string): Promise<Person | null> {
    const found = isObjectIdOrHexString(id) ? await people.findById(id).lean() : null
    return found ? toPerson(found) : null
  }

  async function today(organisationId: string): Promise<Day> {
    return dayOf(kernel.clock.now(), await zoneOf(organisationId))
  }

  /** Changes one person; `decide` sees the person as he is inside the transaction and checks the right. */
  async function change(actor: Actor, id: string, decide: (person: Person) => Result<PersonChange> | Promise<Result<PersonChange>>): Promise<Result<Person>> {
    return kernel.transaction(async () => {
      const document = isObjectIdOrHexString(id) ? await people.findById(id) : null
      if (!document) return refuse('person-not-found')
      const former = toPerson(document)
      const decided = await decide(former)
      if (!decided.ok) return decided
      const { action, fields, reason } = decided.value
      document.set({ ...fields, ...searchKeysOf({ ...former, ...fields }), updatedAt: kernel.clock.now() })
      await document.save()
      const keys = Object.keys(fields) as (keyof PersonFields)[]
      const before = Object.fromEntries(keys.map((key) => [key, former[key]]))
      await kernel.audit({ actor, organisationId: former.organisationId, action, subject: { type: 'Person', id }, before, after: fields, ...(reason ? { reason } : {}) })
      return ok(toPerson(document))
    })
  }

  /** Stores a new person with checked facts; runs inside the caller's transaction. */
  async function insert(actor: Actor, organisationId: string, facts: PersonFacts, roles: Person['roles']): Promise<Person> {
    const now = kernel.clock.now()
    const nameForms = { genitive: null, dative: null, accusative: null, instrumental: null }
    const fresh = { ...facts, organisationId, roles, nameForms, settings: usualSettings, ...searchKeysOf(facts), createdAt: now, updatedAt: now }
    const person = toPerson(await new people(fresh).save())
    await kernel.audit({ actor, organisationId, action: 'create', subject: { type: 'Person', id: person.id }, after: { ...facts, roles } })
    return person
  }

  /** Fills the keys of search of records from before there were all of them; returns how many. */
  async function fillSearchKeys(): Promise<number> {
    let done = 0
    for (;;) {
      const found = await people.find({ searchGiven: null }, { surname: 1, name: 1, patronymic: 1 }).limit(500).lean()
      if (found.length === 0) return done
      await people.bulkWrite(found.map((person) => ({ updateOne: { filter: { _id: person._id }, update: { $set: searchKeysOf(person) } } })))
      done += found.length
    }
  }

  return { people, get, today, change, insert, fillSearchKeys }
}
