import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import { ok, refuse, type Result } from '../../core/result.js'
import type { StaffFile } from './staff-file.js'
import { greatestColumns, type StaffCell, type StaffLine } from './staff-table.js'

const pieceLength = 64 * 1024
const longestRecord = 1024 * 1024

/** Programs on Windows save .csv in cp1251: bytes that are no UTF-8 are taken for it; «Unicode text» has its own mark. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

/** The delimiter that the first filled line uses most. */
function delimiterOf(text: string): string {
  const first = text.slice(0, pieceLength).split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  const count = (sign: string): number => first.split(sign).length
  return [';', '\t', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength)
}

const toCell = (text: string): StaffCell => (text.trim() === '' ? { kind: 'empty' } : { kind: 'text', text })

async function readLines(text: string, most: number): Promise<Result<StaffLine[]>> {
  const lines: StaffLine[] = []
  const records = Readable.from(piecesOf(text)).pipe(parse({ delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false, max_record_size: longestRecord, to: most }))
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      const cells = record.map(toCell)
      if (cells.slice(greatestColumns).some(({ kind }) => kind !== 'empty')) return refuse('staff-too-many-columns', { limit: greatestColumns })
      lines.push({ number: lines.length + 1, cells: cells.slice(0, greatestColumns) })
      if (lines.length % 500 === 0) await nextTurn()
    }
    return ok(lines)
  } catch (error) {
    if (error instanceof CsvError) return refuse('staff-file-broken')
    throw error
  }
}

/** Opens .csv with semicolons, commas or tabs, in UTF-8, UTF-16 or cp1251. Problem: staff-file-broken. */
export function openCsv(bytes: Buffer): Result<StaffFile> {
  const text = decode(bytes).replace(/^\ufeff/, '')
  if (text.includes('\u0000')) return refuse('staff-file-broken')
  return ok({ sheets: [''], hasMacros: false, lines: (_sheet: number, most: number) => readLines(text, most) })
}
