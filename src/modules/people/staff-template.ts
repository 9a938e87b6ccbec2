import exceljs from 'exceljs'
import { startOfDay } from '../../core/dates.js'
import { templateColumns, type TemplateColumn, type StaffWords } from './staff-table.js'

/** Wording of the template: an invented person as an example, and the note on the second sheet. */
export interface TemplateWords {
  sheet: string
  notesSheet: string
  example: Record<TemplateColumn, string>
  notes: string[]
}

const dayColumns: readonly TemplateColumn[] = ['birthOn', 'hiredOn']

/** Writes the .xlsx with the headings, one invented example and a sheet of notes; it imports as it is. */
export async function writeStaffTemplate(words: StaffWords, template: TemplateWords): Promise<Buffer> {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet(template.sheet, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = templateColumns.map((column) => ({
    header: words.columns[column][0] ?? column,
    key: column,
    width: 20,
    style: { numFmt: dayColumns.includes(column) ? 'dd.mm.yyyy' : column === 'experienceYears' ? '0' : '@' },
  }))
  sheet.getRow(1).font = { bold: true }
  const { example } = template
  const dayOf = (text: string): Date => startOfDay(text, 'utc')
  sheet.addRow({ ...example, birthOn: dayOf(example.birthOn), hiredOn: dayOf(example.hiredOn), experienceYears: Number(example.experienceYears) })
  const notes = workbook.addWorksheet(template.notesSheet)
  notes.columns = [{ key: 'note', width: 100 }]
  for (const note of template.notes) notes.addRow([note])
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
