import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page, PageSection } from '../../../admin/pages/page.js'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import type { StaffRole } from '../../../src/modules/accounts/account.js'
import { defineResponseModel } from '../../../src/modules/questionnaires/questionnaire-model.js'
import { defineProgrammeModel } from '../../../src/modules/programmes/programme-model.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { hostileStrings } from '../../support/hostile-strings.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'
import { enrol } from '../../support/staff.js'

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let yearId: string
let foreignYearId: string
const people: string[] = []
const operator = systemActor('command')
const at = new Date('2031-09-20T09:00:00Z')

const pageOf = async (who: Visitor, query = '') => (await (await who.get(`/admin/api/pages/figures?${query}`)).json()) as Page
const sectionOf = (page: Page, id: string): PageSection | undefined => page.sections.find((section) => section.id === id)
const cellsOf = (section: PageSection | undefined) => (section?.table?.rows ?? []).map(({ cells }) => cells.map(({ text }) => text))

async function signIn(role: StaffRole, organisationId = panel.own): Promise<Visitor> {
  const who = visitor(panel.url)
  await who.signIn(await panel.openAccount(role, organisationId))
  return who
}

/** An answer as the survey keeps it. */
async function answers(organisationId: string, personId: string, category: string[], directions: string[], sentAt = at): Promise<void> {
  const answer = (question: string, value: string[]) => ({ question, value, text: 'Тайные слова', answeredAt: sentAt })
  await defineResponseModel(database.connection).create({
    organisationId, personId, questionnaireId: 'a'.repeat(24), kind: 'needs', version: 1, state: 'sent',
    answers: { category: answer('category', category), directions: answer('directions', directions), difficulties: { question: 'difficulties', value: 'Тайные слова', text: 'Тайные слова', answeredAt: sentAt } },
    ticks: {}, cursor: null, startedAt: sentAt, sentAt, filledBy: null, updatedAt: sentAt,
  })
}

/** A programme in work whose marks are as told: state, day of the report, term. */
async function programme(marks: { state: string; reported: string | null; term: string; need: string }[]): Promise<string> {
  const { services, own } = panel
  const [mentor, mentee] = [await enrol(services, own, { surname: 'Орлова', roles: ['mentor'] }), await enrol(services, own, { surname: 'Петрова', roles: ['mentee'] })]
  const pair = must(await services.pairs.propose(operator, { mentorId: mentor.id, menteeIds: [mentee.id], form: 'teacher_teacher', kinds: ['traditional'] }))
  for (const personId of [mentor.id, mentee.id]) must(await services.pairs.answer(operator, { pairId: pair.id, personId, answer: 'agreed' }))
  const { id } = must(await services.programmes.draft(operator, pair.id))
  const rows = marks.map(({ state, reported, term, need }, index) => ({
    id: `r${index}`, aim: 'difficulty', need, measures: 'Урок', mode: 'offline', intermediateOn: null, finalOn: term, result: 'лист', sequence: 0,
    marks: [{ menteeId: mentee.id, state, reports: reported ? [{ at: new Date(reported), text: 'Тайные слова', fileIds: [], comment: null, checkedAt: null, recordedBy: null }] : [], acceptedAt: state === 'accepted' ? new Date('2031-10-30T09:00:00Z') : null, comment: null }],
  }))
  await defineProgrammeModel(database.connection).updateOne({ _id: id }, { $set: { state: 'running', rows } })
  return pair.id
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  const { services, own, other } = panel
  yearId = (await services.organisations.currentYear(own))?.id ?? ''
  foreignYearId = (await services.organisations.currentYear(other))?.id ?? ''
  for (let count = 0; count < 7; count += 1) people.push((await enrol(services, own, { surname: `Ученик${'абвгдеж'[count] ?? ''}`, roles: ['mentee'] })).id)
  const [first = '', ...rest] = people
  await answers(own, first, ['digital'], ['digital'], new Date('2031-09-16T09:00:00Z'))
  await answers(own, first, ['young'], ['methods'])
  for (const id of rest.slice(0, 5)) await answers(own, id, ['young'], ['methods', 'digital'])
  await answers(own, rest[5] ?? '', ['burnout'], [])
  await answers(own, rest[5] ?? '', ['young'], ['law'], new Date('2031-03-01T09:00:00Z'))
  await answers(other, (await enrol(services, other, { surname: 'Чужая', roles: ['mentee'] })).id, ['newcomer'], ['law'])
  await programme([
    { state: 'accepted', reported: '2031-10-15T20:00:00Z', term: '2031-10-15', need: 'Дисциплина' },
    { state: 'accepted', reported: '2031-10-15T21:30:00Z', term: '2031-10-15', need: 'Дисциплина' },
    { state: 'returned', reported: '2031-10-10T09:00:00Z', term: '2031-10-20', need: 'Методика' },
    { state: 'open', reported: null, term: '2031-12-20', need: 'Методика' },
    { state: 'released', reported: null, term: '2031-10-15', need: 'Методика' },
  ])
  panel.setTime('2031-11-05T09:00:00Z')
  curator = await signIn('curator')
}, 60_000)
afterAll(async () => {
  await panel.close()
  await database.drop()
})

