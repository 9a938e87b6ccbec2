import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportAnswer } from '../../../admin/pages/import-answer.js'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { fullName } from '../../../src/modules/people/person.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

const at = '/admin/api/resources/Person/actions/import'
const command = systemActor('command')

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  curator = visitor(panel.url)
  await curator.signIn(await panel.openAccount('curator'))
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const csvOf = (text: string) => new File([text], 'люди.csv')

async function xlsxOf(sheets: Record<string, exceljs.CellValue[][]>, change?: (book: exceljs.Workbook) => void): Promise<File> {
  const book = new exceljs.Workbook()
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows)
  change?.(book)
  return new File([await book.xlsx.writeBuffer()], 'люди.xlsx')
}

interface Sent {
  sheet?: number
  heading?: number
  columns?: Record<string, number>
  fingerprint?: string
  choices?: Record<string, string>
  organisationId?: string
}

async function ask(step: string, file: File | null, sent: Sent = {}, who: Visitor = curator): Promise<ImportAnswer> {
  const data = new FormData()
  data.append('step', step)
  if (file) data.append('file', file)
  for (const [name, value] of Object.entries(sent)) data.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  return (await (await who.post(at, data)).json()) as ImportAnswer
}

async function load(file: File, choices: Record<string, string> = {}): Promise<ImportAnswer> {
  const { preview } = await ask('preview', file)
  return ask('import', file, { fingerprint: preview?.fingerprint ?? '', choices })
}

const people = async (organisationId = panel.own) => (await panel.services.people.list(organisationId, { pageSize: 500 })).items
const names = async () => (await people()).map(fullName)

async function openSaved(answer: ImportAnswer): Promise<exceljs.Worksheet> {
  const book = new exceljs.Workbook()
  await book.xlsx.load(Buffer.from(answer.saved?.content ?? '', 'base64') as unknown as ArrayBuffer)
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('no sheet came back')
  return sheet
}

describe('three steps', () => {
  it('[IMPL-08] finds the columns by their headings, takes the rest by hand, shows what would happen, and writes it', async () => {
    const file = await xlsxOf({
      Отчёт: [['Сводка'], ['всего', 2]],
      Люди: [['Список педагогов школы'], [], ['№', 'Фамилия', 'Имя', 'Отчество', 'Что ведёт сама', 'Родилась'], [1, 'Королёва', 'Анна', 'Ивановна', 'Химия', new Date('1990-02-01T00:00:00Z')], [2, 'Ли', 'Ян', '', 'Физика', '05.06.1985']],
    })
    const { columns } = await ask('columns', file)
    expect(columns).toMatchObject({ sheets: ['Отчёт', 'Люди'], sheet: 1, heading: 3 })
    expect(columns?.columns.map(({ heading, column }) => [heading, column])).toEqual([['№', ''], ['Фамилия', 'surname'], ['Имя', 'name'], ['Отчество', 'patronymic'], ['Что ведёт сама', ''], ['Родилась', '']])
    expect(columns?.columns[4]?.samples).toEqual(['Химия', 'Физика'])
    const places = { sheet: 1, heading: 3, columns: { surname: 1, name: 2, patronymic: 3, subject: 4, birthOn: 5 } }
    const { preview } = await ask('preview', file, places)
    expect(preview?.counts).toEqual({ fresh: 2, changed: 0, unchanged: 0, alike: 0, wrong: 0 })
    expect(await names()).toEqual([])
    const { done } = await ask('import', file, { ...places, fingerprint: preview?.fingerprint ?? '' })
    expect(done?.text).toContain('2')
    expect((await people()).map(({ subject, birthOn }) => [subject, birthOn])).toEqual([['Химия', '1990-02-01'], ['Физика', '1985-06-05']])
    expect((await panel.services.people.list(panel.own, { query: 'анна ив' })).items.map(fullName), 'found by the first name too').toEqual(['Королёва Анна Ивановна'])
  })

  it('[IMPL-08] tells what would change of whom, and a second press changes nothing', async () => {
    const file = csvOf('ФИО;Дата рождения;Телефон;Занятость;Родительный падеж\nКоролёва Анна Ивановна;01.02.1990;89001234567;в отпуске до 01.09.2032;Королёвой Анны Ивановны\nЛи Ян;05.06.1985;;;')
    const { preview } = await ask('preview', file)
    expect(preview?.counts).toEqual({ fresh: 0, changed: 1, unchanged: 1, alike: 0, wrong: 0 })
    expect(preview?.changed[0]?.changes).toEqual([
      { label: 'Телефон', from: '', to: '+79001234567' },
      { label: 'Падежи имени', from: '', to: 'Королёвой Анны Ивановны' },
      { label: 'Занятость', from: 'работает', to: 'в отпуске до 01.09.2032' },
    ])
    const sent = { fingerprint: preview?.fingerprint ?? '' }
    const [first, second] = await Promise.all([ask('import', file, sent), ask('import', file, sent)])
    expect([first.done, second.done].filter(Boolean)).toHaveLength(1)
    const late = first.done ? second : first
    expect(late).toMatchObject({ isAnew: true, preview: { counts: { changed: 0, unchanged: 2 } } })
    const [anna] = await people()
    expect(anna).toMatchObject({ phone: '+79001234567', employment: { state: 'leave', until: '2032-09-01' }, nameForms: { genitive: 'Королёвой Анны Ивановны' } })
  })

  it('what was looked at is what is written: a change meanwhile brings a new preview, two presses of one new list make each person once', async () => {
    const file = csvOf('Фамилия;Имя;Дата рождения;Предмет\nЛи;Ян;05.06.1985;Химия\nНовикова;Вера;01.01.1991;Химия')
    const { preview } = await ask('preview', file)
    const [, yan] = await people()
    must(await panel.services.people.update(command, yan?.id ?? '', { position: 'Учитель' }))
    const refused = await ask('import', file, { fingerprint: preview?.fingerprint ?? '' })
    expect(refused).toMatchObject({ isAnew: true, problem: expect.stringContaining('изменился') })
    expect(await names()).not.toContain('Новикова Вера')
    const sent = { fingerprint: refused.preview?.fingerprint ?? '' }
    await Promise.all([ask('import', file, sent), ask('import', file, sent), ask('import', file, sent)])
    expect((await names()).filter((name) => name === 'Новикова Вера')).toHaveLength(1)
  })
})

