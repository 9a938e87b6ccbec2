import exceljs from 'exceljs'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { markErrors } from '../../../src/modules/people/mark-errors.js'
import { checkRow } from '../../../src/modules/people/staff-row.js'
import { findSheet, openStaffFile, readStaffFile } from '../../../src/modules/people/staff-file.js'
import { greatestLines, guessLayout, rowsBelow } from '../../../src/modules/people/staff-table.js'
import { staffWordsFrom } from '../../../src/modules/people/staff-words.js'
import { must } from '../../../src/core/result.js'
import { loadPanelTexts } from '../../../admin/texts.js'
import { loadTexts } from '../../../src/texts.js'

const words = staffWordsFrom(loadTexts('staff'))
const panelTexts = loadPanelTexts()
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Фамилия</t></is></c><c r="B1" t="inlineStr"><is><t>Имя</t></is></c><c r="C1" t="inlineStr"><is><t>Дата рождения</t></is></c></row>'
const person = '<row r="2"><c r="A2" t="inlineStr"><is><t>Ли</t></is></c><c r="B2" t="inlineStr"><is><t>Ян</t></is></c></row>'

interface Parts {
  sheet?: string
  book?: string
  extra?: Record<string, string>
}

/** A workbook written by hand, so that nothing of it has to be usual. */
async function handmade({ sheet = head + person, book = '', extra = {} }: Parts): Promise<Buffer> {
  const zip = new JSZip()
  zip.file('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${relations}">${book}<sheets><sheet name="Люди" sheetId="1" r:id="r1"/></sheets></workbook>`)
  zip.file('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>')
  zip.file('xl/worksheets/sheet1.xml', `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`)
  for (const [name, text] of Object.entries(extra)) zip.file(name, text)
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

async function outcome(bytes: Buffer | string): Promise<string> {
  const read = await readStaffFile(Buffer.from(bytes), words)
  if (read.ok) return `${read.value.length}`
  const said = panelTexts.problem(read.problem)
  expect(said, 'a sentence, not a code').toMatch(/^[А-ЯЁ].*[.)\w]$/s)
  return read.problem.code
}

const cellsOf = async (bytes: Buffer) => must(await readStaffFile(bytes, words)).map(({ cells }) => Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell.kind === 'day' ? cell.day : cell.kind === 'text' ? cell.text : cell.kind === 'number' ? cell.value : cell.kind])))

