import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import type { StaffRole } from '../../src/modules/accounts/account.js'
import { systemActor } from '../../src/core/actor.js'
import type { Page } from '../../admin/pages/page.js'
import { testApp, type TestApp } from '../support/app.js'
import { panelWithFiles, deskOf, wordsOf, type Desk } from '../support/panel-pages.js'
import { visitor, type TestPanel, type Visitor } from '../support/panel.js'
import { aSchoolInWork, type Scene } from './scene.js'

let app: TestApp
let panel: TestPanel
let scene: Scene
const operator = systemActor('command')
const secrets = { phone: '+79001234567', birthOn: '1998-03-07', email: 'anna@school.example', answer: 'Не справляюсь с классом', refusal: 'Мы в ссоре', request: 'Как начать урок?' }
const visitors = new Map<StaffRole, Visitor>()
const desks = new Map<StaffRole, Desk>()
const desk = (role: StaffRole): Desk => desks.get(role) as Desk

beforeAll(async () => {
  app = await testApp()
  scene = await aSchoolInWork(app)
  const { services } = app
  const { people, actors, proposed } = scene
  const { phone, birthOn, email } = secrets
  must(await services.people.update(operator, people.mentee.id, { phone, birthOn, email }))
  must(await services.requests.answerHelp(actors.mentor, { requestId: scene.help.id, text: 'Начните с опроса' }))
  must(await services.requests.askHelp(actors.mentee, { pairId: scene.pair.id, menteeId: people.mentee.id, text: secrets.request }))
  must(await services.pairs.answer(actors.otherMentor, { pairId: proposed.id, personId: people.otherMentor.id, answer: 'declined', reason: secrets.refusal }))
  await app.database.connection.db?.collection('responses').updateMany({}, { $set: { 'answers.difficulties': { question: 'Что трудно?', value: secrets.answer, text: secrets.answer, answeredAt: new Date() } } })
  panel = await panelWithFiles(app.database)
  for (const role of ['curator', 'head', 'psychologist', 'council', 'sysadmin'] as const) {
    const who = visitor(panel.url)
    const { account, password } = must(await services.accounts.create(operator, { email: `${role}@roles.example`, role, organisationId: scene.school.id, personId: people[role].id }))
    await who.signIn({ email: account.email, password })
    visitors.set(role, who)
    desks.set(role, deskOf(who))
  }
}, 120_000)
afterAll(async () => {
  await panel.close()
  await app.database.drop()
})

/** Everything that a role is shown of the mentee and of his pairs. */
async function seenBy(role: StaffRole): Promise<string> {
  const { people, pair, proposed, programme, help } = scene
  const pages = [['Person', people.mentee.id], ['Pair', pair.id], ['Pair', proposed.id], ['Programme', programme.id], ['Request', help.id]] as const
  const parts = await Promise.all(pages.map(async ([resource, id]) => JSON.stringify(await desk(role).form(resource, 'show', id))))
  const lists = await Promise.all(['Person', 'Pair', 'Programme', 'Request', 'Response', 'AuditEntry'].map(async (resource) => JSON.stringify(await desk(role).list(resource, 'perPage=100'))))
  return [...parts, ...lists].join('\n')
}

it('[DATA-06] [DATA-04] shows a sensitive field only to the roles of the table: on pages, in lists and in what belongs to them', async () => {
  const wanted: Record<keyof typeof secrets, StaffRole[]> = {
    phone: ['curator', 'head', 'sysadmin'],
    birthOn: ['curator', 'head', 'sysadmin'],
    email: ['curator', 'head', 'sysadmin'],
    answer: [],
    refusal: ['curator'],
    request: ['curator'],
  }
  for (const role of desks.keys()) {
    const seen = await seenBy(role)
    for (const [field, roles] of Object.entries(wanted)) {
      const value = secrets[field as keyof typeof secrets]
      const shown = seen.includes(value) || (field === 'birthOn' && seen.includes('07.03.1998'))
      expect([role, field, shown]).toEqual([role, field, roles.includes(role)])
    }
  }
})

it('[DATA-06] the history keeps a refusal’s reason from those who may not read it, and gives it to the curator', async () => {
  const entries = async (role: StaffRole) => {
    const { records = [] } = await desk(role).list('AuditEntry', `filters.subject.id=${scene.proposed.id}&perPage=100`)
    return (await Promise.all(records.map(async ({ id }) => JSON.stringify(await desk(role).form('AuditEntry', 'show', id))))).join('\n')
  }
  expect(await entries('curator')).toContain(secrets.refusal)
  const head = await entries('head')
  expect(head).toContain('AuditEntry')
  expect(head).not.toContain(secrets.refusal)
})

it('[ROLE-07] the council keeps the records of mentors and mentees, proposes pairs and works on programmes, and no further', async () => {
  const council = desk('council')
  const { people, choice, programme } = scene
  expect((await council.list('Person')).records?.length).toBeGreaterThan(4)
  expect((await council.list('Pair')).records?.length).toBeGreaterThan(0)
  const proposed = await council.send('Pair', 'propose', null, { mentorId: people.mentor.id, menteeIds: people.otherMentee.id, form: choice.form, kinds: choice.kinds })
  expect(proposed.notice?.type).toBe('success')
  const page = await council.page('Programme', programme.id)
  expect(wordsOf(page)).toContain('Уверенно вести урок')
  const actions = [...(page?.actions ?? []), ...(page?.next ?? []), ...(page?.more ?? [])].map(({ href }) => href.split('/').at(-1)?.split('?')[0])
  expect(actions).toEqual(expect.arrayContaining(['edit', 'addRow']))
  expect(actions.filter((name) => ['approve', 'accept', 'complete', 'extend', 'release'].includes(name ?? ''))).toEqual([])
  const changed = await council.send('Programme', 'edit', programme.id, { goal: 'Другая цель', reason: 'совет' })
  expect(changed.notice?.type).toBe('error')
  for (const name of ['year', 'figures', 'privacy']) expect([name, (await visitors.get('council')?.get(`/admin/api/pages/${name}`))?.status]).not.toEqual([name, 500])
})

