import type { Role } from '../../core/actor.js'
import { refuse, ok, type Result } from '../../core/result.js'

/** Columns of the staff file (contract §3). */
export const staffColumns = ['surname', 'name', 'patronymic', 'position', 'subject', 'birthOn', 'hiredOn', 'experienceYears', 'qualification', 'role', 'phone', 'email'] as const
export type StaffColumn = (typeof staffColumns)[number]

/** Words of the file in the people's language; the first of each list is the one we write ourselves. */
export interface StaffWords {
  columns: Record<StaffColumn, string[]>
  roles: Record<Role, string[]>
}

/** What a cell of any kind of file holds; `day` is 'YYYY-MM-DD'. */
export type StaffCell =
  | { kind: 'empty' }
  | { kind: 'text'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'day'; day: string }
  | { kind: 'merged'; text: string }
  | { kind: 'formula' | 'error' }

/** A row as people count them in their program, the first is 1. */
export interface StaffLine {
  number: number
  cells: StaffCell[]
}

export interface StaffRow {
  number: number
  cells: Partial<Record<StaffColumn, StaffCell>>
}

export const greatestRows = 2_000
const rowsToHeading = 20
const needed = ['surname', 'name'] as const satisfies readonly StaffColumn[]

/** Compares headings and words without case, spaces, signs and the difference between e and io. */
export function plainWord(text: string): string {
  return text.toLowerCase().replace(/\u0451/g, '\u0435').replace(/[^\p{L}\p{N}]/gu, '')
}

type Places = Map<StaffColumn, number>

function placesIn(line: StaffLine, words: StaffWords): Places | null {
  const places: Places = new Map()
  const known = new Map(staffColumns.flatMap((column) => words.columns[column].map((word) => [plainWord(word), column] as const)))
  for (const [index, cell] of line.cells.entries()) {
    const column = cell.kind === 'text' || cell.kind === 'merged' ? known.get(plainWord(cell.text)) : undefined
    if (column && !places.has(column)) places.set(column, index)
  }
  return needed.every((column) => places.has(column)) ? places : null
}

/** Finds the headings near the top, in any order, and the filled rows below them. Problems: staff-no-heading, staff-no-rows, staff-too-many-rows. */
export function arrangeRows(lines: readonly StaffLine[], words: StaffWords): Result<StaffRow[]> {
  for (const [index, line] of lines.slice(0, rowsToHeading).entries()) {
    const places = placesIn(line, words)
    if (!places) continue
    const rows = lines.slice(index + 1).flatMap((each) => toRow(each, places) ?? [])
    if (rows.length === 0) return refuse('staff-no-rows')
    return rows.length > greatestRows ? refuse('staff-too-many-rows', { limit: greatestRows }) : ok(rows)
  }
  return refuse('staff-no-heading', { headings: needed.map((column) => words.columns[column][0]).join(', ') })
}

function toRow(line: StaffLine, places: Places): StaffRow | null {
  const cells = Object.fromEntries([...places].map(([column, index]) => [column, line.cells[index] ?? { kind: 'empty' }])) as StaffRow['cells']
  const isFilled = Object.values(cells).some((cell) => cell.kind !== 'empty' && !(cell.kind === 'text' && cell.text.trim() === ''))
  return isFilled ? { number: line.number, cells } : null
}