describe('files that are no lists', () => {
  it('[IMPL-08] says of each what to do: old format, empty, foreign, cut off, locked, without people', async () => {
    const good = await handmade({})
    expect(await outcome(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('staff-file-old')
    expect(await outcome('')).toBe('staff-file-empty')
    expect(await outcome(Buffer.from('89504e470d0a1a0a0000', 'hex'))).toBe('staff-file-broken')
    expect(await outcome(good.subarray(0, good.length - 40))).toBe('staff-file-broken')
    expect(await outcome(Buffer.concat([good.subarray(0, 200), good.subarray(260)]))).toBe('staff-file-broken')
    expect(await outcome(await new JSZip().file('word/document.xml', '<w/>').generateAsync({ type: 'nodebuffer' }))).toBe('staff-file-broken')
    expect(await outcome(await handmade({ sheet: '' }))).toBe('staff-no-heading')
    expect(await outcome(await handmade({ sheet: head }))).toBe('staff-no-rows')
    const locked = Buffer.from(good)
    locked.writeUInt16LE(locked.readUInt16LE(locked.indexOf('PK\u0001\u0002', 0, 'latin1') + 8) | 1, locked.indexOf('PK\u0001\u0002', 0, 'latin1') + 8)
    expect(await outcome(locked)).toBe('staff-file-broken')
  })

  it('refuses what is too large before it is unpacked, and a bomb that lies about its size while it unpacks', async () => {
    expect(await outcome(Buffer.alloc(50 * 1024 * 1024, 65))).toBe('staff-file-too-large')
    const bomb = await handmade({ sheet: head + person + ' '.repeat(12 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await outcome(bomb)).toBe('staff-file-unpacked')
    const liar = Buffer.from(bomb)
    const name = 'xl/worksheets/sheet1.xml'
    const entry = liar.indexOf(name, liar.indexOf(name) + 1) - 46
    liar.writeUInt32LE(4_000, entry + 24)
    const before = process.memoryUsage().rss
    expect(await outcome(liar)).toBe('staff-file-broken')
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
  })

  it('reads no document type: entities that grow stay unread', async () => {
    const bytes = await handmade({ extra: { 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><worksheet><sheetData/></worksheet>' } })
    expect(await outcome(bytes)).toBe('staff-file-broken')
  })

  it('refuses 20,000 columns with values, bears empty ones that only look', async () => {
    const letters = (at: number): string => (at < 26 ? '' : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))
    const many = (cell: (at: number) => string) => `<row r="2">${Array.from({ length: 16_000 }, (_, at) => cell(at)).join('')}</row>`
    expect(await outcome(await handmade({ sheet: head + many((at) => `<c r="${letters(at)}2"><v>1</v></c>`) }))).toBe('staff-too-many-columns')
    const named = (at: number) => (at < 2 ? `<c r="${letters(at)}2" t="inlineStr"><is><t>Ли</t></is></c>` : `<c r="${letters(at)}2" s="1"/>`)
    expect(await outcome(await handmade({ sheet: head + many(named) }))).toBe('1')
    expect(await outcome(`Фамилия;Имя\n${'я;'.repeat(20_000)}`)).toBe('staff-too-many-columns')
  })
})

describe('tables as programs write them', () => {
  it('leaves macros alone and says so', async () => {
    const file = must(await openStaffFile(await handmade({ extra: { 'xl/vbaProject.bin': 'Sub Auto_Open()' } })))
    expect(file.hasMacros).toBe(true)
    expect(must(await file.lines(0, 10))).toHaveLength(2)
    expect(must(await openStaffFile(await handmade({}))).hasMacros).toBe(false)
  })

  it('finds the sheet with the people among others, hidden ones last', async () => {
    const book = new exceljs.Workbook()
    book.addWorksheet('Тайный', { state: 'hidden' }).addRows([['Фамилия', 'Имя'], ['Не', 'Тот']])
    book.addWorksheet('Сводка').addRows([['Всего', 1]])
    book.addWorksheet('Люди').addRows([['Имя', 'Фамилия'], ['Ян', 'Ли']])
    const file = must(await openStaffFile(Buffer.from(await book.xlsx.writeBuffer())))
    expect(file.sheets).toEqual(['Сводка', 'Люди', 'Тайный'])
    expect(must(await findSheet(file, words))).toBe(1)
    expect(await file.lines(7, 10)).toMatchObject({ problem: { code: 'staff-sheet-missing' } })
  })

  it('reads days by their looks, from 1900 and from 1904, and takes bare numbers for numbers', async () => {
    const styles = `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="[$-419]d\\ mmmm\\ yyyy"/><numFmt numFmtId="165" formatCode="&quot;день&quot; 0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`
    const row = (number: number, style: number) => `<row r="${number}"><c r="A${number}" t="inlineStr"><is><t>Ли</t></is></c><c r="B${number}" t="inlineStr"><is><t>Ян</t></is></c><c r="C${number}" s="${style}"><v>32905</v></c></row>`
    const sheet = head + [1, 2, 3, 0].map((style, at) => row(at + 2, style)).join('')
    expect((await cellsOf(await handmade({ sheet, extra: { 'xl/styles.xml': styles } }))).map(({ birthOn }) => birthOn)).toEqual(['1990-02-01', '1990-02-01', 32905, 32905])
    expect((await cellsOf(await handmade({ sheet: head + row(2, 1), book: '<workbookPr date1904="1"/>', extra: { 'xl/styles.xml': styles } })))[0]).toMatchObject({ birthOn: '1994-02-02' })
    const bare = must(await readStaffFile(await handmade({ sheet: head + row(2, 0), extra: { 'xl/styles.xml': styles } }), words))[0]
    expect(bare && checkRow(bare, words, '2031-01-01').errors.map(({ problem }) => problem.code)).toEqual(['staff-date-wrong'])
  })

  it('areas that cover everything a thousand times cost nothing', async () => {
    const merges = `</sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(5_000)}</mergeCells><sheetData>`
    const began = performance.now()
    expect(await outcome(await handmade({ sheet: head + person + merges }))).toBe('1')
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  it('[IMPL-08] a format of 80,000 brackets, named by a thousand styles, costs hardly more than a plain one', async () => {
    const timed = async (format: string) => {
      const styles = `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="${format}"/></numFmts><cellXfs>${'<xf numFmtId="164"/>'.repeat(1_000)}</cellXfs></styleSheet>`
      const bytes = await handmade({ extra: { 'xl/styles.xml': styles } })
      const began = performance.now()
      expect(await outcome(bytes)).toBe('1')
      return performance.now() - began
    }
    const plain = Math.max(await timed('0'), await timed('0'))
    for (const sign of ['[', '&quot;', '[&quot;']) expect(await timed(sign.repeat(80_000))).toBeLessThan(20 * plain + 200)
  })

  it('reads .csv in cp1251, UTF-8 with a mark and UTF-16, with semicolons, tabs, commas, quotes and line breaks in cells', async () => {
    const cp1251 = (text: string) => Buffer.from([...text].map((sign) => (sign >= 'А' && sign <= 'я' ? sign.charCodeAt(0) - 0x350 : sign.charCodeAt(0))))
    for (const bytes of [cp1251('Фамилия;Имя;Должность\nЛи;Ян;"Учитель;\nзавуч"'), Buffer.from('\ufeffФамилия\tИмя\tДолжность\r\nЛи\tЯн\t"Учитель;\nзавуч"'), Buffer.from('\ufeffФамилия,Имя,Должность\nЛи,Ян,"Учитель;\nзавуч"', 'utf16le')])
      expect(await cellsOf(bytes)).toEqual([{ surname: 'Ли', name: 'Ян', position: 'Учитель;\nзавуч' }])
    expect(await outcome('Фамилия;Имя\n"Ли;Ян')).toBe('staff-file-broken')
  })
})

const hostile = ['<script>alert(1)</script>', '=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(A1)', '\tx', '\r=1', 'a\u202ecod.exe', 'x\u0000y', '\u200b', '{{7*7}}', '${1}', "'; DROP", '👩‍🏫', 'я'.repeat(100_000), '"quoted"', '&lt;b&gt;', ']]>', '../../etc/passwd']

describe('hostile words in cells', () => {
  it('[IMPL-08] no name or position takes them, and none comes back as a formula', async () => {
    const book = new exceljs.Workbook()
    const sheet = book.addWorksheet('Люди')
    sheet.addRow(['Фамилия', 'Имя', 'Должность', 'E-mail'])
    for (const text of hostile) sheet.addRow([text, 'Ян', text, text])
    const file = must(await openStaffFile(Buffer.from(await book.xlsx.writeBuffer())))
    const lines = must(await file.lines(0, greatestLines))
    const layout = guessLayout(lines, words)
    const rows = must(rowsBelow(lines, layout, words))
    const errors = rows.flatMap((row) => checkRow(row, words, '2031-01-01').errors)
    expect(new Set(errors.map(({ row }) => row)).size).toBe(hostile.length)
    const back = new exceljs.Workbook()
    await back.xlsx.load((await markErrors(lines, layout, errors, { sheet: 'Люди', mistakes: 'Что исправить', describe: panelTexts.problem })) as unknown as ArrayBuffer)
    const [marked] = back.worksheets
    const kinds = new Set<exceljs.ValueType>()
    marked?.eachRow((row) => row.eachCell((cell) => void kinds.add(cell.type)))
    expect([...kinds].filter((kind) => kind === exceljs.ValueType.Formula || kind === exceljs.ValueType.Hyperlink)).toEqual([])
    expect(marked?.getCell('A3').value).toBe('=HYPERLINK("http://x","y")')
  })
})