describe('who is who', () => {
  it('[IMPL-08] shows possible duplicates side by side, and does as it is told', async () => {
    const base = csvOf('Фамилия;Имя;Отчество;Дата рождения;E-mail\nСемёнова;Ия;;;\nПетрова;Ольга;Юрьевна;03.03.1980;\nКим;Ева;;04.04.1970;eva@x.ru\nЖук;Лев;;02.02.1960;')
    expect((await load(base)).done).toBeTruthy()
    const file = csvOf('Фамилия;Имя;Отчество;Дата рождения;E-mail;Предмет\nСеменова;Ия;;;;Труд\nСоколова;Ольга;Юрьевна;03.03.1980;;Музыка\nКим-Пак;Эва;;;eva@x.ru;\nЖук;Лев;;22.02.1960;;\nЖук;Лев;;22.02.1950;;')
    const { preview } = await ask('preview', file)
    expect(preview?.counts).toMatchObject({ alike: 4, fresh: 1, changed: 0 })
    expect(preview?.alike.map(({ candidates }) => candidates.map(({ why }) => why))).toEqual([
      ['имя отличается только буквой ё'], ['то же имя, отчество и день рождения'], ['та же почта'], ['то же имя и год рождения'],
    ])
    const sent = { fingerprint: preview?.fingerprint ?? '' }
    expect(await ask('import', file, { ...sent, choices: { 2: 'other' } })).toMatchObject({ problem: expect.stringContaining('тот же') })
    const idOf = (at: number) => preview?.alike[at]?.candidates[0]?.id ?? ''
    expect(await ask('import', file, { ...sent, choices: { 2: idOf(0), 3: idOf(1), 4: idOf(0), 5: 'other' } }), 'nobody but those who were shown').toMatchObject({ problem: expect.any(String) })
    const before = (await people()).length
    expect((await ask('import', file, { ...sent, choices: { 2: idOf(0), 3: idOf(1), 4: 'other', 5: 'other' } })).done).toBeTruthy()
    const after = await people()
    expect(after.length - before).toBe(3)
    expect(after.find(({ id }) => id === idOf(1))).toMatchObject({ surname: 'Соколова', subject: 'Музыка' })
    expect(after.find(({ id }) => id === idOf(0))).toMatchObject({ subject: 'Труд' })
  })
})

