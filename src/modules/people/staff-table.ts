import type { Role } from '../../core/actor.js'
import { refuse, ok, type Result } from '../../core/result.js'

/** Columns of the staff file (contract §3): what the template has. */
export const templateColumns = ['surname', 'name', 'patronymic', 'position', 'subject', 'birthOn', 'hiredOn', 'experienceYears', 'qualification', 'role', 'phone', 'email'] as const
/** Columns that a school's own list may have besides: the whole name in one, the state of employment, case forms for orders. */
export const staffColumns = [...templateColumns, 'fullName', 'employment', 'genitive', 'dative', 'accusative', 'instrumental'] as const
export type TemplateColumn = (typeof templateColumns)[number]
export type StaffColumn = (typeof staffColumns)[number]

/** Words of the file in the people's language; the first of each list is the one we write ourselves. */
export interface StaffWords {
  columns: Record<StaffColumn, string[]>
  roles: Record<Role, string[]>
  /** How a line begins that only counts the others. */
  summary: string[]
  employment: Record<'works' | 'leave' | 'dismissed', string[]>
}

/** What a cell of any kind of file holds; `day` is 'YYYY-MM-DD', `last` is what a formula came to when the file was saved. */
export type StaffCell =
  | { kind: 'empty' }
  | { kind: 'text'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'day'; day: string }
  | { kind: 'merged'; text: string }
  | { kind: 'formula'; last: StaffCell }
  | { kind: 'error' }

/** A row as people count them in their program, the first is 1. */
export interface StaffLine {
  number: number
  cells: StaffCell[]
}

export interface StaffRow {
  number: number
  cells: Partial<Record<StaffColumn, StaffCell>>
}

/** Where the headings stand (number of the line) and which column of the file holds what, the first is 0. */
export interface StaffLayout {
  heading: number
  columns: Partial<Record<StaffColumn, number>>
}

export const greatestRows = 10_000
export const greatestColumns = 100
export const linesToHeading = 20
/** So many lines are read of a file: the people, what may stand above them, and one to see that there are more. */
export const greatestLines = greatestRows + linesToHeading + 1

/** Tells whether a cell holds nothing that people see. */
export const isEmptyCell = (cell: StaffCell): boolean => cell.kind === 'empty' || (cell.kind === 'text' && cell.text.trim() === '')

/** Compares headings and words without case, spaces, signs and the difference between e and io. */
export function plainWord(text: string): string {
  return text.toLowerCase().replace(/\u0451/g, '\u0435').replace(/[^\p{L}\p{N}]/gu, '')
}

function columnsIn(line: StaffLine, known: ReadonlyMap<string, StaffColumn>): StaffLayout['columns'] {
  const columns: StaffLayout['columns'] = {}
  for (const [index, cell] of line.cells.entries()) {
    const column = cell.kind === 'text' || cell.kind === 'merged' ? known.get(plainWord(cell.text.slice(0, 100))) : undefined
    if (column && columns[column] === undefined) columns[column] = index
  }
  return columns
}

/** Are the obligatory columns there: surname and name, or both in one? */
export function isComplete({ columns }: StaffLayout): boolean {
  return columns.fullName !== undefined || (columns.surname !== undefined && columns.name !== undefined)
}

/** Finds the headings near the top, in any order; where no line has all that is obligatory, the line that has most of them. */
export function guessLayout(lines: readonly StaffLine[], words: StaffWords): StaffLayout {
  const known = new Map(staffColumns.flatMap((column) => words.columns[column].map((word) => [plainWord(word), column] as const)))
  const guesses = lines.slice(0, linesToHeading).map((line): StaffLayout => ({ heading: line.number, columns: columnsIn(line, known) }))
  const count = ({ columns }: StaffLayout): number => Object.keys(columns).length
  const best = guesses.reduce<StaffLayout | null>((found, guess) => (found === null || count(guess) > count(found) ? guess : found), null)
  return guesses.find(isComplete) ?? best ?? { heading: 0, columns: {} }
}

/** Takes the filled rows below the headings. Problems: staff-no-heading, staff-no-rows, staff-too-many-rows. */
export function rowsBelow(lines: readonly StaffLine[], layout: StaffLayout, words: StaffWords): Result<StaffRow[]> {
  if (!isComplete(layout)) return refuse('staff-no-heading', { headings: (['surname', 'name'] as const).map((column) => words.columns[column][0]).join(', ') })
  const places = Object.entries(layout.columns) as [StaffColumn, number][]
  const rows = lines.filter((line) => line.number > layout.heading && !isSummary(line, words)).flatMap((line) => toRow(line, places) ?? [])
  if (rows.length === 0) return refuse('staff-no-rows')
  return rows.length > greatestRows ? refuse('staff-too-many-rows', { limit: greatestRows }) : ok(rows)
}

/** A line that only counts the others: its first words say so, and little else stands in it. */
function isSummary({ cells }: StaffLine, words: StaffWords): boolean {
  const filled = cells.filter((cell) => !isEmptyCell(cell))
  const first = filled.find((cell) => cell.kind === 'text' || cell.kind === 'merged')
  const said = first && 'text' in first ? (/\p{L}+/u.exec(first.text)?.[0] ?? '') : ''
  return filled.length <= 3 && words.summary.includes(said.toLowerCase())
}

/** The lines below the headings that only count the others: they are left out. */
export function summaryLines(lines: readonly StaffLine[], layout: StaffLayout, words: StaffWords): number[] {
  return lines.filter((line) => line.number > layout.heading && isSummary(line, words)).map(({ number }) => number)
}

function toRow(line: StaffLine, places: readonly [StaffColumn, number][]): StaffRow | null {
  const filled = places.flatMap(([column, index]) => {
    const cell = line.cells[index]
    return cell && !isEmptyCell(cell) ? [[column, cell] as const] : []
  })
  return filled.length > 0 ? { number: line.number, cells: Object.fromEntries(filled) } : null
}