it('[SURVEY-10] the curator sees this year’s requests by category and direction with their frequency, one answer a person', async () => {
  const page = await pageOf(curator)
  expect(sectionOf(page, 'categories')?.lead).toContain('Ответили на анкету в этом учебном году: 7.')
  expect(cellsOf(sectionOf(page, 'categories'))).toEqual([['Молодой специалист', '6', '86 %'], ['Накопилась усталость', '1', '14 %']])
  expect(cellsOf(sectionOf(page, 'directions'))).toEqual([['Методика занятия', '6', '86 %'], ['Цифровые инструменты', '5', '71 %']])
  expect(sectionOf(page, 'categories')?.chart?.alt).toBe('Запросы по категориям. Молодой специалист: 6; Накопилась усталость: 1.')
  expect(JSON.stringify(page)).not.toMatch(/Тайные|Чуж/)
})

it('[SURVEY-10] each number opens its people with the way to their answers, and who looked is noted', async () => {
  const href = sectionOf(await pageOf(curator), 'categories')?.table?.rows[1]?.cells[1]?.href ?? ''
  const opened = await pageOf(curator, href.split('?')[1])
  const rows = sectionOf(opened, 'people')?.table?.rows ?? []
  expect(sectionOf(opened, 'people')?.title).toBe('Кто назвал: Накопилась усталость')
  expect(rows.map(({ cells }) => cells[0])).toMatchObject([{ text: 'Ученикж Анна Сергеевна', href: `/admin/resources/Person/records/${people[6]}/show` }])
  expect(rows[0]?.cells[2]?.href).toMatch(/^\/admin\/resources\/Response\/records\/[0-9a-f]{24}\/show$/)
  const noted = await panel.services.audit.list(panel.own, { pageSize: 20 })
  expect(noted.find(({ action }) => action === 'view')?.after).toEqual({ fields: ['answers.categories.burnout'] })
  for (const wrong of ['by=categories&of=zzz', 'by=__proto__&of=young', 'by=answers&of=young']) expect(sectionOf(await pageOf(curator, wrong), 'people')).toBeUndefined()
})

it('[SURVEY-10] answers of earlier years stay, under their year', async () => {
  const former = (await panel.services.organisations.currentYear(panel.own, '2031-03-01'))?.id ?? ''
  const page = await pageOf(curator, `year=${former}`)
  expect(cellsOf(sectionOf(page, 'categories'))).toEqual([['Молодой специалист', '1', '100 %']])
  expect(page.tabs?.[0]?.tabs.map(({ label, isChosen }) => [label, isChosen])).toEqual([['2031/2032', false], ['2030/2031', true]])
})

it('[SURVEY-10] who may not read answers sees no group under five and no names; the council the total alone', async () => {
  const head = await signIn('head')
  const page = await pageOf(head)
  expect(cellsOf(sectionOf(page, 'categories'))).toEqual([['Молодой специалист', '6', '86 %']])
  expect(sectionOf(page, 'categories')?.lead).toContain('Группы меньше 5 человек не показаны.')
  expect(JSON.stringify(page)).not.toMatch(/усталость|by=|Ученик/)
  expect(sectionOf(await pageOf(head, `year=${yearId}&by=categories&of=young`), 'people')).toBeUndefined()
  expect(await (await head.get('/admin/charts/categories.svg')).text()).not.toContain('усталость')
  const council = await signIn('council')
  const totals = await pageOf(council)
  expect(totals.sections.map(({ id }) => id)).toEqual(['pairs', 'rows', 'meetings', 'asked', 'progress'])
  expect(sectionOf(totals, 'asked')?.lead).toContain('7.')
  for (const name of ['categories', 'directions']) {
    expect(sectionOf(totals, name)).toBeUndefined()
    expect((await council.get(`/admin/charts/${name}.svg`)).status).toBe(404)
  }
})

