import exceljs, { type Cell, type CellValue, type Worksheet } from 'exceljs'
import { ok, refuse, type Result } from '../../core/result.js'
import { greatestRows, type StaffCell, type StaffLine } from './staff-table.js'

const greatestColumns = 60
const greatestUnpacked = 150 * 1024 * 1024
const centralSignature = 0x02014b50
const centralHeader = 46

/** Sum of the sizes that a zip archive promises after unpacking, or null where it is no archive. */
function unpackedSize(bytes: Buffer): number | null {
  let total = 0
  let isArchive = false
  for (let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1'); at !== -1 && at + centralHeader <= bytes.length; at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    if (bytes.readUInt32LE(at) !== centralSignature) continue
    isArchive = true
    total += bytes.readUInt32LE(at + 24)
  }
  return isArchive ? total : null
}

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  return 'text' in value ? textOf(value.text as CellValue) : ''
}

function toCell(cell: Cell): StaffCell {
  const { value } = cell
  if (cell.isMerged) return { kind: 'merged', text: textOf(value) }
  if (value === null || value === undefined) return { kind: 'empty' }
  if (typeof value === 'number') return { kind: 'number', value }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? { kind: 'error' } : { kind: 'day', day: value.toISOString().slice(0, 10) }
  if (typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)) return { kind: 'formula' }
  if (typeof value === 'object' && 'error' in value) return { kind: 'error' }
  return { kind: 'text', text: textOf(value) }
}

function toLines(sheet: Worksheet): StaffLine[] {
  const lines: StaffLine[] = []
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    if (lines.length > greatestRows + 50) return
    const width = Math.min(row.cellCount, greatestColumns)
    lines.push({ number, cells: Array.from({ length: width }, (_, index) => toCell(row.getCell(index + 1))) })
  })
  return lines
}

/** Reads the first sheet of an .xlsx file; formulas are not counted, they are pointed out. Problems: staff-file-broken, staff-file-too-large. */
export async function readXlsx(bytes: Buffer): Promise<Result<StaffLine[]>> {
  const unpacked = unpackedSize(bytes)
  if (unpacked === null) return refuse('staff-file-broken')
  if (unpacked > greatestUnpacked) return refuse('staff-file-too-large', { megabytes: greatestUnpacked / 1024 / 1024 })
  const workbook = new exceljs.Workbook()
  const loaded = await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]).then(
    () => true,
    () => false,
  )
  const sheet = loaded ? workbook.worksheets[0] : undefined
  return sheet ? ok(toLines(sheet)) : refuse('staff-file-broken')
}
