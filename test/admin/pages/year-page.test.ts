import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BoardColumn, CalendarDay, Page } from '../../../admin/pages/page.js'
import { systemActor, type Actor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import type { StaffRole } from '../../../src/modules/accounts/account.js'
import { neededConsents } from '../../../src/modules/pairs/pair-rules.js'
import type { Pair } from '../../../src/modules/pairs/pair.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'
import { enrol } from '../../support/staff.js'

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let curatorId: string
let other: Pair
const pairs: Pair[] = []
const programmeIds: string[] = []
const operator = systemActor('command')
const actor = (role: Role, personId: string | null = null): Actor => ({ organisationId: panel.own, personId, accountId: null, roles: [role], channel: 'panel' })

async function aPair(organisationId: string, mentor: string, mentee: string): Promise<Pair> {
  const { services } = panel
  const [mentorId, menteeId] = [(await enrol(services, organisationId, { surname: mentor, roles: ['mentor'] })).id, (await enrol(services, organisationId, { surname: mentee, roles: ['mentee'] })).id]
  return must(await services.pairs.propose(operator, { mentorId, menteeIds: [menteeId], form: 'teacher_teacher', kinds: ['traditional'] }))
}

/** A programme as far as it is wanted. */
async function programmeOf(pair: Pair, upTo: 'draft' | 'shown' | 'agreed' | 'approved' | 'running'): Promise<string> {
  const { services } = panel
  const [menteeId = ''] = pair.members.map((member) => member.menteeId)
  for (const personId of [pair.mentorId, menteeId]) must(await services.pairs.answer(operator, { pairId: pair.id, personId, answer: 'agreed' }))
  const { id } = must(await services.programmes.draft(operator, pair.id))
  must(await services.programmes.change(operator, id, { goal: 'Цель', directions: ['subject'], endsOn: '2032-01-15' }))
  for (const [aim, finalOn] of [['difficulty', '2031-10-15'], ['strength', '2031-10-29']] as const) must(await services.programmes.addRow(operator, id, { aim, need: `Нужда ${aim}`, measures: `Урок ${aim}`, mode: 'offline', finalOn, intermediateOn: aim === 'strength' ? '2031-10-20' : null, result: 'лист' }))
  if (upTo === 'draft') return id
  must(await services.programmes.show(operator, id))
  if (upTo === 'shown') return id
  must(await services.programmes.agree(operator, { programmeId: id, menteeId }))
  if (upTo === 'agreed') return id
  must(await services.programmes.approve(operator, id))
  if (upTo === 'approved') return id
  for (const personId of [pair.mentorId, menteeId]) for (const kind of neededConsents(pair, personId)) must(await services.consents.registerPaper(operator, { personId, kind, pairId: kind === 'duties' ? pair.id : null, signedOn: '2031-09-14', fileId: null }))
  must(await services.pairs.recordOrder(operator, { pairIds: [pair.id], number: `${pairs.length}-ОД`, on: '2031-10-06' }))
  return id
}

async function signIn(role: StaffRole = 'curator', organisationId = panel.own, personId?: string): Promise<Visitor> {
  const who = visitor(panel.url)
  const account = await panel.openAccount(role, organisationId)
  if (personId) must(await panel.services.accounts.namePerson(operator, account.id, personId))
  await who.signIn(account)
  return who
}

const pageOf = async (who: Visitor, query = '') => (await (await who.get(`/admin/api/pages/year?${query}`)).json()) as Page
const columnsOf = (page: Page): BoardColumn[] => page.sections.find(({ board }) => board)?.board?.columns ?? []
const daysOf = (page: Page): CalendarDay[] => page.sections.find(({ calendar }) => calendar)?.calendar?.days ?? []
const on = (page: Page, day: string) => daysOf(page).find((known) => known.day === day)?.entries ?? []

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  const { services, own } = panel
  curatorId = (await enrol(services, own, { surname: 'Лисина', roles: ['curator'] })).id
  for (const [at, upTo] of (['draft', 'shown', 'agreed', 'approved', 'running', 'running'] as const).entries()) {
    const pair = await aPair(own, `Наставник${'абвгде'[at] ?? ''}`, `Ученик${'абвгде'[at] ?? ''}`)
    pairs.push(pair)
    programmeIds.push(await programmeOf(pair, upTo))
  }
  other = await aPair(panel.other, 'Чужой', 'Чужая')
  await programmeOf(other, 'running')
  curator = await signIn('curator', own, curatorId)
}, 90_000)
afterAll(async () => {
  await panel.close()
  await database.drop()
})

