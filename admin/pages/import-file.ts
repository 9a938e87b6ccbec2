import { z } from 'zod'
import { ok, refuse, type Result } from '../../src/core/result.js'
import { findSheet, openStaffFile, type StaffFile } from '../../src/modules/people/staff-file.js'
import { greatestLines, guessLayout, staffColumns, type StaffCell, type StaffLayout, type StaffLine, type StaffWords } from '../../src/modules/people/staff-table.js'
import { formatDay } from './format.js'
import type { PanelTexts } from '../texts.js'

/** A column of the file as it is shown for choosing. */
export interface ImportColumn {
  at: number
  heading: string
  samples: string[]
  /** What it is taken for, empty for nothing. */
  column: string
}

export interface ImportSheet {
  sheets: string[]
  sheet: number
  heading: number
  /** Lines near the top: one of them holds the headings. */
  lines: { number: number; text: string }[]
  columns: ImportColumn[]
  offered: { value: string; label: string }[]
  notes: string[]
}

/** A file that was read whole, with the places of its columns. */
export interface ReadFile {
  file: StaffFile
  sheet: number
  lines: StaffLine[]
  layout: StaffLayout
}

const samplesShown = 3
const linesShown = 10
const longestShown = 60

const postedFile = z.object({ content: z.instanceof(Buffer), size: z.number() })
const wholeNumber = z.coerce.number().int().min(0).max(2_000_000)
const postedColumns = z.partialRecord(z.enum(staffColumns), z.number().int().min(0).max(1_000))

/** A value of a cell as people see it. */
export function cellText(cell: StaffCell | undefined): string {
  if (!cell || cell.kind === 'empty' || cell.kind === 'error') return ''
  if (cell.kind === 'number') return String(cell.value)
  if (cell.kind === 'formula') return cellText(cell.last)
  return cell.kind === 'day' ? formatDay(cell.day) : cell.text
}

const short = (text: string): string => (text.length > longestShown ? `${text.slice(0, longestShown)}…` : text)

/** What a posted text holds; nothing where it is no JSON. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Reads what was posted: the file itself comes with every step, nothing of it is kept in between. Problems: those of reading a staff file, file-missing. */
export async function readPosted(posted: Record<string, unknown>, words: StaffWords): Promise<Result<ReadFile>> {
  const given = postedFile.safeParse(posted['file'])
  if (!given.success) return refuse('file-missing')
  const opened = await openStaffFile(given.data.content)
  if (!opened.ok) return opened
  const chosen = wholeNumber.safeParse(posted['sheet'])
  const sheet = chosen.success ? ok(chosen.data) : await findSheet(opened.value, words)
  if (!sheet.ok) return sheet
  const lines = await opened.value.lines(sheet.value, greatestLines)
  if (!lines.ok) return lines
  if (lines.value.length === 0) return refuse('staff-no-rows')
  const heading = wholeNumber.safeParse(posted['heading'])
  const columns = postedColumns.safeParse(parseJson(posted['columns']))
  const guess = guessLayout(heading.success ? lines.value.filter(({ number }) => number === heading.data) : lines.value, words)
  const layout = { heading: heading.success ? heading.data : guess.heading, columns: columns.success ? columns.data : guess.columns }
  return ok({ file: opened.value, sheet: sheet.value, lines: lines.value, layout })
}

/** Columns with their first values, and what each is taken for. */
export function showColumns({ file, sheet, lines, layout }: ReadFile, words: StaffWords, texts: PanelTexts): ImportSheet {
  const below = lines.filter(({ number }) => number > layout.heading)
  const headings = lines.find(({ number }) => number === layout.heading)
  const looked = [headings, ...below.slice(0, 50)].flatMap((line) => line ?? [])
  const width = looked.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const taken = new Map(Object.entries(layout.columns).map(([column, at]) => [at, column]))
  const columns = Array.from({ length: width }, (_, at): ImportColumn => {
    const samples = below.map(({ cells }) => short(cellText(cells[at]))).filter((text) => text !== '').slice(0, samplesShown)
    return { at, heading: short(cellText(headings?.cells[at])), samples, column: taken.get(at) ?? '' }
  })
  return {
    sheets: file.sheets,
    sheet,
    heading: layout.heading,
    lines: lines.slice(0, linesShown).map(({ number, cells }) => ({ number, text: short(cells.map(cellText).filter(Boolean).join(' · ')) })),
    columns: columns.filter(({ heading, samples }) => heading !== '' || samples.length > 0),
    offered: staffColumns.map((value) => ({ value, label: words.columns[value][0] ?? value })),
    notes: file.hasMacros ? [texts.text('import.macros')] : [],
  }
}
