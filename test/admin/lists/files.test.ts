import ExcelJS from 'exceljs'
import { parse } from 'csv-parse/sync'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { cleanText, csvCell, fileName } from '../../../admin/export/clean-text.js'
import { announceFile, writeTableFile, type FileCell } from '../../../admin/export/table-file.js'
import { hostileStrings } from '../../support/hostile-strings.js'

async function written(format: 'xlsx' | 'csv', rows: FileCell[][]): Promise<Buffer> {
  const output = new PassThrough()
  const parts: Buffer[] = []
  output.on('data', (part: Buffer) => parts.push(part))
  async function* pages() {
    for (const row of rows) yield [row]
  }
  await writeTableFile(format, output, { title: 'Люди: [все]', author: 'Наставник', columns: ['Кто', '=Что'], pages: pages() })
  return Buffer.concat(parts)
}

async function sheetOf(file: Buffer): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(file as unknown as ArrayBuffer)
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('no sheet')
  return sheet
}

const rowsOf = hostileStrings.map((text, at): FileCell[] => [String(at), text])

describe('files of hostile texts', () => {
  it('[S14] has more than three hundred of them', () => expect(hostileStrings.length).toBeGreaterThanOrEqual(300))

  it('[IMPL-19] [S14] an xlsx opens again, no cell evaluates, and each text is what was typed but for the cleaning', async () => {
    const sheet = await sheetOf(await written('xlsx', rowsOf))
    expect(sheet.rowCount).toBe(hostileStrings.length + 1)
    const kinds = new Set<number>()
    sheet.eachRow((row, at) => {
      row.eachCell(({ type }) => kinds.add(type))
      if (at === 1) return
      const text = hostileStrings[at - 2] ?? ''
      expect(row.getCell(2).text).toBe(cleanText(text))
    })
    expect([...kinds].filter((kind) => ![ExcelJS.ValueType.RichText, ExcelJS.ValueType.String, ExcelJS.ValueType.Null].includes(kind))).toEqual([])
  })

  it('[IMPL-19] [S14] no cell of a CSV file begins like a formula, and each comes back as it was cleaned', async () => {
    const text = (await written('csv', rowsOf)).toString('utf8')
    expect(text.startsWith('\ufeff"Кто";"\'=Что"\r\n')).toBe(true)
    const read = parse(text.slice(1), { delimiter: ';' }) as string[][]
    expect(read).toHaveLength(hostileStrings.length + 1)
    for (const [at, hostile] of hostileStrings.entries()) {
      const cell = read[at + 1]?.[1] ?? ''
      expect(cell).not.toMatch(/^[\s\0]*[=+\-@\t\r]/)
      expect([cleanText(hostile), `'${cleanText(hostile)}`]).toContain(cell)
    }
  })

  it('[S14] a cleaned text has no control signs, no halves of signs, no turned direction, and fits a cell', () => {
    for (const hostile of hostileStrings) {
      const cleaned = cleanText(hostile)
      expect(cleaned).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      expect(cleaned.length).toBeLessThanOrEqual(32_001)
      expect(Buffer.from(cleaned, 'utf8').toString('utf8')).toBe(cleaned)
      expect(cleanText(cleaned)).toBe(cleaned)
    }
    expect(cleanText('Анна  Петрова-Водкина, «учитель»')).toBe('Анна  Петрова-Водкина, «учитель»')
    expect(csvCell('учитель')).toBe('"учитель"')
  })

  it('[S14] a file is named in Russian, by a name that every system takes', () => {
    for (const hostile of hostileStrings) expect(fileName(hostile, 'csv')).toMatch(/^[^\\/:*?"<>|\u0000-\u001f]{1,140}\.csv$/)
    const set: Record<string, string> = {}
    const named: string[] = []
    announceFile({ attachment: (name) => named.push(name), set: (headers) => Object.assign(set, headers) }, 'xlsx', 'Люди 15.09.2031')
    expect(named).toEqual(['Люди 15.09.2031.xlsx'])
    expect(set).toMatchObject({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
  })
})

it('[IMPL-19] dates are dates in a sheet and dd.mm.yyyy in a text, never the day before', async () => {
  const row: FileCell[] = [{ day: '2031-03-30' }, { wall: '2031-12-31T23:59:00' }]
  const sheet = await sheetOf(await written('xlsx', [row]))
  expect(sheet.getRow(2).getCell(1).value).toEqual(new Date('2031-03-30T00:00:00Z'))
  expect(sheet.getRow(2).getCell(1).numFmt).toBe('dd.mm.yyyy')
  expect(sheet.getRow(2).getCell(2).value).toEqual(new Date('2031-12-31T23:59:00Z'))
  expect((await written('csv', [row])).toString('utf8')).toContain('"30.03.2031";"31.12.2031 23:59"')
})