it('[ROLE-02] the head appoints a curator by order and for a time, orders a pair, approves and completes: each has its form on his pages', async () => {
  const head = desk('head')
  const { people, pair } = scene
  const choices = (await head.form('Person', 'assignRole', people.council.id)).form?.fields.find(({ name }) => name === 'role')?.choices.map(({ value }) => value)
  expect(choices).toContain('curator')
  const given = await head.send('Person', 'assignRole', people.council.id, { role: 'curator', from: '2031-09-15', to: '2031-12-31', order: 'Приказ № 12 от 15.09.2031' })
  expect(given.notice?.type).toBe('success')
  expect((await app.services.people.get(people.council.id))?.roles).toContainEqual({ role: 'curator', from: '2031-09-15', to: '2031-12-31' })
  const [line] = await app.services.audit.list(scene.school.id, { subject: { type: 'Person', id: people.council.id }, changesOnly: true, pageSize: 1 })
  expect(line).toMatchObject({ action: 'role-give', reason: 'Приказ № 12 от 15.09.2031', actor: { personId: people.head.id } })
  for (const [resource, action, id] of [['Pair', 'order', null], ['Pair', 'terminate', pair.id], ['Programme', 'complete', scene.programme.id], ['Document', 'attach', null], ['Announcement', 'new', null]] as const) {
    expect([action, (await head.form(resource, action, id)).form !== undefined]).toEqual([action, true])
  }
  const curators = (await desk('curator').form('Person', 'assignRole', people.council.id)).form?.fields.find(({ name }) => name === 'role')?.choices.map(({ value }) => value)
  expect(curators).toEqual(['mentee', 'mentor', 'psychologist', 'council'])
})

it('[ROLE-05] the system administrator keeps the staff register, and neither approves nor reads what is confidential', async () => {
  const admin = desk('sysadmin')
  const done = await admin.send('Person', 'new', null, { surname: 'Новикова', name: 'Вера', role: 'mentee' })
  expect(done.notice?.type).toBe('success')
  for (const resource of ['Pair', 'Programme', 'Response', 'Consent', 'Request', 'PsychologyNote', 'Document'] as const) expect([resource, (await admin.list(resource)).records ?? []]).toEqual([resource, []])
})

it('[ROLE-08] the psychologist has his own notes, people by name and pairs, without phones, answers and reasons', async () => {
  const seen = await desk('psychologist').page('Person', scene.people.mentee.id)
  expect(wordsOf(seen)).not.toMatch(/9001234567|anna@school|07\.03\.1998/)
  expect((await desk('psychologist').list('PsychologyNote')).records?.length).toBe(1)
})

async function privacyPage(role: StaffRole, query = ''): Promise<Page> {
  return (await (await visitors.get(role)?.get(`/admin/api/pages/privacy${query}`))?.json()) as Page
}

it('[DATA-10] everybody at the panel reads who sees his own data, the curator looks it up for someone, nobody else does', async () => {
  for (const role of desks.keys()) {
    const page = await privacyPage(role)
    expect([role, page.sections.map(({ id }) => id)]).toEqual([role, ['lead', 'person', 'forms', 'work', 'opened']])
    expect(page.actions.map(({ href }) => href)).toEqual(['/admin/files/own-data'])
    expect(wordsOf(page)).not.toMatch(/undefined|pages\.privacy|words\./)
  }
  const ofMentee = `?person=${scene.people.mentee.id}`
  const looked = await privacyPage('curator', ofMentee)
  expect(looked.sections.find(({ id }) => id === 'forms')?.table?.rows[0]?.cells.map(({ text, notes = [] }) => [text, ...notes])).toEqual([['Ответы на анкеты'], ['Куратор: Лисина А. С., Советова А. С., доступ, в котором имя не указано']])
  const card = await desk('curator').page('Person', scene.people.mentee.id)
  expect(card?.more?.map(({ href }) => href)).toContain(`/admin/pages/privacy${ofMentee}`)
  for (const role of ['head', 'council', 'psychologist', 'sysadmin'] as const) expect((await privacyPage(role, ofMentee)).sections).toEqual([])
})

it('[DATA-04] [DATA-10] who opened a page with sensitive fields stands in «who and when»; the own file holds what is stored', async () => {
  await desk('head').page('Person', scene.people.mentee.id)
  const opened = (await privacyPage('curator', `?person=${scene.people.mentee.id}`)).sections.find(({ id }) => id === 'opened')
  expect(JSON.stringify(opened)).toContain('Руководитель')
  const file = await desk('curator').file('own-data')
  const text = await file.text()
  expect(file.headers.get('content-disposition')).toContain('attachment')
  expect(text).toContain('Имя: Лисина Анна Сергеевна')
  expect(text).not.toMatch(/Петрова|9001234567/)
})
