import { readXml } from './read-xml.js'
import { unpack } from './read-zip.js'
import { greatestColumns, isEmptyCell, type StaffCell, type StaffLine } from './staff-table.js'
import { longestText, type BookParts, type SheetPlace } from './xlsx-parts.js'

interface RawCell {
  column: number
  type: string
  style: number
  value: string
  hasFormula: boolean
}

export interface SheetLines {
  lines: StaffLine[]
  /** Something stands beyond the greatest column. */
  isTooWide: boolean
}

const dayMs = 86_400_000
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)
const lastSerial = 2_958_465
const lastRow = 1_048_576
/** Areas of a hostile file may cover everything many times over. */
const mostLooks = 200_000

/** The number of a column from letters: A is 0. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64
    if (code < 1 || code > 26) break
    column = column * 26 + code
  }
  return column - 1
}

const rowOf = (reference: string): number => Number(/\d+/.exec(reference)?.[0] ?? 0)

function dayCell(serial: number, isFrom1904: boolean): StaffCell {
  if (serial < 0 || serial > lastSerial) return { kind: 'error' }
  const at = (isFrom1904 ? epoch1904 : epoch1900) + Math.floor(serial) * dayMs
  return { kind: 'day', day: new Date(at).toISOString().slice(0, 10) }
}

function toCell(raw: RawCell, parts: BookParts): StaffCell {
  const { type, style, value, hasFormula } = raw
  const { strings, dateStyles, isFrom1904 } = parts
  if (hasFormula) return { kind: 'formula', last: toCell({ ...raw, hasFormula: false }, parts) }
  if (type === 'e') return { kind: 'error' }
  const text = type === 's' ? (strings[Number(value)] ?? '') : value
  if (value === '') return { kind: 'empty' }
  if (type === 'd') return /^\d{4}-\d{2}-\d{2}/.test(value) ? { kind: 'day', day: value.slice(0, 10) } : { kind: 'error' }
  if (type !== '' && type !== 'n') return text.trim() === '' ? { kind: 'empty' } : { kind: 'text', text }
  const number = Number(value)
  if (!Number.isFinite(number)) return { kind: 'error' }
  return dateStyles.has(style) ? dayCell(number, isFrom1904) : { kind: 'number', value: number }
}

/** Every cell of a merged area says so, those that are hidden under it too. */
function markMerged(lines: StaffLine[], areas: readonly string[]): void {
  const byNumber = new Map(lines.map((line) => [line.number, line]))
  let looks = 0
  for (const area of areas) {
    const [first = '', last = first] = area.split(':')
    const [from, to] = [columnOf(first), Math.min(columnOf(last), greatestColumns - 1)]
    const end = Math.min(rowOf(last), lines.at(-1)?.number ?? 0)
    for (let row = rowOf(first); row <= end && looks < mostLooks; row += 1) {
      looks += 1
      const line = byNumber.get(row)
      for (let column = from; line && column <= to; column += 1) {
        while (line.cells.length <= column) line.cells.push({ kind: 'empty' })
        const cell = line.cells[column]
        line.cells[column] = { kind: 'merged', text: cell?.kind === 'text' || cell?.kind === 'merged' ? cell.text : '' }
      }
    }
  }
}

/** Reads at most so many filled rows of a sheet; formulas are not counted, their last value stands beside. */
export async function readSheet(bytes: Buffer, { entry }: SheetPlace, parts: BookParts, most: number): Promise<SheetLines> {
  const lines: StaffLine[] = []
  const merged: string[] = []
  let [line, cell]: [StaffLine, RawCell | null] = [{ number: 0, cells: [] }, null]
  let [isValue, isTooWide] = [false, false]
  const endOfCell = (raw: RawCell) => {
    const made = toCell(raw, parts)
    if (isEmptyCell(made)) return
    if (raw.column >= greatestColumns) isTooWide = true
    else {
      while (line.cells.length < raw.column) line.cells.push({ kind: 'empty' })
      line.cells[raw.column] = made
    }
  }
  await readXml(unpack(bytes, entry), {
    open(name, attributes) {
      if (name === 'row') line = { number: Math.min(Math.max(Number(attributes['r']) || 0, line.number + 1), lastRow), cells: [] }
      else if (name === 'c') cell = { column: attributes['r'] ? columnOf(attributes['r']) : line.cells.length, type: attributes['t'] ?? '', style: Number(attributes['s'] ?? 0), value: '', hasFormula: false }
      else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'v' || name === 't') isValue = cell !== null
      else if (name === 'mergeCell' && merged.length < most) merged.push(attributes['ref'] ?? '')
    },
    text(piece) {
      if (isValue && cell && cell.value.length < longestText) cell.value += piece.slice(0, longestText - cell.value.length)
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false
      else if (name === 'c' && cell) {
        endOfCell(cell)
        cell = null
      } else if (name === 'row' && line.cells.length > 0 && lines.length < most) lines.push(line)
    },
    isDone: () => lines.length >= most || isTooWide,
  })
  markMerged(lines, merged)
  return { lines, isTooWide }
}