it('[PROG-10] the board has each programme in the column of its state, with its pair, term and way to it', async () => {
  const columns = columnsOf(await pageOf(curator))
  expect(columns.map(({ code, cards }) => [code, cards.length])).toEqual([['draft', 1], ['shown', 1], ['agreed', 1], ['approved', 1], ['running', 2], ['extended', 0], ['over', 0]])
  expect(columns[0]?.cards[0]).toMatchObject({ title: 'Наставника А. С. — Ученика А. С.', href: `/admin/resources/Programme/records/${programmeIds[0]}/show`, lines: ['15.09.2031 – 15.01.2032'] })
  expect(JSON.stringify(columns)).not.toContain('Чуж')
})

it('[PROG-10] a card says the last return, wish, comment and summary, and moves on when the programme does', async () => {
  const { services } = panel
  const [draft = '', shown = '', agreed = '', , running = '', ended = ''] = programmeIds
  const menteeOf = (at: number) => pairs[at]?.members[0]?.menteeId ?? ''
  must(await services.programmes.proposeCorrection(operator, { programmeId: shown, menteeId: menteeOf(1), text: 'Позже на неделю' }))
  must(await services.programmes.sendBack(actor('curator'), agreed, 'Добавьте сроки'))
  const row = 'r1'
  must(await services.programmes.report(operator, { programmeId: running, rowId: row, menteeId: menteeOf(4), text: 'Тайный отчёт', fileIds: [] }))
  must(await services.programmes.returnRow(operator, { programmeId: running, rowId: row, menteeId: menteeOf(4), comment: 'Покажите конспект' }))
  must(await services.programmes.report(operator, { programmeId: ended, rowId: row, menteeId: menteeOf(5), text: 'Готово', fileIds: [] }))
  must(await services.programmes.accept(operator, { programmeId: ended, rowId: row, menteeId: menteeOf(5), comment: 'Отлично' }))
  must(await services.programmes.change(actor('curator'), ended, { endsOn: '2032-03-15' }, 'Продлить'))
  const columns = columnsOf(await pageOf(curator))
  const card = (id: string) => columns.flatMap(({ code, cards }) => cards.filter((one) => one.id === id).map((one) => ({ code, ...one })))[0]
  expect(card(draft)?.note).toBeUndefined()
  expect(card(shown)).toMatchObject({ code: 'draft', note: 'Ученикб А. С. просит поправить: Позже на неделю' })
  expect(card(agreed)).toMatchObject({ code: 'draft', note: 'Возвращена: Добавьте сроки' })
  expect(card(running)).toMatchObject({ code: 'running', note: 'Возвращена задача: Покажите конспект' })
  expect(card(ended)).toMatchObject({ code: 'extended', note: 'Комментарий: Отлично' })
  expect(JSON.stringify(columns)).not.toContain('Тайный отчёт')
  const council = columnsOf(await pageOf(await signIn('council')))
  expect(council.flatMap(({ cards }) => cards).length).toBe(6)
  expect(JSON.stringify(council)).not.toContain('Покажите конспект')
})

it('[PROG-25] a card says how much of all is accepted', async () => {
  const cards = columnsOf(await pageOf(curator)).flatMap(({ cards: some }) => some)
  expect(cards.find(({ id }) => id === programmeIds[5])?.progress).toEqual({ text: 'Принято 1 из 2', done: 1, total: 2 })
  expect(cards.find(({ id }) => id === programmeIds[0])?.progress).toBeUndefined()
})

it('[PROG-10][MAP-13] «my pairs» leaves the pairs that this curator leads, on the board and in the calendar', async () => {
  const handed = pairs.slice(4, 5).map(({ id }) => id)
  must(await panel.services.pairs.handOver(operator, { pairIds: handed, curatorId }))
  const mine = columnsOf(await pageOf(curator, 'whose=mine')).flatMap(({ cards }) => cards)
  expect(mine.map(({ id }) => id)).toEqual([programmeIds[4]])
  const calendar = await pageOf(curator, 'view=calendar&on=2031-10-01&whose=mine')
  expect(on(calendar, '2031-10-15').map(({ href }) => href)).toEqual([`/admin/resources/Programme/records/${programmeIds[4]}/show`])
})

