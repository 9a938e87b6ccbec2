import { parse, CsvError } from 'csv-parse/sync'
import { ok, refuse, type Result } from '../../core/result.js'
import { greatestRows, type StaffLine } from './staff-table.js'

/** Programs on Windows save .csv in cp1251: bytes that are no UTF-8 are taken for it. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

/** The delimiter that the first filled line uses most. */
function delimiterOf(text: string): string {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  const count = (sign: string): number => first.split(sign).length
  return [';', '\t', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** Reads .csv with semicolons, commas or tabs, in UTF-8 or cp1251. Problem: staff-file-broken. */
export function readCsv(bytes: Buffer): Result<StaffLine[]> {
  const text = decode(bytes).replace(/^\ufeff/, '')
  if (text.includes('\u0000')) return refuse('staff-file-broken')
  try {
    const records = parse(text, { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false, to: greatestRows + 60 })
    return ok(
      records.map((record, index) => ({
        number: index + 1,
        cells: record.map((cell) => (cell.trim() === '' ? { kind: 'empty' as const } : { kind: 'text' as const, text: cell })),
      })),
    )
  } catch (error) {
    if (error instanceof CsvError) return refuse('staff-file-broken')
    throw error
  }
}
