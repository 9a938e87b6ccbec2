import type { Role } from '../../core/actor.js'
import { ok, type Problem } from '../../core/result.js'
import { datesProblem, nameFormsSchema, personFactsSchema } from './person-schema.js'
import type { Employment, NameForms, PersonFacts } from './person.js'
import { readEmployment, readFact, readRoles, readText, splitFullName } from './staff-cell.js'
import type { StaffCell, StaffColumn, StaffRow, StaffWords } from './staff-table.js'

/** What is wrong where; `column` is the heading as people see it, empty when the whole row is meant. */
export interface StaffError {
  row: number
  column: string
  /** The column by our name, null for a whole row. */
  field: StaffColumn | null
  problem: Problem
}

export interface CheckedRow {
  number: number
  facts: PersonFacts
  roles: Role[]
  /** Only the forms that the file gives. */
  forms: Partial<NameForms>
  employment: Employment | null
}

const factColumns = ['surname', 'name', 'patronymic', 'position', 'subject', 'birthOn', 'hiredOn', 'experienceYears', 'qualification', 'phone', 'email'] as const
const formColumns = ['genitive', 'dative', 'accusative', 'instrumental'] as const
const empty: StaffCell = { kind: 'empty' }

/** Names from the one column that holds them all, where they have none of their own. */
function withNames(row: StaffRow): { cells: StaffRow['cells']; problem: Problem | null } {
  const { fullName, surname, name } = row.cells
  if (!fullName || surname || name) return { cells: row.cells, problem: null }
  const split = splitFullName(fullName)
  return split.ok ? { cells: { ...row.cells, ...split.value }, problem: null } : { cells: row.cells, problem: split.problem }
}

/** Checks one row wholly, so that all its mistakes are told at once. */
export function checkRow(row: StaffRow, words: StaffWords, today: string): { checked: CheckedRow | null; errors: StaffError[] } {
  const errors: StaffError[] = []
  const { cells, problem: nameProblem } = withNames(row)
  const isFromOne = cells.fullName !== undefined && row.cells.surname === undefined && row.cells.name === undefined
  const blame = (named: StaffColumn, problem: Problem): void => {
    const field = isFromOne && ['surname', 'name', 'patronymic'].includes(named) ? 'fullName' : named
    const heading = words.columns[field][0] ?? field
    if (!errors.some((error) => error.column === heading)) errors.push({ row: row.number, column: heading, field, problem })
  }
  if (nameProblem) blame('fullName', nameProblem)
  const facts: Partial<Record<StaffColumn, string | number | null>> = {}
  for (const column of factColumns) {
    const value = readFact(column, cells[column] ?? empty)
    facts[column] = value.ok ? value.value : null
    if (!value.ok) blame(column, value.problem)
  }
  const roleText = readText(cells.role ?? empty)
  const roles = roleText.ok ? readRoles(roleText.value, words) : roleText
  if (!roles.ok) blame('role', roles.problem)
  const employment = readEmployment(cells.employment ?? empty, words)
  if (!employment.ok) blame('employment', employment.problem)
  const forms = readForms(cells, blame)

  const parsed = personFactsSchema.safeParse({ ...facts, surname: facts.surname ?? '', name: facts.name ?? '' })
  for (const issue of parsed.error?.issues ?? []) blame(issue.path[0] as StaffColumn, { code: `staff-${issue.message}` })
  const dates = parsed.success ? datesProblem(parsed.data, today) : null
  if (dates) blame(dates.field, { code: `staff-${dates.code}` })
  if (errors.length > 0 || !parsed.success || !roles.ok || !employment.ok) return { checked: null, errors }
  return { checked: { number: row.number, facts: parsed.data, roles: roles.value, forms, employment: employment.value }, errors }
}

function readForms(cells: StaffRow['cells'], blame: (column: StaffColumn, problem: Problem) => void): Partial<NameForms> {
  const forms: Partial<NameForms> = {}
  for (const column of formColumns) {
    const text = cells[column] ? readText(cells[column]) : ok('')
    const parsed = nameFormsSchema.safeParse({ [column]: text.ok ? text.value : '' })
    if (!text.ok) blame(column, text.problem)
    else if (!parsed.success) blame(column, { code: `staff-${parsed.error.issues[0]?.message ?? 'value-wrong'}` })
    else if (parsed.data[column]) forms[column] = parsed.data[column]
  }
  return forms
}
