import { createHash, type Hash } from 'node:crypto'
import type { Actor } from '../../core/actor.js'
import { eachInTurns } from './in-turns.js'
import { isSamePerson, isSameRow } from './match-people.js'
import type { Candidate, PeopleIndex } from './people-index.js'
import { mayGiveRole, mayOverrule } from './person-policy.js'
import { withRole } from './person-roles.js'
import { rolesOn, searchKeysOf, searchNameOf, type HeldRole, type Person, type PersonFacts } from './person.js'
import { checkRow, type CheckedRow, type StaffError } from './staff-row.js'
import type { StaffRow, StaffWords } from './staff-table.js'

/** What would be written: nothing of it is when there are errors. */
export interface ImportPlan {
  fresh: CheckedRow[]
  known: { row: CheckedRow; person: Person }[]
  /** Rows that may mean somebody on record: people have to say. */
  alike: { row: CheckedRow; candidates: Candidate[] }[]
  errors: StaffError[]
  /** Changes with the rows and with everybody whom they touch. */
  fingerprint: string
}

/** The id of the person whom the row means, or `other`. */
export type Choices = ReadonlyMap<number, string>

/** A mistake of a whole row. */
export const wholeRow = (row: number, code: string, params?: Record<string, string | number>): StaffError => ({ row, column: '', field: null, problem: params ? { code, params } : { code } })

/** Checks all rows and finds twins inside the file: which of two is right, only people know. */
export async function checkRows(rows: readonly StaffRow[], words: StaffWords, today: string): Promise<{ checked: CheckedRow[]; errors: StaffError[] }> {
  const [checked, errors]: [CheckedRow[], StaffError[]] = [[], []]
  const byName = new Map<string, CheckedRow[]>()
  await eachInTurns(rows, (row) => {
    const { checked: good, errors: wrong } = checkRow(row, words, today)
    errors.push(...wrong)
    if (!good) return
    const key = searchNameOf(good.facts)
    const earlier = byName.get(key) ?? []
    const twin = earlier.find((other) => isSamePerson(good.facts, other.facts))
    if (twin) errors.push(wholeRow(good.number, isSameRow(good.facts, twin.facts) ? 'staff-same-row' : 'staff-twin', { row: twin.number }))
    earlier.push(good)
    byName.set(key, earlier)
    checked.push(good)
  })
  return { checked, errors }
}

/** Two rows that mean one person: the second is pointed at. */
export function findClaimedTwice(known: ImportPlan['known']): StaffError[] {
  const claimed = new Map<string, number>()
  return known.flatMap(({ row, person }) => {
    const other = claimed.get(person.id)
    claimed.set(person.id, row.number)
    return other === undefined ? [] : [wholeRow(row.number, 'staff-twin', { row: other })]
  })
}

/** Rows that would change the record of somebody whom this actor may not overrule; roles have a rule of their own. */
export function findGuarded(actor: Actor, known: ImportPlan['known'], today: string): StaffError[] {
  const isOther = (field: string): boolean => field === 'roles' || field === 'nameForms'
  return known
    .filter(({ row, person }) => !mayOverrule(actor, person, today) && Object.keys(changesOf(row, person, today)).some((field) => !isOther(field)))
    .map(({ row }) => wholeRow(row.number, 'staff-person-guarded'))
}

function note(hash: Hash, row: CheckedRow, people: readonly Person[]): void {
  hash.update(JSON.stringify([row, people]))
}

/** Compares checked rows with the people on record; `asks` leaves doubts to people, else the plain rule of equal names decides. */
export async function planImport(actor: Actor, organisationId: string, checked: readonly CheckedRow[], index: PeopleIndex, { asks, today }: { asks: boolean; today: string }): Promise<ImportPlan> {
  const plan: ImportPlan = { fresh: [], known: [], alike: [], errors: [], fingerprint: '' }
  const hash = createHash('sha256')
  const place = (row: CheckedRow): void => {
    const same = asks ? [] : index.same(row.facts)
    const match = asks ? index.match(row.facts) : same[0] ? ({ kind: 'known', person: same[0] } as const) : ({ kind: 'new' } as const)
    const people = match.kind === 'known' ? [match.person] : match.kind === 'alike' ? match.candidates.map(({ person }) => person) : []
    note(hash, row, people)
    const held = match.kind === 'known' ? rolesOn(match.person, today) : []
    if (row.roles.some((role) => !held.includes(role) && !mayGiveRole(actor, organisationId, role))) plan.errors.push({ ...wholeRow(row.number, 'staff-role-forbidden'), field: 'role' })
    else if (same.length > 1) plan.errors.push(wholeRow(row.number, 'staff-ambiguous'))
    else if (match.kind === 'alike') plan.alike.push({ row, candidates: match.candidates })
    else if (match.kind === 'new') plan.fresh.push(row)
    else if (match.person.archivedAt) plan.errors.push(wholeRow(row.number, 'staff-archived'))
    else plan.known.push({ row, person: match.person })
  }
  await eachInTurns(checked, place)
  plan.errors.push(...findClaimedTwice(plan.known), ...findGuarded(actor, plan.known, today))
  return { ...plan, fingerprint: hash.digest('hex') }
}

/** The roles that a person holds after the import: those of the file from today on, none is taken away. */
export function rolesWith(held: readonly HeldRole[], row: CheckedRow, today: string): HeldRole[] {
  const present = rolesOn({ roles: [...held] }, today)
  return row.roles.filter((role) => !present.includes(role)).reduce<HeldRole[]>((all, role) => {
    const added = withRole(all, { role, from: today, to: null })
    return added.ok ? added.value : all
  }, [...held])
}

const nameFields = ['surname', 'name', 'patronymic'] as const

/** What a row changes of a person: only filled cells count, and what stands there already is no change. Case forms do not outlive the name. */
export function changesOf(row: CheckedRow, person: Person, today: string): Partial<Person> {
  const facts = Object.entries(row.facts).filter(([field, value]) => value !== null && value !== person[field as keyof PersonFacts])
  const changed = Object.fromEntries(facts) as Partial<Person>
  const isRenamed = nameFields.some((field) => field in changed)
  const former = isRenamed ? { genitive: null, dative: null, accusative: null, instrumental: null } : person.nameForms
  const nameForms = { ...former, ...row.forms }
  const roles = rolesWith(person.roles, row, today)
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
  if (!Object.keys(nameForms).every((form) => nameForms[form as keyof typeof nameForms] === (person.nameForms?.[form as keyof typeof nameForms] ?? null))) changed.nameForms = nameForms
  if (roles.length !== person.roles.length) changed.roles = roles
  if (row.employment && !isSame(row.employment, person.employment)) changed.employment = row.employment
  if (isRenamed) Object.assign(changed, searchKeysOf({ ...person, ...changed }))
  return changed
}
