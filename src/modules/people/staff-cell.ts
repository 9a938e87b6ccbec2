import { roles as allRoles, type Role } from '../../core/actor.js'
import { isDay } from '../../core/dates.js'
import { lacksCentury } from '../../core/typed-dates.js'
import { refuse, ok, type Result } from '../../core/result.js'
import { employmentStates, type Employment } from './person.js'
import { plainWord, type StaffCell, type StaffColumn, type StaffWords } from './staff-table.js'

const longestCell = 1_000
const dayColumns: readonly StaffColumn[] = ['birthOn', 'hiredOn']
const written = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})\D{0,3}$/
const dayInside = /\d{1,2}[./-]\d{1,2}[./-]\d{4}/

function readDay(text: string): Result<string> {
  const [, day = '', month = '', year = ''] = written.exec(text) ?? []
  const iso = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  return isDay(iso) ? ok(iso) : refuse(lacksCentury(text) ? 'staff-date-year' : 'staff-date-wrong')
}

/** Takes the text of a cell. Problems: staff-date-not-here, staff-cell-formula, staff-cell-merged, staff-cell-error, staff-value-too-long. */
export function readText(cell: StaffCell): Result<string> {
  if (cell.kind === 'empty') return ok('')
  if (cell.kind === 'number') return ok(String(cell.value))
  if (cell.kind === 'day') return refuse('staff-date-not-here')
  if (cell.kind !== 'text') return refuse(`staff-cell-${cell.kind}`)
  return cell.text.length > longestCell ? refuse('staff-value-too-long') : ok(cell.text.trim())
}

/** Reads roles by their words, several with signs between them. Problem: staff-role-unknown. */
export function readRoles(text: string, words: StaffWords): Result<Role[]> {
  if (text === '') return ok([])
  const known = new Map(allRoles.flatMap((role) => words.roles[role].map((word) => [plainWord(word), role] as const)))
  const named = text.split(/[,;/\n]/).map(plainWord).filter((word) => word !== '')
  const found = named.map((word) => known.get(word))
  const names = allRoles.map((role) => words.roles[role][0]).join(', ')
  return found.every((role) => role !== undefined) ? ok([...new Set(found)]) : refuse('staff-role-unknown', { roles: names })
}

/** Reads a cell of the register's own facts. Problems: those of readText, staff-date-wrong, staff-date-year, staff-number-wrong. */
export function readFact(column: StaffColumn, cell: StaffCell): Result<string | number | null> {
  if (dayColumns.includes(column) && cell.kind === 'day') return ok(cell.day)
  const text = readText(cell)
  if (!text.ok || text.value === '') return text.ok ? ok(null) : text
  if (dayColumns.includes(column)) return readDay(text.value)
  if (column !== 'experienceYears') return text
  return /^\d{1,3}$/.test(text.value) ? ok(Number(text.value)) : refuse('staff-number-wrong')
}

/** Reads «works», «on leave until a day», «dismissed on a day»; null for an empty cell. Problems: those of readText, staff-employment-unknown, staff-date-wrong. */
export function readEmployment(cell: StaffCell, words: StaffWords): Result<Employment | null> {
  const text = readText(cell)
  if (!text.ok || text.value === '') return text.ok ? ok(null) : text
  const dayText = dayInside.exec(text.value)?.[0]
  const day = dayText === undefined ? ok(null) : readDay(dayText)
  if (!day.ok) return day
  const said = plainWord(text.value.replace(dayInside, ''))
  const state = employmentStates.find((each) => words.employment[each].some((word) => said.startsWith(plainWord(word))))
  if (!state) return refuse('staff-employment-unknown', { states: employmentStates.map((each) => words.employment[each][0]).join(', ') })
  return ok({ state, since: state === 'dismissed' ? day.value : null, until: state === 'leave' ? day.value : null })
}

/** Takes surname, name and patronymic out of one cell. Problems: those of readText, staff-full-name. */
export function splitFullName(cell: StaffCell): Result<Partial<Record<StaffColumn, StaffCell>>> {
  const text = readText(cell)
  if (!text.ok) return text
  const [surname, name, ...rest] = text.value.split(/\s+/)
  // A second word of the patronymic is usual in some languages («ogly»).
  if (!surname || !name || rest.length > 2) return refuse('staff-full-name')
  const toText = (value: string): StaffCell => (value === '' ? { kind: 'empty' } : { kind: 'text', text: value })
  return ok({ surname: toText(surname), name: toText(name), patronymic: toText(rest.join(' ')) })
}