it('[PROG-25] each pair’s progress stands there in all and per difficulty; what was released does not count', async () => {
  const rows = sectionOf(await pageOf(curator), 'progress')?.table?.rows ?? []
  expect(rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([['Орлова А. С. — Петрова А. С.', 'Принято 2 из 4', 'Дисциплина: 2 из 2\nМетодика: 0 из 2']])
})

it('[PROG-25] rows are in time by the day of the report in the school’s zone, late, overdue or ahead, by the month of their term', async () => {
  const { table, chart } = sectionOf(await pageOf(curator), 'rows') ?? {}
  expect(table?.columns).toEqual(['Срок', 'в срок', 'позже срока', 'срок прошёл', 'впереди'])
  expect(table?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([['Октябрь 2031', '1', '1', '1', '0'], ['Декабрь 2031', '0', '0', '0', '1']])
  expect(chart?.alt).toBe('Задачи планов: в срок или нет. 10.2031: в срок 1, позже срока 1, срок прошёл 1; 12.2031: впереди 1.')
})

it('pairs by state and meetings a week are counted in the database, within the organisation and the year', async () => {
  const { connection } = database
  const pair = (await panel.services.pairs.list(panel.own))[0]
  const meeting = (day: string, state: string) => ({ organisationId: panel.own, pairId: pair?.id, kind: 'series', startsAt: new Date(`${day}T09:00:00Z`), local: `${day}T12:00:00`, zone: 'Europe/Moscow', minutes: 45, place: 'каб. 1', attendees: [], state, createdAt: at, updatedAt: at })
  const days = [meeting('2031-10-06', 'held'), meeting('2031-10-12', 'held'), meeting('2031-10-13', 'missed'), meeting('2031-10-27', 'planned'), meeting('2031-10-27', 'cancelled'), meeting('2030-10-27', 'held'), { ...meeting('2031-10-06', 'held'), organisationId: panel.other }]
  await connection.models['Meeting']?.insertMany(days)
  const page = await pageOf(curator)
  expect(cellsOf(sectionOf(page, 'meetings'))).toEqual([['06.10.2031 – 12.10.2031', '2', '0', '0'], ['13.10.2031 – 19.10.2031', '0', '0', '1'], ['27.10.2031 – 02.11.2031', '0', '1', '0']])
  expect(sectionOf(page, 'meetings')?.chart?.alt).toContain('20.10: 0')
  expect(cellsOf(sectionOf(page, 'pairs'))).toEqual([['согласована', '1']])
})

it('drawings are images of our own behind the login, for the roles of the page, and another school’s year is not theirs', async () => {
  const image = await curator.get(`/admin/charts/rows.svg?year=${yearId}&size=narrow`)
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
  expect(image.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox")
  expect(image.headers.get('cache-control')).toBe('private, no-store')
  expect(image.headers.get('x-content-type-options')).toBe('nosniff')
  const foreign = await (await curator.get(`/admin/charts/categories.svg?year=${foreignYearId}`)).text()
  expect(foreign).toContain('Молодой')
  expect(foreign).not.toContain('новому месту')
  for (const wrong of ['zzz.svg', 'rows', 'rows.png', '__proto__.svg', 'constructor.svg', '..%2frows.svg']) expect((await curator.get(`/admin/charts/${wrong}`)).status, wrong).toBe(404)
  for (const query of ['year[$ne]=1', 'size=%3Cscript%3E', `year=${encodeURIComponent(hostileStrings[1] ?? '')}`]) expect((await curator.get(`/admin/charts/rows.svg?${query}`)).status, query).toBe(200)
  expect((await (await signIn('psychologist')).get('/admin/charts/rows.svg')).status).toBe(404)
  expect((await visitor(panel.url).get('/admin/charts/rows.svg')).status).toBe(302)
  expect(panel.logged).toEqual([])
})

it('the page asks the database ten times at most', async () => {
  const { connection } = database
  const asked: string[] = []
  const { createFiguresPage } = await import('../../../admin/pages/figures-page.js')
  const { loadPanelTexts } = await import('../../../admin/texts.js')
  const page = createFiguresPage({ services: panel.services, connection, clock: panel.clock, texts: loadPanelTexts(), zone: 'Europe/Moscow', publicUrl: '', hasSandbox: false })
  connection.set('debug', (collection: string, method: string) => void asked.push(`${collection}.${method}`))
  await page.load({ id: 'a'.repeat(24), email: '', title: '', role: 'curator', organisationId: panel.own, personId: null, organisationName: '', zone: 'Europe/Moscow', pages: [] }, {})
  connection.set('debug', false)
  expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(10)
  expect(asked.length).toBeGreaterThan(4)
})
