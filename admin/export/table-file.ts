import { once } from 'node:events'
import type { Writable } from 'node:stream'
import ExcelJS from 'exceljs'
import { formatDay } from '../pages/format.js'
import { csvCell, fileName, xlsxText } from './clean-text.js'

/** A day, or an instant as the wall clock of the organisation showed it; dates are dates in a sheet, text elsewhere. */
export type FileCell = string | { day: string } | { wall: string }

export interface TableFile {
  title: string
  /** Who made it, for the file's properties. */
  author: string
  columns: string[]
  /** Pages of rows, one after the other, so that never all are held. */
  pages: AsyncIterable<FileCell[][]>
}

export const fileFormats = ['xlsx', 'csv'] as const
export type FileFormat = (typeof fileFormats)[number]

const utc = (text: string) => new Date(`${text}Z`)

function plainCell(cell: FileCell): string {
  if (typeof cell === 'string') return cell
  return 'day' in cell ? formatDay(cell.day) : `${formatDay(cell.wall.slice(0, 10))} ${cell.wall.slice(11, 16)}`
}

/** Waits until the reader has taken what was written; tells whether he is still there. */
async function isTaken(output: Writable): Promise<boolean> {
  if (output.writableNeedDrain && !output.destroyed) await Promise.race([once(output, 'drain'), once(output, 'close')])
  return !output.destroyed
}

/** A text as a text, which no reader takes for anything else. */
const asText = (text: string) => (text === '' ? null : { richText: [{ text: xlsxText(text) }] })

const header = (text: string) => ({ header: xlsxText(text), width: Math.min(50, Math.max(14, text.length + 4)), style: { alignment: { vertical: 'top', wrapText: true } as const } })

async function writeXlsx(output: Writable, { title, author, columns, pages }: TableFile): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false })
  book.creator = author
  book.lastModifiedBy = author
  const sheet = book.addWorksheet(fileName(title, '').slice(0, 31).replace(/[[\].']+/g, ' ').trim(), { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(header)
  sheet.getRow(1).font = { bold: true }
  sheet.getRow(1).commit()
  for await (const rows of pages) {
    for (const cells of rows) {
      const row = sheet.addRow(cells.map((cell) => (typeof cell === 'string' ? asText(cell) : utc('day' in cell ? `${cell.day}T00:00:00` : cell.wall))))
      for (const [at, cell] of cells.entries()) row.getCell(at + 1).numFmt = typeof cell === 'string' ? '@' : 'day' in cell ? 'dd.mm.yyyy' : 'dd.mm.yyyy hh:mm'
      row.commit()
    }
    if (!(await isTaken(output))) return
  }
  sheet.commit()
  await book.commit()
}

async function writeCsv(output: Writable, { columns, pages }: TableFile): Promise<void> {
  const line = (cells: string[]) => `${cells.map(csvCell).join(';')}\r\n`
  output.write(`\ufeff${line(columns)}`)
  for await (const rows of pages) {
    output.write(rows.map((cells) => line(cells.map(plainCell))).join(''))
    if (!(await isTaken(output))) return
  }
  output.end()
}

/** Writes a table as a file while its rows are being read. */
export const writeTableFile = (format: FileFormat, output: Writable, table: TableFile): Promise<void> => (format === 'xlsx' ? writeXlsx : writeCsv)(output, table)

const mimes = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const

interface Answer {
  attachment(name: string): unknown
  set(headers: Record<string, string>): unknown
}

/** The headers of such a file: saved, never shown, kept by nobody on the way. */
export function announceFile(response: Answer, format: FileFormat, name: string): void {
  response.attachment(fileName(name, format))
  response.set({ 'Content-Type': mimes[format], 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; sandbox" })
}
