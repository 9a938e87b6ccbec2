import type { Role } from '../../src/core/actor.js'
import type { ImportPreview } from '../../src/modules/people/import-people.js'
import { fullName, rolesOn, type Employment, type HeldRole, type NameForms, type Person, type PersonFacts } from '../../src/modules/people/person.js'
import type { CheckedRow, StaffError } from '../../src/modules/people/staff-row.js'
import type { PanelTexts } from '../texts.js'
import { formatDay } from './format.js'
import { recordLink } from './links.js'

export interface ShownChange {
  label: string
  from: string
  to: string
}

export interface ShownAlike {
  row: number
  /** The same facts of the row and of each candidate, in one order. */
  labels: string[]
  given: string[]
  candidates: { id: string; href: string; why: string; values: string[] }[]
}

export interface ShownPreview {
  counts: { fresh: number; changed: number; unchanged: number; alike: number; wrong: number }
  /** What was passed over. */
  notes: string[]
  fresh: { row: number; name: string; note: string }[]
  changed: { row: number; name: string; href: string; changes: ShownChange[] }[]
  alike: ShownAlike[]
  errors: { row: number; column: string; message: string }[]
  fingerprint: string
}

const shownRows = 50

type Compared = PersonFacts & { roles: string }
const comparedFields = ['birthOn', 'email', 'phone', 'position', 'subject', 'hiredOn'] as const

/** Words for values of people. */
export function createPersonWords(texts: PanelTexts, today: string | null = null) {
  const roleNames = (roles: readonly Role[]): string => [...new Set(roles)].map((role) => texts.text(`roles.${role}`)).join(', ')
  const employment = ({ state, since, until }: Employment): string => {
    const day = state === 'leave' ? until : state === 'dismissed' ? since : null
    return texts.text(`employment.${state}${day === null ? '' : 'On'}`, { day: formatDay(day) })
  }
  const value = (field: string, held: unknown): string => {
    if (held === null || held === undefined) return ''
    if (field === 'roles') return roleNames(today === null ? (held as HeldRole[]).map(({ role }) => role) : rolesOn({ roles: held as HeldRole[] }, today))
    if (field === 'employment') return employment(held as Employment)
    if (field === 'nameForms') return Object.values(held as NameForms).filter(Boolean).join('; ')
    return field === 'birthOn' || field === 'hiredOn' ? formatDay(String(held)) : String(held)
  }
  const label = (field: string): string => texts.text(`import.fields.${field}`)
  return { roleNames, employment, value, label }
}

function changesShown(set: Partial<Person>, person: Person, words: ReturnType<typeof createPersonWords>): ShownChange[] {
  const fields = Object.keys(set).filter((field) => !field.startsWith('search')) as (keyof Person)[]
  return fields
    .map((field) => ({ label: words.label(field), from: words.value(field, person[field]), to: words.value(field, set[field]) }))
    .filter(({ from, to }) => from !== to)
}

/** What an import would do, in words; long lists are cut, the counts are whole. */
export function showPreview(preview: ImportPreview, texts: PanelTexts, summaries: readonly number[]): ShownPreview {
  const words = createPersonWords(texts, preview.today)
  const describe = ({ row, column, problem }: StaffError) => ({ row, column, message: texts.problem(problem) })
  const valuesOf = (facts: Compared): string[] => [fullName(facts), ...comparedFields.map((field) => words.value(field, facts[field])), facts.roles]
  const ofRow = ({ facts, roles }: CheckedRow): Compared => ({ ...facts, roles: words.roleNames(roles) })
  const ofPerson = (person: Person): Compared => ({ ...person, roles: words.value('roles', person.roles) })
  const labels = ['fullName', ...comparedFields, 'roles'].map(words.label)
  const { fresh, changed, unchanged, alike, errors, fingerprint } = preview
  return {
    counts: { fresh: fresh.length, changed: changed.length, unchanged, alike: alike.length, wrong: new Set(errors.map(({ row }) => row)).size },
    notes: summaries.length > 0 ? [texts.text('import.summaries', { rows: summaries.slice(0, shownRows).join(', ') })] : [],
    fresh: fresh.slice(0, shownRows).map((row) => ({ row: row.number, name: fullName(row.facts), note: [row.facts.position, row.facts.subject, words.roleNames(row.roles)].filter(Boolean).join(' · ') })),
    changed: changed.slice(0, shownRows).map(({ row, person, set }) => ({ row: row.number, name: fullName(person), href: recordLink('Person', person.id), changes: changesShown(set, person, words) })),
    alike: alike.map(({ row, candidates }) => ({
      row: row.number,
      labels,
      given: valuesOf(ofRow(row)),
      candidates: candidates.map(({ person, likeness }) => ({ id: person.id, href: recordLink('Person', person.id), why: texts.text(`import.likeness.${likeness}`), values: valuesOf(ofPerson(person)) })),
    })),
    errors: errors.slice(0, shownRows * 2).map(describe),
    fingerprint,
  }
}
