import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { currentSession } from '../../db/transaction.js'
import { isSamePerson } from './match-people.js'
import type { PeopleStore } from './people-store.js'
import { toPerson } from './person-model.js'
import { mayGiveRole, mayKeepPeople } from './person-policy.js'
import { withRole } from './person-roles.js'
import { rolesOn, searchNameOf, usualSettings, type HeldRole, type Person, type PersonFacts } from './person.js'
import { checkRow, type CheckedRow, type StaffError } from './staff-row.js'
import type { StaffRow, StaffWords } from './staff-table.js'

export interface ImportOutcome {
  created: number
  updated: number
  errors: StaffError[]
}

interface Plan {
  fresh: CheckedRow[]
  known: { row: CheckedRow; person: Person }[]
  errors: StaffError[]
}

const whole = (row: number, code: string, params?: Record<string, string | number>): StaffError => ({ row, column: '', problem: params ? { code, params } : { code } })

/** Twins inside the file: which of two rows is right, only people know. */
function findTwins(rows: readonly CheckedRow[]): StaffError[] {
  const byName = new Map<string, CheckedRow[]>()
  return rows.flatMap((row) => {
    const key = searchNameOf(row.facts)
    const earlier = byName.get(key) ?? []
    byName.set(key, [...earlier, row])
    const twin = earlier.find((other) => isSamePerson(row.facts, other.facts))
    return twin ? [whole(row.number, 'staff-twin', { row: twin.number })] : []
  })
}

/** Only filled cells change what is on record. */
function filled(facts: PersonFacts): Partial<PersonFacts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
}

function factsOf(person: Person): PersonFacts {
  const { surname, name, patronymic, birthOn, hiredOn, experienceYears, position, subject, qualification, phone, email } = person
  return { surname, name, patronymic, birthOn, hiredOn, experienceYears, position, subject, qualification, phone, email }
}

function heldWith(held: readonly HeldRole[], row: CheckedRow, today: string): HeldRole[] {
  const present = rolesOn({ roles: [...held] }, today)
  return row.roles.filter((role) => !present.includes(role)).reduce<HeldRole[]>((all, role) => {
    const added = withRole(all, { role, from: today, to: null })
    return added.ok ? added.value : all
  }, [...held])
}

/** Makes the import of a staff file (IMPL-08): everything is checked first, then all is written in one transaction, or nothing. */
export function createStaffImport({ connection, kernel, store }: { connection: Connection; kernel: Kernel; store: PeopleStore }) {
  async function plan(actor: Actor, organisationId: string, rows: CheckedRow[]): Promise<Plan> {
    const names = [...new Set(rows.map((row) => searchNameOf(row.facts)))]
    const people = (await store.people.find({ organisationId, searchName: { $in: names } }).lean()).map(toPerson)
    const made: Plan = { fresh: [], known: [], errors: [] }
    for (const row of rows) {
      const forbidden = row.roles.find((role) => !mayGiveRole(actor, organisationId, role))
      const [match, ...others] = people.filter((person) => isSamePerson(row.facts, person))
      if (forbidden) made.errors.push(whole(row.number, 'staff-role-forbidden'))
      else if (others.length > 0) made.errors.push(whole(row.number, 'staff-ambiguous'))
      else if (match?.archivedAt) made.errors.push(whole(row.number, 'staff-archived'))
      else if (match) made.known.push({ row, person: match })
      else made.fresh.push(row)
    }
    const claimed = new Map<string, number>()
    for (const { row, person } of made.known) {
      const other = claimed.get(person.id)
      if (other !== undefined) made.errors.push(whole(row.number, 'staff-twin', { row: other }))
      claimed.set(person.id, row.number)
    }
    return made
  }

  async function write(actor: Actor, organisationId: string, { fresh, known }: Plan, today: string): Promise<void> {
    const now = kernel.clock.now()
    const session = currentSession(connection)
    const nameForms = { genitive: null, dative: null, accusative: null, instrumental: null }
    const documents = fresh.map((row) => ({ ...row.facts, organisationId, roles: heldWith([], row, today), nameForms, settings: usualSettings, searchName: searchNameOf(row.facts), createdAt: now, updatedAt: now }))
    const inserted = await store.people.insertMany(documents, { session })
    const changes = known.map(({ row, person }) => ({ id: person.id, set: { ...filled(row.facts), roles: heldWith(person.roles, row, today), searchName: searchNameOf({ ...person, ...filled(row.facts) }) } }))
    const updates = changes.map(({ id, set }) => ({ updateOne: { filter: { _id: id, organisationId }, update: { $set: { ...set, updatedAt: now }, $inc: { __v: 1 } } } }))
    if (updates.length > 0) await store.people.bulkWrite(updates, { session })
    await kernel.audit({
      actor,
      organisationId,
      action: 'import',
      subject: { type: 'Organisation', id: organisationId },
      before: { updated: known.map(({ person }) => ({ id: person.id, set: { ...factsOf(person), roles: person.roles } })) },
      after: { created: inserted.map((person) => String(person._id)), updated: changes },
    })
  }

  /** Imports rows; with any error nothing is written and all errors are told. Problem: forbidden. */
  return async function importPeople(actor: Actor, organisationId: string, rows: readonly StaffRow[], words: StaffWords): Promise<Result<ImportOutcome>> {
    if (!mayKeepPeople(actor, organisationId)) return refuse('forbidden')
    const today = await store.today(organisationId)
    const checks = rows.map((row) => checkRow(row, words, today))
    const checked = checks.flatMap(({ checked: row }) => row ?? [])
    const errors = [...checks.flatMap((check) => check.errors), ...findTwins(checked)]
    return kernel.transaction(async () => {
      const made = await plan(actor, organisationId, checked)
      const all = [...errors, ...made.errors.filter((error) => !errors.some((other) => other.row === error.row))].sort((first, second) => first.row - second.row)
      if (all.length > 0) return ok({ created: 0, updated: 0, errors: all })
      await write(actor, organisationId, made, today)
      return ok({ created: made.fresh.length, updated: made.known.length, errors: [] })
    })
  }
}
