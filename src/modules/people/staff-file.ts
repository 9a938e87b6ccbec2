import { refuse, type Result } from '../../core/result.js'
import { readCsv } from './read-csv.js'
import { readXlsx } from './read-xlsx.js'
import { arrangeRows, type StaffRow, type StaffWords } from './staff-table.js'

const greatestBytes = 5 * 1024 * 1024
const zipSign = Buffer.from('PK')
const oldOfficeSign = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

const startsWith = (bytes: Buffer, sign: Buffer): boolean => bytes.subarray(0, sign.length).equals(sign)

/**
 * Reads a staff file by its content, not its name: .xlsx or .csv.
 * Problems: staff-file-empty, staff-file-too-large, staff-file-old, staff-file-broken, staff-no-heading, staff-no-rows, staff-too-many-rows.
 */
export async function readStaffFile(bytes: Buffer, words: StaffWords): Promise<Result<StaffRow[]>> {
  if (bytes.length === 0) return refuse('staff-file-empty')
  if (bytes.length > greatestBytes) return refuse('staff-file-too-large', { megabytes: greatestBytes / 1024 / 1024 })
  if (startsWith(bytes, oldOfficeSign)) return refuse('staff-file-old')
  const lines = startsWith(bytes, zipSign) ? await readXlsx(bytes) : readCsv(bytes)
  return lines.ok ? arrangeRows(lines.value, words) : lines
}
