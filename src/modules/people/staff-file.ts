import { ok, refuse, type Result } from '../../core/result.js'
import { openCsv } from './read-csv.js'
import { openXlsx } from './read-xlsx.js'
import { greatestLines, guessLayout, isComplete, linesToHeading, rowsBelow, type StaffLine, type StaffRow, type StaffWords } from './staff-table.js'

/** A file whose sheets can be read; a .csv is one sheet without a name. */
export interface StaffFile {
  sheets: string[]
  /** Macros lie in it: they were not read. */
  hasMacros: boolean
  /** At most so many lines from the top of a sheet. Problems: staff-file-broken, staff-sheet-missing, staff-too-many-columns. */
  lines(sheet: number, most: number): Promise<Result<StaffLine[]>>
}

export const greatestMegabytes = 5
const greatestBytes = greatestMegabytes * 1024 * 1024
const zipSign = Buffer.from('PK')
const oldOfficeSign = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

const startsWith = (bytes: Buffer, sign: Buffer): boolean => bytes.subarray(0, sign.length).equals(sign)

/**
 * Opens a staff file by its content, not its name: .xlsx or .csv.
 * Problems: staff-file-empty, staff-file-too-large, staff-file-old, staff-file-broken, staff-file-unpacked.
 */
export async function openStaffFile(bytes: Buffer): Promise<Result<StaffFile>> {
  if (bytes.length === 0) return refuse('staff-file-empty')
  if (bytes.length > greatestBytes) return refuse('staff-file-too-large', { megabytes: greatestMegabytes })
  if (startsWith(bytes, oldOfficeSign)) return refuse('staff-file-old')
  return startsWith(bytes, zipSign) ? openXlsx(bytes) : openCsv(bytes)
}

/** The first sheet on which the obligatory headings stand, or the first of all. Problems: those of reading a sheet. */
export async function findSheet(file: StaffFile, words: StaffWords): Promise<Result<number>> {
  let firstRefusal: Result<number> | null = null
  for (const sheet of file.sheets.keys()) {
    const top = await file.lines(sheet, linesToHeading)
    if (!top.ok) firstRefusal ??= top
    else if (isComplete(guessLayout(top.value, words))) return ok(sheet)
  }
  return file.sheets.length === 1 && firstRefusal ? firstRefusal : ok(0)
}

/** Reads the people of a file whose headings are found by themselves. Problems: those of opening and reading, staff-no-heading, staff-no-rows, staff-too-many-rows. */
export async function readStaffFile(bytes: Buffer, words: StaffWords): Promise<Result<StaffRow[]>> {
  const file = await openStaffFile(bytes)
  if (!file.ok) return file
  const sheet = await findSheet(file.value, words)
  if (!sheet.ok) return sheet
  const lines = await file.value.lines(sheet.value, greatestLines)
  return lines.ok ? rowsBelow(lines.value, guessLayout(lines.value, words), words) : lines
}
