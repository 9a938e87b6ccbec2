import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { neededConsents } from '../../../src/modules/pairs/pair-rules.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { panelWithFiles, signedInDesk, wordsOf, type Desk } from '../../support/panel-pages.js'
import type { TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Desk
let head: Desk
let stranger: Desk
let menteeId: string
let mentorId: string
let pairId: string

const operator = () => systemActor('command', panel.own)
const succeeded = (answer: { notice?: { type: string } }) => expect(answer, JSON.stringify(answer)).toMatchObject({ notice: { type: 'success' } })
const person = async (surname: string, role: Role) => {
  const { id } = must(await panel.services.people.create(operator(), panel.own, { surname, name: 'Анна' }))
  must(await panel.services.people.giveRole(operator(), id, { role, from: '2031-09-01' }))
  return id
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  menteeId = await person('Петрова', 'mentee')
  curator = await signedInDesk(panel, 'curator', panel.own)
  head = await signedInDesk(panel, 'head', panel.own)
  stranger = await signedInDesk(panel, 'curator', panel.other)
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

it('[ROLE-12] somebody from outside has a kind and a home organisation, a list of his own, and is a mentor like others', async () => {
  const newcomer = { surname: 'Соколов', name: 'Сергей', role: 'mentor', externalKind: 'employer' }
  expect((await curator.send('Person', 'new', null, newcomer)).errors).toHaveProperty('homeOrganisation')
  expect((await curator.send('Person', 'new', null, { ...newcomer, externalKind: '', homeOrganisation: 'Технопарк' })).errors).toHaveProperty('externalKind')
  expect((await curator.send('Person', 'new', null, { ...newcomer, externalKind: 'alien', homeOrganisation: 'Технопарк' })).errors).toHaveProperty('externalKind')
  succeeded(await curator.send('Person', 'new', null, { ...newcomer, homeOrganisation: 'Технопарк «Восток»' }))
  const listed = (await curator.list('Person', 'filters.view=external')).records ?? []
  expect(listed.map(({ params }) => params['fullName'])).toEqual(['Соколов Сергей'])
  mentorId = listed[0]?.id ?? ''
  const page = wordsOf(await curator.page('Person', mentorId))
  for (const word of ['Работодатель', 'Технопарк «Восток»']) expect(page).toContain(word)
  expect((await curator.list('Person', 'filters.externalKind=expert')).records).toEqual([])
  expect((await stranger.list('Person', 'filters.view=external')).records).toEqual([])
})

it('[ROLE-12] his consents are asked as of others, and the pair’s page says that he is from outside', async () => {
  const { services } = panel
  const pair = must(await services.pairs.propose(operator(), { mentorId, menteeIds: [menteeId], form: 'teacher_teacher', kinds: ['traditional'] }))
  pairId = pair.id
  for (const personId of [mentorId, menteeId]) must(await services.pairs.answer(operator(), { pairId, personId, answer: 'agreed' }))
  const missing = await services.pairs.missing(pairId)
  expect(missing.filter(({ personId, what }) => personId === mentorId && what === 'consent').length).toBe(neededConsents(pair, mentorId).length)
  expect(await services.pairs.recordOrder(operator(), { pairIds: [pairId], number: '1', on: '2031-09-15' })).toMatchObject({ ok: false })
  const page = await curator.page('Pair', pairId)
  expect(page?.people[0]).toMatchObject({ role: 'Внешний наставник', name: 'Соколов Сергей' })
  expect(page?.people[0]?.notes).toContain('Технопарк «Восток»')
  expect(page?.people[1]?.role).toBe('Наставляемый')
  for (const personId of [mentorId, menteeId]) {
    for (const kind of neededConsents(pair, personId)) must(await services.consents.registerPaper(operator(), { personId, kind, pairId: kind === 'duties' ? pairId : null, signedOn: '2031-09-14', fileId: null }))
  }
  must(await services.pairs.recordOrder(operator(), { pairIds: [pairId], number: '1', on: '2031-09-15' }))
})

it('[DATA-03] [DATA-06] the curator decides in the panel with place and time, and writes down what was shown; a decline needs its reason', async () => {
  const mentor = { organisationId: panel.own, personId: mentorId, accountId: null, roles: ['mentor' as const], channel: 'bot' as const }
  const ask = async () => must(await panel.services.personalFiles.ask(mentor, { pairId, menteeId, what: 'Дипломы', why: 'Выбрать курсы' })).id
  const first = await ask()
  const waiting = JSON.stringify(await panel.services.waiting.listFor({ ...operator(), channel: 'panel', roles: ['curator'] }))
  expect(waiting).toContain(first)
  expect(wordsOf(await curator.page('FileAccess', first))).toContain('Выбрать курсы')
  expect((await curator.send('FileAccess', 'decline', first, { reason: '' })).errors).toHaveProperty('reason')
  expect((await curator.send('FileAccess', 'approve', first, { comeAt: '2031-09-14T10:00', place: 'канцелярия' })).errors).toHaveProperty('comeAt')
  succeeded(await head.send('FileAccess', 'decline', first, { reason: 'Это есть в портфолио' }))
  const second = await ask()
  expect(second).not.toBe(first)
  succeeded(await curator.send('FileAccess', 'approve', second, { comeAt: '2031-09-17T10:00', place: 'канцелярия' }))
  succeeded(await curator.send('FileAccess', 'record', second, { shownOn: '2031-09-15', shown: 'Копии дипломов' }))
  expect(wordsOf(await curator.page('FileAccess', second))).toContain('Копии дипломов')
  for (const said of [await stranger.list('FileAccess'), await stranger.page('FileAccess', second), await stranger.send('FileAccess', 'record', second, { shownOn: '2031-09-15', shown: 'x' })]) {
    expect(JSON.stringify(said ?? null)).not.toMatch(/Дипломы|Копии|Петрова/)
  }
  const sent = (await panel.services.deliveries.list(panel.own)).filter(({ subject }) => subject.type === 'fileaccess')
  expect(JSON.stringify(sent.map(({ params }) => params))).not.toMatch(/Дипломы|курсы|канцелярия/)
})

it('[ROLE-17] [ROLE-03] offices are written down on the organisation’s page; who signs today is said there', async () => {
  expect(wordsOf(await head.page('Organisation', panel.own))).toContain('Сегодня должность руководителя никто не занимает')
  const acting = { office: 'acting-head', name: 'Белов Б. П.', title: 'И. о. директора', from: '2031-09-10', to: '2031-09-20', orderNumber: '44', orderOn: '2031-09-09' }
  succeeded(await head.send('Organisation', 'appoint', panel.own, acting))
  const page = wordsOf(await curator.page('Organisation', panel.own))
  expect(page).toContain('Документы сегодня подписывает: Белов Б. П. (И. о. директора).')
  expect(page).toContain('№ 44 от 09.09.2031')
  const again = await head.send('Organisation', 'appoint', panel.own, { ...acting, from: '2031-09-15' })
  expect(again.problem).toContain('уже записан другой человек')
  const curatorId = await person('Лисина', 'curator')
  const warned = await head.send('Organisation', 'appoint', panel.own, { office: 'curator', personId: curatorId, from: '2031-09-15' })
  succeeded(warned)
  expect(JSON.stringify(warned)).toContain('Обычно куратора назначают из заместителей')
  const [, office] = await panel.services.offices.list(panel.own)
  expect((await stranger.send('Organisation', 'endOffice', panel.own, { officeId: office?.id ?? '', lastDay: '2031-09-16' })).notice?.type).not.toBe('success')
  const open = (await panel.services.offices.list(panel.own)).find(({ to }) => to === null)
  succeeded(await curator.send('Organisation', 'endOffice', panel.own, { officeId: open?.id ?? '', lastDay: '2031-10-16' }))
})