describe('mistakes', () => {
  it('[IMPL-08] writes nothing and gives a file back with the mistakes marked in the cells; mended, it goes in', async () => {
    const before = await names()
    const file = await xlsxOf({ Люди: [['Фамилия', 'Имя', 'Стаж', 'Заметка'], ['Орлов', 'Пётр', { formula: '2+3', result: 5 }, '=1+1'], ['Орлова', '', 'много', '<b>&\u202e'], ['Гусь', 'Иван', 3, 'верно']] })
    const { preview } = await ask('preview', file)
    expect(preview?.counts.wrong).toBe(2)
    expect(preview?.errors).toEqual(expect.arrayContaining([{ row: 3, column: 'Имя', message: 'Заполните ячейку.' }]))
    expect(await ask('import', file, { fingerprint: preview?.fingerprint ?? '' })).toMatchObject({ problem: expect.stringContaining('Строка') })
    expect(await names()).toEqual(before)
    const sheet = await openSaved(await ask('marked', file))
    expect(sheet.getCell('C2').note).toBeTruthy()
    expect(sheet.getCell('C2').value).toBe(5)
    expect(sheet.getCell('B3').fill).toMatchObject({ fgColor: { argb: 'FFF8CFCF' } })
    expect(JSON.stringify(sheet.getCell('C3').note)).toContain('целое число')
    expect(sheet.getCell('E3').value).toContain('Имя: Заполните ячейку.')
    expect([sheet.getCell('D2').type, sheet.getCell('D2').value]).toEqual([exceljs.ValueType.String, '=1+1'])
    expect(sheet.getCell('C4').fill).toBeUndefined()
    sheet.getCell('B3').value = 'Инна'
    sheet.getCell('C3').value = 4
    const mended = new File([await sheet.workbook.xlsx.writeBuffer()], 'исправлено.xlsx')
    expect((await load(mended)).done).toBeTruthy()
    expect((await people()).filter(({ surname }) => /Орлов|Гусь/.test(surname)).map(({ surname, experienceYears }) => [surname, experienceYears])).toEqual([['Гусь', 3], ['Орлов', 5], ['Орлова', 4]])
  })

  it('[ROLE-16] roles by a list obey the rights: the curator makes no head, and it says so in the cell', async () => {
    const file = csvOf('Фамилия;Имя;Роль\nВажный;Вася;директор')
    const { preview } = await ask('preview', file)
    expect(preview?.errors).toEqual([{ row: 2, column: '', message: expect.stringContaining('руководитель или системный администратор') }])
    expect((await openSaved(await ask('marked', file))).getCell('C2').note).toBeTruthy()
  })
})

describe('whose it is', () => {
  it('[IMPL-08] is the curator\'s and the administrator\'s; others find nothing, nobody reaches another organisation', async () => {
    for (const role of ['head', 'psychologist'] as const) {
      const who = visitor(panel.url)
      await who.signIn(await panel.openAccount(role))
      const response = await who.post(at, new FormData())
      expect(response.status === 403 || !(await response.text()).includes('preview'), role).toBe(true)
    }
    const anonymous = await visitor(panel.url).post(at, new FormData())
    expect(anonymous.status).toBe(401)
    const file = csvOf('Фамилия;Имя\nЧужой;Чук')
    const { preview } = await ask('preview', file, { organisationId: panel.other })
    await ask('import', file, { organisationId: panel.other, fingerprint: preview?.fingerprint ?? '' })
    expect(await people(panel.other)).toEqual([])
    expect(await names()).toContain('Чужой Чук')
  })

  it('the administrator of the installation says for which organisation', async () => {
    const administrator = visitor(panel.url)
    await administrator.signIn(await panel.openAccount('sysadmin'))
    const begun = (await (await administrator.get(at)).json()) as ImportAnswer
    expect(begun.organisations?.map(({ value }) => value)).toEqual(expect.arrayContaining([panel.own, panel.other]))
    const file = csvOf('Фамилия;Имя;Роль\nГлавный;Гога;директор')
    expect((await ask('preview', file, {}, administrator)).problem).toBeTruthy()
    const { preview } = await ask('preview', file, { organisationId: panel.other }, administrator)
    await ask('import', file, { organisationId: panel.other, fingerprint: preview?.fingerprint ?? '' }, administrator)
    expect((await people(panel.other)).map(fullName)).toEqual(['Главный Гога'])
  })

  it('refuses a file of 50 MB before it is read, in words, with nothing in the log', async () => {
    const data = new FormData()
    data.append('step', 'preview')
    data.append('file', new File([new Uint8Array(50 * 1024 * 1024)], 'люди.xlsx'))
    const response = await curator.post(at, data)
    expect([response.status, await response.json()]).toEqual([413, expect.objectContaining({ code: 'too-large', message: expect.stringMatching(/[а-я]{4}/) })])
    expect(panel.logged).toEqual([])
  })

  it('keeps no uploaded file anywhere', async () => {
    const collections = await database.connection.db?.listCollections().toArray()
    const files = collections?.filter(({ name }) => name.endsWith('.files')) ?? []
    for (const { name } of files) expect(await database.connection.collection(name).countDocuments()).toBe(0)
  })

  it('gives a sample that goes in as it is', async () => {
    const sheet = await openSaved(await ask('template', null))
    expect(sheet.getCell('A1').value).toBe('Фамилия')
    const file = new File([await sheet.workbook.xlsx.writeBuffer()], 'образец.xlsx')
    expect((await ask('preview', file)).preview?.counts).toMatchObject({ fresh: 1, wrong: 0 })
  })
})
