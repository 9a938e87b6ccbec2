import { Types, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { currentSession } from '../../db/transaction.js'
import { eachInTurns, inParts } from './in-turns.js'
import type { PeopleStore } from './people-store.js'
import { changesOf, rolesWith, type ImportPlan } from './plan-import.js'
import { searchKeysOf, usualEmployment, usualSettings, type Person } from './person.js'
import type { CheckedRow } from './staff-row.js'

/** So many people make one line of history: a whole school in one would be too large to store. */
const inOneEntry = 50
/** Each command takes a turn of its own, a short one. */
const inOneCommand = 10

interface Dependencies {
  connection: Connection
  kernel: Kernel
  store: PeopleStore
}

function documentOf(row: CheckedRow, organisationId: string, today: string, now: Date) {
  const nameForms = { genitive: null, dative: null, accusative: null, instrumental: null, ...row.forms }
  return {
    ...row.facts, _id: new Types.ObjectId(), organisationId, roles: rolesWith([], row, today), nameForms, settings: usualSettings,
    employment: row.employment ?? usualEmployment, ...searchKeysOf(row.facts), createdAt: now, updatedAt: now,
  }
}

/** Writes a plan inside the caller's transaction, part by part, each with its line of history. Returns how many people it changed. */
export function createImportWriter({ connection, kernel, store }: Dependencies) {
  return async function write(actor: Actor, organisationId: string, { fresh, known }: Pick<ImportPlan, 'fresh' | 'known'>, today: string): Promise<{ created: number; updated: number }> {
    const now = kernel.clock.now()
    const session = currentSession(connection)
    const note = (before: object, after: object): Promise<void> =>
      kernel.audit({ actor, organisationId, action: 'import', subject: { type: 'Organisation', id: organisationId }, before: { ...before }, after: { ...after } })

    for await (const part of inParts(fresh, inOneEntry)) {
      const documents = part.map((row) => documentOf(row, organisationId, today, now))
      for await (const few of inParts(documents, inOneCommand)) await store.people.insertMany(few, { session })
      await note({}, { created: documents.map(({ _id, surname, name, patronymic, roles }) => ({ id: String(_id), surname, name, patronymic, roles })) })
    }
    const changes: { person: Person; set: Partial<Person> }[] = []
    await eachInTurns(known, ({ row, person }) => {
      const set = changesOf(row, person, today)
      if (Object.keys(set).length > 0) changes.push({ person, set })
    })
    for await (const part of inParts(changes, inOneEntry)) {
      await store.people.bulkWrite(part.map(({ person, set }) => ({ updateOne: { filter: { _id: person.id, organisationId }, update: { $set: { ...set, updatedAt: now }, $inc: { __v: 1 } } } })), { session })
      const former = (person: Person, set: Partial<Person>) => Object.fromEntries(Object.keys(set).map((key) => [key, person[key as keyof Person]]))
      await note({ updated: part.map(({ person, set }) => ({ id: person.id, set: former(person, set) })) }, { updated: part.map(({ person, set }) => ({ id: person.id, set })) })
    }
    return { created: fresh.length, updated: known.length }
  }
}