it('[MAP-13] one calendar has meetings, terms, surveys, holidays, orders and ends of programmes, each on its day and with its word', async () => {
  const { services, own } = panel
  const [pair] = pairs.slice(4)
  must(await services.meetings.set(operator, { pairId: pair?.id ?? '', kind: 'planning', startsAt: new Date('2031-10-08T21:30:00Z'), place: 'каб. 204' }))
  must(await services.reminders.openSurvey(actor('curator'), { organisationId: own, kind: 'needs', closesAt: new Date('2031-10-20T21:00:00Z') }))
  must(await services.organisations.saveSettings(operator, own, { holidays: [{ from: '2031-10-27', to: '2031-11-03', name: 'Осенние' }] }))
  const october = await pageOf(curator, 'view=calendar&on=2031-10-09')
  const kinds = (day: string, page = october) => on(page, day).map(({ kind }) => kind)
  expect(daysOf(october).length % 7).toBe(0)
  expect([daysOf(october)[0]?.day, daysOf(october).at(-1)?.day]).toEqual(['2031-09-29', '2031-11-02'])
  // Half past nine in the evening of Greenwich is half past midnight of the next day at school.
  expect(on(october, '2031-10-09')).toMatchObject([{ kind: 'встреча', text: '00:30 Наставникд А. С. — Ученикд А. С.' }])
  expect(kinds('2031-10-06')).toEqual(['приказ', 'приказ'])
  expect(kinds('2031-10-15')).toEqual(['срок', 'срок', 'срок'])
  expect(kinds('2031-10-20')).toContain('опрос закрывается')
  expect(kinds('2031-10-20')).toContain('промежуточный срок')
  expect(kinds('2031-10-27')).toEqual(['каникулы'])
  expect(daysOf(october).find(({ day }) => day === '2031-10-28')?.isFree).toBe(true)
  const september = await pageOf(curator, 'view=calendar&on=2031-09-15')
  expect(kinds('2031-09-15', september)).toEqual(['опрос открыт'])
  expect(daysOf(september).find(({ isToday }) => isToday)?.day).toBe('2031-09-15')
  const week = await pageOf(curator, 'view=calendar&span=week&on=2032-01-15')
  expect(daysOf(week).map(({ day }) => day)).toEqual(['2032-01-12', '2032-01-13', '2032-01-14', '2032-01-15', '2032-01-16', '2032-01-17', '2032-01-18'])
  expect(kinds('2032-01-15', week)).toEqual(['конец программы', 'конец программы'])
  expect(JSON.stringify([october, week])).not.toContain('Чуж')
})

it('[MAP-13] what is overdue stands above the calendar, the oldest first, and leaves it when it is reported', async () => {
  panel.setTime('2031-10-30T09:00:00Z')
  curator = await signIn('curator', panel.own, curatorId)
  const overdue = async () => (await pageOf(curator, 'view=calendar')).sections.find(({ id }) => id === 'overdue')
  const found = await overdue()
  expect(found?.title).toBe('Не сделано в срок: 3')
  expect(found?.table?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['Наставникд А. С. — Ученикд А. С.', 'Урок difficulty', 'Ученикд А. С.', '15.10.2031'],
    ['Наставникд А. С. — Ученикд А. С.', 'Урок strength', 'Ученикд А. С.', '29.10.2031'],
    ['Наставнике А. С. — Ученике А. С.', 'Урок strength', 'Ученике А. С.', '29.10.2031'],
  ])
  must(await panel.services.programmes.report(operator, { programmeId: programmeIds[5] ?? '', rowId: 'r2', menteeId: pairs[5]?.members[0]?.menteeId ?? '', text: 'Готово', fileIds: [] }))
  expect((await overdue())?.title).toBe('Не сделано в срок: 2')
})

