import { roles as allRoles, type Role } from '../../core/actor.js'
import { isDay } from '../../core/dates.js'
import { refuse, ok, type Problem, type Result } from '../../core/result.js'
import { datesProblem, personFactsSchema } from './person-schema.js'
import type { PersonFacts } from './person.js'
import { plainWord, staffColumns, type StaffCell, type StaffColumn, type StaffRow, type StaffWords } from './staff-table.js'

/** What is wrong where; `column` is the heading as people see it, empty when the whole row is meant. */
export interface StaffError {
  row: number
  column: string
  problem: Problem
}

export interface CheckedRow {
  number: number
  facts: PersonFacts
  roles: Role[]
}

const longestCell = 1_000
const dayColumns: readonly StaffColumn[] = ['birthOn', 'hiredOn']
const written = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})\D{0,3}$/

function readDay(text: string): Result<string> {
  const [, day = '', month = '', year = ''] = written.exec(text) ?? []
  const iso = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  return isDay(iso) ? ok(iso) : refuse('staff-date-wrong')
}

function readText(cell: StaffCell): Result<string> {
  if (cell.kind === 'empty') return ok('')
  if (cell.kind === 'number') return ok(String(cell.value))
  if (cell.kind === 'day') return refuse('staff-date-not-here')
  if (cell.kind !== 'text') return refuse(`staff-cell-${cell.kind}`)
  return cell.text.length > longestCell ? refuse('staff-value-too-long') : ok(cell.text.trim())
}

function readRoles(text: string, words: StaffWords): Result<Role[]> {
  const known = new Map(allRoles.flatMap((role) => words.roles[role].map((word) => [plainWord(word), role] as const)))
  const named = text.split(/[,;/\n]/).map(plainWord).filter((word) => word !== '')
  const found = named.map((word) => known.get(word))
  const names = allRoles.map((role) => words.roles[role][0]).join(', ')
  return found.every((role) => role !== undefined) ? ok([...new Set(found)]) : refuse('staff-role-unknown', { roles: names })
}

function readFact(column: StaffColumn, cell: StaffCell): Result<string | number | null> {
  if (dayColumns.includes(column) && cell.kind === 'day') return ok(cell.day)
  const text = readText(cell)
  if (!text.ok || text.value === '') return text.ok ? ok(null) : text
  if (dayColumns.includes(column)) return readDay(text.value)
  if (column !== 'experienceYears') return text
  return /^\d{1,3}$/.test(text.value) ? ok(Number(text.value)) : refuse('staff-number-wrong')
}

/** Checks one row wholly, so that all its mistakes are told at once. */
export function checkRow(row: StaffRow, words: StaffWords, today: string): { checked: CheckedRow | null; errors: StaffError[] } {
  const errors: StaffError[] = []
  const blame = (column: StaffColumn, problem: Problem): void => {
    const heading = words.columns[column][0] ?? column
    if (!errors.some((error) => error.column === heading)) errors.push({ row: row.number, column: heading, problem })
  }
  const facts: Partial<Record<StaffColumn, string | number | null>> = {}
  for (const column of staffColumns.filter((each) => each !== 'role')) {
    const value = readFact(column, row.cells[column] ?? { kind: 'empty' })
    facts[column] = value.ok ? value.value : null
    if (!value.ok) blame(column, value.problem)
  }
  const roleText = readText(row.cells.role ?? { kind: 'empty' })
  const roles = roleText.ok ? readRoles(roleText.value, words) : roleText
  if (!roles.ok) blame('role', roles.problem)

  const parsed = personFactsSchema.safeParse({ ...facts, surname: facts.surname ?? '', name: facts.name ?? '' })
  for (const issue of parsed.error?.issues ?? []) blame(issue.path[0] as StaffColumn, { code: `staff-${issue.message}` })
  const dates = parsed.success ? datesProblem(parsed.data, today) : null
  if (dates) blame(dates.field, { code: `staff-${dates.code}` })
  if (errors.length > 0 || !parsed.success || !roles.ok) return { checked: null, errors }
  return { checked: { number: row.number, facts: parsed.data, roles: roles.value }, errors }
}
