import { readFileSync } from 'node:fs'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import type { Organisation } from '../../../src/modules/organisations/organisation.js'
import { fullName, rolesOn } from '../../../src/modules/people/person.js'
import { readStaffFile } from '../../../src/modules/people/staff-file.js'
import { writeStaffTemplate } from '../../../src/modules/people/staff-template.js'
import { staffWordsFrom, templateWordsFrom } from '../../../src/modules/people/staff-words.js'
import { loadTexts } from '../../../src/texts.js'
import { showPreview } from '../../../admin/pages/import-preview.js'
import { loadPanelTexts } from '../../../admin/texts.js'
import { registerBench, staffOf, type RegisterBench } from '../../support/register-bench.js'

const texts = loadTexts('staff')
const words = staffWordsFrom(texts)
const panelTexts = loadPanelTexts()

let bench: RegisterBench
let school: Organisation
beforeAll(async () => {
  bench = await registerBench()
})
afterAll(() => bench.database.drop())

type Cell = exceljs.CellValue

async function anXlsx(rows: Cell[][], change?: (sheet: exceljs.Worksheet) => void): Promise<Buffer> {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('Лист1')
  for (const row of rows) sheet.addRow(row)
  change?.(sheet)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

async function bringIn(bytes: Buffer | string, actor = bench.system) {
  const rows = must(await readStaffFile(Buffer.from(bytes), words))
  return must(await bench.people.importPeople(actor, school.id, rows, words))
}

const places = (outcome: Awaited<ReturnType<typeof bringIn>>) => outcome.errors.map(({ row, column, problem }) => [row, column, problem.code])
const names = async () => (await bench.people.list(school.id)).items.map(fullName)
const fresh = async () => {
  school = await bench.aSchool()
}

describe('reading a staff file', () => {
  const codeOf = async (bytes: Buffer | string) => {
    const read = await readStaffFile(Buffer.from(bytes), words)
    return read.ok ? read.value.length : read.problem.code
  }

  it('[IMPL-08] finds the headings by name in any order, whatever case, spaces and ё, below a title', async () => {
    await fresh()
    const csv = 'Список сотрудников;;;\n\n E-MAIL ;дата  приема;ИМЯ*;Фамилия;лишнее\na@b.ru;1.9.2020;Анна;Королёва;x\n;;;;\n;;Пётр;Ли;\n'
    expect(await bringIn(csv)).toEqual({ created: 2, updated: 0, errors: [] })
    const [anna] = (await bench.people.list(school.id)).items
    expect(anna).toMatchObject({ surname: 'Королёва', name: 'Анна', email: 'a@b.ru', hiredOn: '2020-09-01' })
  })

  it('reads semicolons, commas and tabs, quotes, UTF-8 with a mark and cp1251', async () => {
    expect(await codeOf('\ufeffФамилия,Имя\n"Ли, младший",Ян')).toBe(1)
    expect(await codeOf('Фамилия\tИмя\nЛи\tЯн\r\nЛи\tИя')).toBe(2)
    const cp1251 = Buffer.from([0xd4, 0xe0, 0xec, 0xe8, 0xeb, 0xe8, 0xff, 0x3b, 0xc8, 0xec, 0xff, 0x0a, 0xcb, 0xe8, 0x3b, 0xdf, 0xed])
    await fresh()
    await bringIn(cp1251)
    expect(await names()).toEqual(['Ли Ян'])
  })

  it('says what is wrong with a file as a whole', async () => {
    expect(await codeOf('')).toBe('staff-file-empty')
    expect(await codeOf('привет')).toBe('staff-no-heading')
    expect(await codeOf('Фамилия;Отчество\nЛи;Ли')).toBe('staff-no-heading')
    expect(await codeOf('Фамилия;Имя\n;;\n')).toBe('staff-no-rows')
    expect(await codeOf(`Фамилия;Имя\n${'Ли;Ян\n'.repeat(10_001)}`)).toBe('staff-too-many-rows')
    expect(await codeOf(Buffer.alloc(6 * 1024 * 1024, 65))).toBe('staff-file-too-large')
    expect(await codeOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toBe('staff-file-old')
    expect(await codeOf(Buffer.from('PK\u0003\u0004нечто'))).toBe('staff-file-broken')
    expect(await codeOf(Buffer.from([0, 1, 2, 3]))).toBe('staff-file-broken')
    expect(await codeOf('Фамилия;Имя\n"Ли;Ян')).toBe('staff-file-broken')
  })
})

describe('importing', () => {
  it('[IMPL-08] takes text, Excel dates, numbers and links, and gives roles from today', async () => {
    await fresh()
    const heading = ['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Дата приёма', 'Стаж', 'Телефон', 'E-mail', 'Роль', 'Категория']
    const mail: Cell = { text: 'Olga@School5.ru', hyperlink: 'mailto:olga@school5.ru' }
    const surname: Cell = { richText: [{ text: 'Ива' }, { text: 'нова' }] }
    const row = [surname, 'Ольга', 'Петровна', new Date('1970-03-31T00:00:00Z'), '01.09.1995 г.', 30, 79001112233, mail, 'Наставник; КУРАТОР', 'Высшая']
    expect(await bringIn(await anXlsx([heading, row]))).toEqual({ created: 1, updated: 0, errors: [] })
    const [olga] = (await bench.people.list(school.id)).items
    expect(olga).toMatchObject({
      surname: 'Иванова', birthOn: '1970-03-31', hiredOn: '1995-09-01', experienceYears: 30, phone: '+79001112233', email: 'olga@school5.ru', qualification: 'Высшая',
      roles: [{ role: 'mentor', from: '2026-09-15', to: null }, { role: 'curator', from: '2026-09-15', to: null }],
    })
  })

  it('[IMPL-08] tells every error by row and column, and writes nothing at all', async () => {
    await fresh()
    const heading = ['Фамилия', 'Имя', 'Должность', 'Дата рождения', 'Стаж', 'Роль', 'Телефон', 'E-mail']
    const wrong: Cell[][] = [
      ['Годный', 'Глеб'],
      ['', 'Анна', 'Учитель', '31.02.1990', 'много', 'волшебник', '12', 'почта'],
      ['<b>Ли</b>', 'Ян 😀', 'я'.repeat(10_000), 40_000, -1, null, null, null],
      [{ formula: 'A1', result: 'Ли' }, { error: '#N/A' } as Cell, null, new Date('2030-01-01T00:00:00Z')],
    ]
    const outcome = await bringIn(await anXlsx([heading, ...wrong]))
    expect(outcome).toMatchObject({ created: 0, updated: 0 })
    expect(places(outcome)).toEqual(expect.arrayContaining([
      [3, 'Фамилия', 'staff-value-missing'], [3, 'Дата рождения', 'staff-date-wrong'], [3, 'Стаж', 'staff-number-wrong'],
      [3, 'Роль', 'staff-role-unknown'], [3, 'Телефон', 'staff-phone-wrong'], [3, 'E-mail', 'staff-email-wrong'],
      [4, 'Фамилия', 'staff-name-signs'], [4, 'Имя', 'staff-name-signs'], [4, 'Должность', 'staff-value-too-long'], [4, 'Дата рождения', 'staff-date-wrong'],
      [4, 'Стаж', 'staff-number-wrong'], [5, 'Фамилия', 'staff-cell-formula'], [5, 'Имя', 'staff-cell-error'],
    ]))
    expect(outcome.errors.some((error) => error.row === 2)).toBe(false)
    expect(await names()).toEqual([])
  })

  it('points at merged cells', async () => {
    await fresh()
    const outcome = await bringIn(await anXlsx([['Фамилия', 'Имя'], ['Ли', 'Ян'], ['Ли', 'Ия']], (sheet) => sheet.mergeCells('A2:A3')))
    expect(places(outcome)).toEqual([[2, 'Фамилия', 'staff-cell-merged'], [3, 'Фамилия', 'staff-cell-merged']])
  })

  it('updates whoever has the same name and birth date or e-mail, fills gaps and erases nothing', async () => {
    await fresh()
    const first = 'Фамилия;Имя;Дата рождения;E-mail;Должность;Роль\nЛи;Ян;01.02.1990;yan@x.ru;Учитель;наставник\nСемёнова;Ия;;;;'
    expect(await bringIn(first)).toMatchObject({ created: 2, updated: 0 })
    expect(await bringIn(first)).toMatchObject({ created: 0, updated: 2 })
    const second = 'Фамилия;Имя;Дата рождения;E-mail;Телефон;Роль\nЛИ;ян;;YAN@x.ru;89001234567;куратор\nЛи;Ян;05.05.1980;other@x.ru;;\nСеменова;Ия;03.03.1999;;;'
    expect(await bringIn(second)).toMatchObject({ created: 1, updated: 2 })
    const people = (await bench.people.list(school.id)).items
    const yan = people.find((person) => person.email === 'yan@x.ru')
    expect(yan).toMatchObject({ birthOn: '1990-02-01', position: 'Учитель', phone: '+79001234567' })
    expect(yan && rolesOn(yan, '2026-09-15')).toEqual(['mentor', 'curator'])
    expect(people.map((person) => person.birthOn).sort()).toEqual(['1980-05-05', '1990-02-01', '1999-03-03'])
  })

  it('[IMPL-08] knows the usual headings of schools, passes over a line of totals, tells the same row from a namesake and a year of two figures', async () => {
    await fresh()
    const known = 'ФИО;Должность/предмет;Моб. телефон;Эл. адрес\nЛи Ян;Учитель, физика;8 900 123-45-67;yan@x.ru\n\nИтого: 1;;;'
    expect(await bringIn(known)).toEqual({ created: 1, updated: 0, errors: [] })
    expect((await bench.people.list(school.id)).items[0]).toMatchObject({ position: 'Учитель, физика', phone: '+79001234567', email: 'yan@x.ru' })
    const headings = ['мобильный', 'Сотовый', 'тел.', 'Моб. тел.', 'Контактный телефон'].map((heading) => `Фамилия;Имя;${heading}\nЛи;Ия;89001234567`)
    for (const csv of headings) expect(must(await readStaffFile(Buffer.from(csv), words))[0]?.cells).toHaveProperty('phone')
    const twice = 'Фамилия;Имя;Дата рождения;E-mail\nКим;Ия;01.02.1990;i@x.ru\nКим;Ия;01.02.1990;i@x.ru\nРо;Ия;5.3.99;'
    expect(places(await bringIn(twice))).toEqual([[3, '', 'staff-same-row'], [4, 'Дата рождения', 'staff-date-year']])
  })

  it('takes twins in the file, namesakes on record and the archived for errors', async () => {
    await fresh()
    expect(places(await bringIn('Фамилия;Имя\nЛи;Ян\nЛи ; ЯН'))).toEqual([[3, '', 'staff-twin']])
    expect(places(await bringIn('Фамилия;Имя;E-mail\nЛи;Ян;a@x.ru\nЛи;Ян;b@x.ru'))).toEqual([])
    expect(places(await bringIn('Фамилия;Имя\nЛи;Ян'))).toEqual([[2, '', 'staff-ambiguous']])
    const [yan] = (await bench.people.list(school.id)).items
    must(await bench.people.archive(bench.system, yan?.id ?? ''))
    expect(places(await bringIn(`Фамилия;Имя;E-mail\nЛи;Ян;${yan?.email}`))).toEqual([[2, '', 'staff-archived']])
  })

  it('does not touch namesakes of another organisation', async () => {
    await fresh()
    await bringIn('Фамилия;Имя\nЛи;Ян')
    await fresh()
    expect(await bringIn('Фамилия;Имя\nЛи;Ян')).toMatchObject({ created: 1, updated: 0 })
  })

  it('writes in one transaction: when its end fails nobody is stored', async () => {
    await fresh()
    const kernel = bench.kernel
    const audit = kernel.audit
    kernel.audit = () => Promise.reject(new Error('history is away'))
    await expect(bringIn('Фамилия;Имя\nЛи;Ян\nЛи;Ия')).rejects.toThrow('history is away')
    kernel.audit = audit
    expect(await names()).toEqual([])
  })

  it('[ROLE-16] is the curator\'s and the administrator\'s work, and gives no role above theirs', async () => {
    await fresh()
    const rows = must(await readStaffFile(Buffer.from('Фамилия;Имя;Роль\nЛи;Ян;директор'), words))
    expect(await bench.people.importPeople(staffOf(school.id, 'head', 'mentor'), school.id, rows, words)).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await bench.people.importPeople(staffOf('65f000000000000000000001', 'curator'), school.id, rows, words)).toMatchObject({ problem: { code: 'forbidden' } })
    expect(places(await bringIn('Фамилия;Имя;Роль\nЛи;Ян;директор', staffOf(school.id, 'curator')))).toEqual([[2, '', 'staff-role-forbidden']])
  })
})

describe('the template', () => {
  it('[IMPL-30] imports as it is, and its example is nobody real', async () => {
    await fresh()
    expect(await bringIn(await writeStaffTemplate(words, templateWordsFrom(texts)))).toEqual({ created: 1, updated: 0, errors: [] })
    expect(await names()).toEqual(['Примерова Анна Ивановна'])
    expect((await bench.people.list(school.id)).items[0]?.email).toMatch(/@example\.com$/)
  })

  it('has a message for every problem of a file', () => {
    const source = readFileSync(new URL('../../../locales/ru/problems.ftl', import.meta.url), 'utf8')
    const codes = ['value-missing', 'value-too-long', 'value-wrong', 'name-signs', 'text-signs', 'date-wrong', 'date-future', 'date-not-here', 'hired-before-birth', 'number-wrong', 'phone-wrong', 'email-wrong', 'role-unknown', 'role-forbidden', 'cell-formula', 'cell-merged', 'cell-error', 'twin', 'ambiguous', 'archived', 'file-empty', 'file-too-large', 'file-old', 'file-broken', 'no-heading', 'no-rows', 'too-many-rows']
    for (const code of codes) expect(source).toContain(`problem-staff-${code} = `)
  })
})

describe('what a list may not do', () => {
  it('[ROLE-03] gives an ended deciding role back to nobody, and shows the roles of today', async () => {
    await fresh()
    const curator = staffOf(school.id, 'curator')
    const person = must(await bench.people.create(bench.system, school.id, { surname: 'Орлова', name: 'Инна' }, 'curator'))
    must(await bench.people.giveRole(bench.system, person.id, { role: 'mentor', from: '2020-09-01', to: '2021-05-31' }))
    must(await bench.people.endRole(bench.system, person.id, { role: 'curator' }))
    must(await bench.people.giveRole(bench.system, person.id, { role: 'head', from: '2020-09-01', to: '2021-05-31' }))
    expect(places(await bringIn('Фамилия;Имя;Роль\nОрлова;Инна;руководитель', curator))).toEqual([[2, '', 'staff-role-forbidden']])
    const rows = must(await readStaffFile(Buffer.from('Фамилия;Имя;Роль\nОрлова;Инна;наставник'), words))
    const [changed] = showPreview(must(await bench.people.previewImport(curator, school.id, rows, words)), panelTexts, []).changed
    expect(changed?.changes).toEqual([{ label: 'Роли', from: '', to: 'Наставник' }])
  })

  it('[IMPL-25] changes nobody whom the curator may not overrule, neither surely meant nor chosen', async () => {
    await fresh()
    const curator = staffOf(school.id, 'curator')
    const head = must(await bench.people.create(bench.system, school.id, { surname: 'Громов', name: 'Пётр', email: 'head@school.ru' }, 'head'))
    expect(await bringIn('Фамилия;Имя;Почта\nГромов;Пётр;head@school.ru', curator)).toMatchObject({ updated: 1, errors: [] })
    expect(places(await bringIn('Фамилия;Имя;Почта;Должность\nГромов;Пётр;head@school.ru;дворник', curator))).toEqual([[2, '', 'staff-person-guarded']])
    const rows = must(await readStaffFile(Buffer.from('Фамилия;Имя;Почта\nГромова;Пётра;head@school.ru'), words))
    const { fingerprint, alike } = must(await bench.people.previewImport(curator, school.id, rows, words))
    expect(alike).toHaveLength(1)
    const chosen = must(await bench.people.importPeople(curator, school.id, rows, words, { fingerprint, choices: new Map([[2, head.id]]) }))
    expect(chosen.errors.map(({ problem }) => problem.code)).toEqual(['staff-person-guarded'])
  })
})
