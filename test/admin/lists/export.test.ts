import ExcelJS from 'exceljs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cleanText } from '../../../admin/export/clean-text.js'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { definePersonModel } from '../../../src/modules/people/person-model.js'
import { normaliseName } from '../../../src/modules/people/person.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { hostileStrings } from '../../support/hostile-strings.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let psychologist: Visitor
const command = systemActor('command')
const api = '/admin/api/resources'
const short = hostileStrings.filter((text) => text.trim() !== '' && text.length <= 160)

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  const createdAt = new Date('2031-09-01T06:00:00Z')
  const people = Array.from({ length: 230 }, (_, at) => ({ surname: `Петров${String(at).padStart(3, '0')}`, name: 'Иван', phone: '+79990001122', birthOn: '1980-02-03', position: short[at] ?? 'учитель', organisationId: panel.own, searchName: normaliseName(`Петров${String(at).padStart(3, '0')} Иван`), createdAt, updatedAt: createdAt }))
  await definePersonModel(database.connection).insertMany(people)
  must(await panel.services.people.create(command, panel.other, { surname: 'Чужая', name: 'Анна' }))
  ;[curator, psychologist] = [visitor(panel.url), visitor(panel.url)]
  await curator.signIn(await panel.openAccount('curator'))
  await psychologist.signIn(await panel.openAccount('psychologist'))
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const csvOf = async (path: string, who = curator) => {
  const response = await who.get(`/admin/export/${path}`)
  return { response, rows: response.status === 200 ? (parse((await response.text()).replace(/^\ufeff/, ''), { delimiter: ';' }) as string[][]) : [] }
}

it('[IMPL-19] gives any list as it is filtered and sorted, with its own columns, all pages of it and nobody of elsewhere', async () => {
  const { response, rows } = await csvOf('Person.csv?filters.view=all&sortBy=fullName&direction=desc')
  expect(rows[0]).toEqual(['Фамилия, имя, отчество', 'Должность', 'Предмет', 'Роли сейчас', 'Бот'])
  expect(rows).toHaveLength(231)
  expect(rows[1]?.[0]).toBe('Петров229 Иван')
  expect(/Чужая|79990001122|1980/.test(JSON.stringify(rows))).toBe(false)
  expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''%D0%9B%D1%8E%D0%B4%D0%B8%2015.09.2031.csv")
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await csvOf('Person.csv?filters.view=all&filters.surname=петров01')).rows).toHaveLength(11)
  expect((await csvOf('Person.csv?filters.view=archived')).rows).toHaveLength(1)
})

it('[IMPL-19] [S14] an xlsx of the list opens, and its hostile cells are texts', async () => {
  const response = await curator.get('/admin/export/Person.xlsx?filters.view=all')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const sheet = book.worksheets[0]
  expect(sheet?.name).toBe('Люди')
  expect(sheet?.rowCount).toBe(231)
  const positions = Array.from({ length: short.length }, (_, at) => sheet?.getRow(at + 2).getCell(2).text ?? '')
  expect(positions.slice(0, 230)).toEqual(short.slice(0, 230).map(cleanText))
})

it.each(['Pair', 'Programme', 'Meeting', 'Request', 'Document', 'Invitation', 'Questionnaire', 'Response', 'Consent', 'Delivery', 'AuditEntry', 'Organisation', 'Announcement'])('[IMPL-19] the list %s can be taken along, with Russian headings', async (resource) => {
  const { response, rows } = await csvOf(`${resource}.csv`)
  expect(response.status).toBe(200)
  expect(rows[0]?.join(' ')).not.toMatch(/[A-Za-z]/)
})

it('[IMPL-19] each file is noted: who, which list, how many; what was typed stays out', async () => {
  await csvOf('Person.csv?filters.view=all&filters.surname=петров02')
  const entry = (await panel.services.audit.list(panel.own, { pageSize: 20 })).find(({ action }) => action === 'export')
  expect(entry).toMatchObject({ action: 'export', subject: { type: 'Person' }, after: { format: 'csv', count: 10, filters: { view: 'all', surname: '*' } } })
  expect(JSON.stringify(entry)).not.toContain('петров')
})

it('[IMPL-19] [ROLE-16] refuses lists of others, hidden filters, unknown kinds and calls of other sites', async () => {
  const status = async (path: string, headers = {}, who = curator) => (await who.get(`/admin/export/${path}`, headers)).status
  expect(await status('Account.csv')).toBe(404)
  expect(await status('Response.csv', {}, psychologist)).toBe(404)
  expect(await status('Person.pdf')).toBe(404)
  expect(await status('constructor.csv')).toBe(404)
  expect(await status('Person.csv?filters.phone=%2B7')).toBe(400)
  expect(await status('Person.csv?filters.surname~~$ne=1')).toBe(400)
  expect(await status('Person.csv', { 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect((await visitor(panel.url).get('/admin/export/Person.csv')).status).toBe(302)
})

it('[S14] hostile texts go through the panel’s own form and come back as they are, or are refused beside the field', async () => {
  const tried = hostileStrings.filter((_, at) => at % 9 === 0)
  const stored: string[] = []
  for (const [at, text] of tried.entries()) {
    const answer = (await (await curator.post(`${api}/Person/actions/new`, formOf({ surname: `Яковлева-${'абвгдежзиклмнопрстуфхцчшщэюя'.charAt(at % 28).toUpperCase()}${at}`.replace(/\d+/g, (digits) => 'я'.repeat(Number(digits))), name: 'Анна', position: text }))).json()) as { redirectUrl?: string; errors?: object; notice?: { type: string } }
    if (answer.redirectUrl !== undefined) stored.push(text)
    expect(answer.redirectUrl !== undefined || answer.errors !== undefined || answer.notice?.type === 'error').toBe(true)
  }
  expect(panel.logged).toEqual([])
  const response = await curator.get(`${api}/Person/actions/list?filters.surname=${encodeURIComponent('яковлева')}&perPage=100`)
  const body = await response.text()
  expect(response.headers.get('content-type')).toContain('application/json')
  const { records } = JSON.parse(body) as { records: { params: Record<string, unknown> }[] }
  const plain = (texts: unknown[]) => texts.map((text) => cleanText(String(text ?? '').normalize('NFC')).replace(/\p{Cf}/gu, '').trim()).sort()
  expect(stored.length).toBeGreaterThan(20)
  expect(plain(records.map(({ params }) => params['position']))).toEqual(plain(stored))
  const page = await (await curator.get('/admin/resources/Person')).text()
  expect(page).not.toContain('onerror=alert')
})