it('[MAP-13] an address that is wrong shows the present, a role without meetings sees none, a stranger nothing', async () => {
  for (const query of ['view=x&span=y&on=z', 'view=calendar&on=9999-99-99', 'view=calendar&on=0001-01-01', `view=board&year=${'a'.repeat(24)}`, 'whose=%5B%24ne%5D']) expect((await curator.get(`/admin/api/pages/year?${query}`)).status, query).toBe(200)
  const council = await pageOf(await signIn('council'), 'view=calendar&on=2031-10-09')
  expect(on(council, '2031-10-09')).toEqual([])
  expect(council.sections.map(({ id }) => id)).not.toContain('own')
  for (const role of ['psychologist', 'sysadmin'] as const) expect((await (await signIn(role, role === 'sysadmin' ? undefined : panel.own)).get('/admin/api/pages/year')).status, role).toBe(404)
})

it('[MAP-13] the file and the forms of one’s own calendar are for those who see meetings; the address is shown once', async () => {
  const file = await curator.get('/admin/files/calendar.ics?whose=mine')
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(await file.text()).toContain('Встреча пары')
  expect((await (await signIn('council')).get('/admin/files/calendar.ics')).status).toBe(404)
  const form = new FormData()
  form.set('scope', 'all')
  const answer = (await (await curator.post('/admin/api/resources/Calendar/actions/subscribe', form)).json()) as { shown?: { value: string }[] }
  expect(answer.shown?.[0]?.value).toMatch(/^http:\/\/127\.0\.0\.1:3000\/calendar\/[A-Za-z0-9_-]{43}\.ics$/)
  const section = (await pageOf(curator, 'view=calendar')).sections.find(({ id }) => id === 'own')
  expect(section?.lead).toContain('Адрес получен 30.10.2031')
  expect(section?.buttons?.map(({ label }) => label)).toEqual(['Скачать в свой календарь', 'Получить новый адрес', 'Закрыть адрес календаря'])
  expect(JSON.stringify(section)).not.toContain((answer.shown?.[0]?.value ?? '').slice(-47, -4))
})

it('however many pairs there are, board and calendar ask the database ten times at most', async () => {
  const { connection } = database
  const asked: string[] = []
  const context = { services: panel.services, connection, clock: panel.clock }
  const { createYearPage } = await import('../../../admin/pages/year-page.js')
  const { loadPanelTexts } = await import('../../../admin/texts.js')
  const page = createYearPage({ ...context, texts: loadPanelTexts(), zone: 'Europe/Moscow', publicUrl: '', hasSandbox: false })
  const user = { id: 'a'.repeat(24), email: '', title: '', role: 'curator', organisationId: panel.own, personId: curatorId, organisationName: '', zone: 'Europe/Moscow', pages: [] } as const
  connection.set('debug', (collection: string, method: string) => void asked.push(`${collection}.${method}`))
  for (const query of [{}, { whose: 'mine' }, { view: 'calendar' }, { view: 'calendar', whose: 'mine' }] as Record<string, string>[]) {
    asked.length = 0
    await page.load({ ...user, pages: [] }, query)
    expect(asked.length, `${JSON.stringify(query)}: ${asked.join(' ')}`).toBeLessThanOrEqual(10)
    expect(asked.length).toBeGreaterThan(3)
  }
  connection.set('debug', false)
})

it('[PROG-10][MAP-13] a full column leads to the list, a full day to its week; nothing is cut off unsaid', async () => {
  const { Programme, Meeting } = database.connection.models
  const stored = await Programme?.findById(programmeIds[3]).lean<Record<string, unknown>>()
  await Programme?.insertMany(Array.from({ length: 45 }, () => ({ ...stored, _id: undefined, pairId: `${Math.random()}` })))
  const approved = columnsOf(await pageOf(curator)).find(({ code }) => code === 'approved')
  expect([approved?.total, approved?.cards.length, approved?.more?.text]).toEqual([46, 40, 'Ещё 6: открыть список'])
  const meeting = await Meeting?.findOne().lean<Record<string, unknown>>()
  await Meeting?.insertMany(Array.from({ length: 9 }, (_, hour) => ({ ...meeting, _id: undefined, startsAt: new Date(Date.UTC(2031, 10, 12, 6 + hour)) })))
  const month = on(await pageOf(curator, 'view=calendar&on=2031-11-12'), '2031-11-12')
  expect([month.length, month.at(-1)?.kind]).toEqual([6, 'ещё 4, открыть неделю'])
  const week = await pageOf(curator, (month.at(-1)?.href ?? '').split('?')[1])
  expect(on(week, '2031-11-12').length).toBe(9)
})
