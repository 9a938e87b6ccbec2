import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import exceljs, { type Cell } from 'exceljs'
import { startOfDay } from '../../core/dates.js'
import type { Problem } from '../../core/result.js'
import { inParts } from './in-turns.js'
import type { StaffError } from './staff-row.js'
import { type StaffCell, type StaffLayout, type StaffLine } from './staff-table.js'

export interface MarkWords {
  sheet: string
  /** Heading of the column that is added at the end. */
  mistakes: string
  describe(problem: Problem): string
}

const inOnePart = 50
const red = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF8CFCF' } } as const
const asText = '@'
const asDay = 'dd.mm.yyyy'
const widest = 40

/** Text stays text: its format keeps a program from reading it as a formula even after it was touched. */
function fill(cell: Cell, value: StaffCell | undefined): void {
  if (!value || value.kind === 'empty' || value.kind === 'error') return
  if (value.kind === 'formula') return fill(cell, value.last)
  if (value.kind === 'number') cell.value = value.value
  else if (value.kind === 'day') {
    cell.value = startOfDay(value.day, 'utc')
    cell.numFmt = asDay
  } else {
    cell.value = value.text
    cell.numFmt = asText
  }
}

/** Writes the file anew with every mistake marked in its cell (red, with a note in words) and told at the end of its row; formulas come back as their values. */
export async function markErrors(lines: readonly StaffLine[], layout: StaffLayout, errors: readonly StaffError[], words: MarkWords): Promise<Buffer> {
  const stream = new PassThrough()
  const whole = buffer(stream)
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet(words.sheet, { views: [{ state: 'frozen', ySplit: layout.heading }] })
  const width = lines.reduce((most, { cells }) => Math.max(most, cells.length), 1)
  sheet.columns = Array.from({ length: width + 1 }, (_, at) => ({ width: at === width ? widest : 20 }))
  const byRow = new Map<number, StaffError[]>()
  for (const error of errors) byRow.set(error.row, [...(byRow.get(error.row) ?? []), error])
  const first = layout.columns.surname ?? layout.columns.fullName ?? 0
  const placeOf = ({ field }: StaffError): number => (field === null ? first : (layout.columns[field] ?? first))
  const say = ({ column, problem }: StaffError): string => (column === '' ? words.describe(problem) : `${column}: ${words.describe(problem)}`)
  for await (const part of inParts(lines, inOnePart)) {
    for (const line of part) {
      const row = sheet.getRow(line.number)
      const wrong = byRow.get(line.number) ?? []
      for (const [at, cell] of line.cells.entries()) fill(row.getCell(at + 1), cell)
      if (line.number === layout.heading) {
        row.font = { bold: true }
        row.getCell(width + 1).value = words.mistakes
      }
      for (const error of wrong) {
        const cell = row.getCell(placeOf(error) + 1)
        cell.fill = red
        cell.note = wrong.filter((each) => placeOf(each) === placeOf(error)).map(({ problem }) => words.describe(problem)).join('\n')
      }
      if (wrong.length > 0) fill(row.getCell(width + 1), { kind: 'text', text: wrong.map(say).join(' ') })
      row.commit()
    }
  }
  await book.commit()
  return whole
}
