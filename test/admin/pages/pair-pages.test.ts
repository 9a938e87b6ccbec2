import JSZip from 'jszip'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { deskOf, panelWithFiles, wordsOf, type Desk } from '../../support/panel-pages.js'
import { visitor, type TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Desk
let head: Desk
let stranger: Desk
let administrator: Desk
let accountId: string
let pairId = ''
let programmeId = ''
const ids = { olga: '', anna: '', vera: '', boris: '', second: '' }
const operator = systemActor('command')
const scan = () => new File([Buffer.from('%PDF-1.4 подписанный лист')], 'согласие.pdf', { type: 'application/pdf' })

async function person(surname: string, name: string, role: Role, organisationId = panel.own): Promise<string> {
  const { id } = must(await panel.services.people.create(operator, organisationId, { surname, name, patronymic: 'Ивановна', subject: 'математика' }))
  must(await panel.services.people.giveRole(operator, id, { role, from: '2031-09-01' }))
  return id
}

async function deskFor(role: 'curator' | 'head' | 'sysadmin', organisationId?: string): Promise<{ desk: Desk; id: string }> {
  const account = await panel.openAccount(role, organisationId)
  const who = visitor(panel.url)
  await who.signIn(account)
  return { desk: deskOf(who), id: account.id }
}

const pair = async () => must({ ok: true, value: (await panel.services.pairs.get(pairId)) ?? undefined } as const)
const programme = async () => (await panel.services.programmes.get(programmeId)) ?? undefined
const succeeded = (answer: { notice?: { type: string } }) => expect(answer, JSON.stringify(answer)).toMatchObject({ notice: { type: 'success' } })
const refused = (answer: { notice?: { type: string } }) => expect(answer.notice?.type).toBe('error')

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  ids.olga = await person('Орлова', 'Ольга', 'mentor')
  ids.boris = await person('Белов', 'Борис', 'mentor')
  ids.anna = await person('Петрова', 'Анна', 'mentee')
  ids.vera = await person('Котова', 'Вера', 'mentee')
  ids.second = await person('Рощина', 'Полина', 'curator')
  const own = await deskFor('curator')
  curator = own.desk
  accountId = own.id
  head = (await deskFor('head')).desk
  stranger = (await deskFor('curator', panel.other)).desk
  administrator = (await deskFor('sysadmin')).desk
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

it('[PAIR-03][PAIR-05][PAIR-11] proposes a group with form and kinds, which stays proposed until everyone has answered', async () => {
  const { form } = await curator.form('Pair', 'propose')
  expect(form?.fields.find(({ name }) => name === 'mentorId')?.choices.map(({ label }) => label).join()).toContain('наставляемых: 0 из')
  const proposal = { mentorId: ids.olga, menteeIds: [ids.anna, ids.vera], form: 'teacher_teacher', kinds: ['group', 'traditional'], why: 'Один предмет' }
  expect((await curator.send('Pair', 'propose', null, { ...proposal, menteeIds: [] })).errors).toHaveProperty('menteeIds')
  const made = await curator.send('Pair', 'propose', null, proposal)
  succeeded(made)
  pairId = made.redirectUrl?.split('/').at(-2) ?? ''
  expect(await pair()).toMatchObject({ state: 'proposed', form: 'teacher_teacher', kinds: ['group', 'traditional'], members: [{ menteeId: ids.anna }, { menteeId: ids.vera }] })
  const page = await curator.page('Pair', pairId)
  expect(page?.missing).toHaveLength(3)
  expect(page?.state?.label).toBe('предложена')
  expect(page?.next.map(({ label }) => label)).toEqual(['Записать ответ'])
})

it('[IMPL-29] records answers for people without the bot, and says who recorded them', async () => {
  for (const personId of [ids.olga, ids.anna]) succeeded(await curator.send('Pair', 'answer', pairId, { personId, answer: 'agreed' }))
  expect(await pair()).toMatchObject({ state: 'proposed', mentor: { answer: 'agreed', recordedBy: accountId } })
  succeeded(await curator.send('Pair', 'answer', pairId, { personId: ids.vera, answer: 'agreed' }))
  expect((await pair())?.state).toBe('agreed')
  expect(wordsOf(await curator.page('Pair', pairId))).toContain('записал куратор')
})

it('[IMPL-10] takes no order while consents are missing, and says which', async () => {
  refused(await curator.send('Pair', 'order', null, { pairIds: [pairId], number: '1', on: '2031-09-15' }))
  refused(await curator.send('Pair', 'print', pairId, { number: '1', on: '2031-09-15' }))
  expect((await pair())?.order).toBeNull()
  expect((await curator.page('Pair', pairId))?.missing[0]).toContain('нет согласия')
})

it('[IMPL-29] registers signed papers with date and scan until all are there', async () => {
  const papers = (await curator.form('Pair', 'registerConsent', pairId)).form?.fields.find(({ name }) => name === 'paper')?.choices ?? []
  expect(papers).toHaveLength(7)
  for (const { value } of papers) succeeded(await curator.send('Pair', 'registerConsent', pairId, { paper: value, signedOn: '2031-09-14', scan: scan() }))
  expect((await pair())?.state).toBe('consents')
  const consent = await panel.services.consents.latest(ids.anna, 'duties', pairId)
  expect(consent).toMatchObject({ state: 'given', way: 'paper', signedOn: '2031-09-14', registeredBy: accountId })
  const file = await curator.file(consent?.fileId ?? '')
  expect(file.status).toBe(200)
  expect(await file.text()).toContain('подписанный лист')
  expect((await stranger.file(consent?.fileId ?? '')).status).toBe(404)
})

it('[PAIR-04][DOC-04][MENTOR-08] lets the head issue the order with number and date, printed with everybody in its table', async () => {
  succeeded(await head.send('Pair', 'order', null, { pairIds: [pairId], number: '17-ОД', on: '2031-09-15' }))
  const { order, state } = (await pair()) ?? {}
  expect(state).toBe('ordered')
  expect(order).toMatchObject({ number: '17-ОД', on: '2031-09-15' })
  const file = await head.file(order?.documentId ?? '')
  const text = await (await JSZip.loadAsync(await file.arrayBuffer())).file('word/document.xml')?.async('text')
  for (const surname of ['Орлова', 'Петрова', 'Котова']) expect(text).toContain(surname)
  expect(wordsOf(await curator.page('Pair', pairId))).toContain('№ 17-ОД от 15.09.2031')
})

it('[PROG-03][PROG-24] composes, shows, approves and starts the programme; former versions keep author, date and reason', async () => {
  const drafted = await curator.send('Programme', 'draft', null, { pairId })
  succeeded(drafted)
  programmeId = drafted.redirectUrl?.split('/').at(-2) ?? ''
  const content = { title: 'Программа', goal: 'Уверенные уроки', startsOn: '2031-09-15', endsOn: '2032-03-15', directions: ['subject'], form: 'teacher_teacher', kinds: ['group'], support: ['communities'] }
  succeeded(await curator.send('Programme', 'edit', programmeId, { ...content, reason: 'Цель уточнили' }))
  const row = { need: 'Время на уроке', measures: 'Посетить урок', mode: 'offline', finalOn: '2031-10-15', result: 'лист наблюдений' }
  refused(await curator.send('Programme', 'addRow', programmeId, { ...row, aim: 'difficulty', finalOn: '2031-02-31' }))
  succeeded(await curator.send('Programme', 'addRow', programmeId, { ...row, aim: 'difficulty' }))
  succeeded(await curator.send('Programme', 'addRow', programmeId, { ...row, aim: 'strength', need: 'Контакт с классом' }))
  refused(await curator.send('Programme', 'approve', programmeId))
  succeeded(await curator.send('Programme', 'offer', programmeId))
  for (const menteeId of [ids.anna, ids.vera]) succeeded(await curator.send('Programme', 'answer', programmeId, { menteeId, answer: 'agreed' }))
  expect((await pair())?.state).toBe('ordered')
  succeeded(await curator.send('Programme', 'approve', programmeId))
  expect([(await programme())?.state, (await pair())?.state]).toEqual(['running', 'active'])
  refused(await curator.send('Programme', 'edit', programmeId, { ...content, endsOn: '2032-04-15' }))
  succeeded(await curator.send('Programme', 'edit', programmeId, { ...content, endsOn: '2032-04-15', reason: 'Болезнь' }))
  const page = await curator.page('Programme', programmeId)
  for (const words of ['Уверенные уроки', 'лист наблюдений', 'Болезнь', '15.10.2031']) expect(wordsOf(page)).toContain(words)
  expect(page?.sections.find(({ id }) => id === 'versions')?.table?.rows[0]?.cells[2]?.text).toMatch(/@school5\.ru/)
})

it('[DOC-06] prints the programme', async () => {
  const printed = await curator.send('Programme', 'print', programmeId)
  succeeded(printed)
  const file = await curator.file(printed.redirectUrl?.split('/').at(-2) ?? '')
  const text = await (await JSZip.loadAsync(await file.arrayBuffer())).file('word/document.xml')?.async('text')
  expect(text).toContain('Уверенные уроки')
})

it('[IMPL-29] reports for someone, then accepts or returns each mentee by himself', async () => {
  const mark = `r1:${ids.anna}`
  succeeded(await curator.send('Programme', 'report', programmeId, { mark, text: 'Показала лист', file: scan() }))
  refused(await curator.send('Programme', 'return', programmeId, { mark, comment: '' }))
  succeeded(await curator.send('Programme', 'return', programmeId, { mark, comment: 'Добавьте вывод' }))
  succeeded(await curator.send('Programme', 'accept', programmeId, { mark }))
  const marks = (await programme())?.rows[0]?.marks.map(({ menteeId, state }) => [menteeId, state])
  expect(marks).toEqual([[ids.anna, 'accepted'], [ids.vera, 'open']])
  expect((await programme())?.rows[0]?.marks[0]?.reports[0]).toMatchObject({ recordedBy: accountId, comment: 'Добавьте вывод' })
})

it('[IMPL-09][IMPL-12] pauses with a reason, goes on, and hands the pair to another curator', async () => {
  refused(await curator.send('Pair', 'pause', pairId, { reason: '' }))
  succeeded(await curator.send('Pair', 'pause', pairId, { reason: 'Больничный' }))
  expect([(await pair())?.state, (await programme())?.rows.length]).toEqual(['paused', 2])
  expect((await curator.page('Pair', pairId))?.missing[0]).toContain('Больничный')
  succeeded(await curator.send('Pair', 'resume', pairId))
  succeeded(await curator.send('Pair', 'handOver', pairId, { curatorId: ids.second }))
  expect(await pair()).toMatchObject({ state: 'active', curatorId: ids.second })
})

it('[IMPL-20] finds pairs by the first letters of a surname, by direction and by named lists', async () => {
  const found = async (query: string) => (await curator.list('Pair', query)).records?.map(({ id }) => id) ?? []
  const people = (typed: string) => `filters.people=${encodeURIComponent(typed)}`
  expect(await found(people('кот'))).toEqual([pairId])
  expect(await found(people('отова'))).toEqual([])
  expect(await found(`${people('кот')}&filters.view=active`)).toEqual([pairId])
  expect(await found('filters.view=work')).toEqual([])
  expect(await found(`filters.direction=${encodeURIComponent('Нет такого')}`)).toEqual([])
})

it('[ROLE-16][ROLE-05] gives another curator nothing and a system administrator no step of approval', async () => {
  expect((await stranger.list('Pair')).records).toEqual([])
  for (const [resource, id] of [['Pair', pairId], ['Programme', programmeId]] as const) expect(await stranger.page(resource, id)).toBeUndefined()
  refused(await stranger.send('Pair', 'pause', pairId, { reason: 'чужой' }))
  refused(await stranger.send('Programme', 'accept', programmeId, { mark: `r2:${ids.anna}` }))
  for (const resource of ['Pair', 'Programme', 'Meeting', 'Document', 'Request']) refused(await administrator.list(resource))
  refused(await administrator.send('Programme', 'approve', programmeId))
  refused(await administrator.send('Pair', 'order', null, { pairIds: [pairId], number: '2', on: '2031-09-15' }))
  expect((await pair())?.state).toBe('active')
})

it('[END-02][END-03][IMPL-05] ends early only with side and reason, and keeps both in the history', async () => {
  const end = { side: 'mentee', endReason: 'dismissal', reason: 'Переезд в другой город' }
  const codes = (await curator.form('Pair', 'terminate', pairId)).form?.fields.find(({ name }) => name === 'endReason')?.choices ?? []
  const endReason = codes[0]?.value ?? ''
  refused(await curator.send('Pair', 'terminate', pairId, { ...end, endReason, reason: '' }))
  refused(await curator.send('Pair', 'terminate', pairId, { ...end, endReason, side: '' }))
  succeeded(await curator.send('Pair', 'terminate', pairId, { ...end, endReason }))
  expect(await pair()).toMatchObject({ state: 'terminated', end: { side: 'mentee', text: 'Переезд в другой город' } })
  const history = (await curator.page('Pair', pairId))?.sections.find(({ id }) => id === 'history')
  const said = history?.table?.rows.map(({ cells }) => cells.map(({ text }) => text)) ?? []
  expect(said.find(([, , done]) => done === 'Пара завершена досрочно')).toEqual(expect.arrayContaining(['Переезд в другой город']))
  expect(said.every(([when]) => /^\d\d\.\d\d\.\d{4} \d\d:\d\d$/.test(when ?? ''))).toBe(true)
  expect(said.map(([, , done]) => done).filter((done) => /^[a-z-]+$/.test(done ?? ''))).toEqual([])
})
