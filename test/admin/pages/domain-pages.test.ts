import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import type { Person } from '../../../src/modules/people/person.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

interface Listed {
  records: { id: string; title: string; params: Record<string, unknown> }[]
}
interface Answer {
  notice?: { type: string; options?: { text: string } }
  problem?: string
  errors?: Record<string, string>
  redirectUrl?: string
  file?: string
  sheets?: { name: string; link: string; qr: string }[]
}
interface Shown {
  shown: { title: string; sections: { id: string; lead?: string; table?: { rows: { cells: { text: string }[] }[] } }[]; facts: { label: string; cell: { text: string } }[] } | null
}

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let anna: Person
const operator = systemActor('command')

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

async function signedIn(role: Parameters<TestPanel['openAccount']>[0], organisationId?: string): Promise<Visitor> {
  const who = visitor(panel.url)
  await who.signIn(await panel.openAccount(role, organisationId))
  return who
}

async function aPerson(surname: string, role: 'mentee' | 'mentor', organisationId = panel.own): Promise<Person> {
  const made = must(await panel.services.people.create(operator, organisationId, { surname, name: 'Анна', patronymic: 'Сергеевна' }))
  return must(await panel.services.people.giveRole(operator, made.id, { role, from: '2031-09-01' }))
}

const api = '/admin/api/resources'
const list = async (who: Visitor, resource: string, query = '') => (await (await who.get(`${api}/${resource}/actions/list?${query}`)).json()) as Listed
const act = async (who: Visitor, path: string, fields: Record<string, string> = {}) => (await (await who.post(`${api}/${path}`, formOf(fields))).json()) as Answer
const show = async (who: Visitor, resource: string, id: string) => (await (await who.get(`${api}/${resource}/records/${id}/show`)).json()) as Shown

beforeEach(async () => {
  curator ??= await signedIn('curator')
  anna ??= await aPerson('Петрова', 'mentee')
})

it('[IMPL-04] makes a one-time link with a code to print, and one for everybody who is not in the bot yet', async () => {
  const one = await act(curator, `Person/records/${anna.id}/invite`, { role: 'mentee' })
  expect(one.sheets).toHaveLength(1)
  const [sheet] = one.sheets ?? []
  expect(sheet?.name).toBe('Петрова Анна Сергеевна')
  expect(sheet?.link).toMatch(/^https:\/\/t\.me\/nastavnik_test_bot\?start=[\w-]{43}$/)
  expect(sheet?.qr).toMatch(/^data:image\/svg\+xml;base64,/)
  await aPerson('Орлова', 'mentor')
  const all = await act(curator, 'Invitation/actions/issue')
  expect(all.sheets?.map(({ name }) => name.split(' ')[0])).toEqual(['Орлова', 'Петрова'])
  const open = await list(curator, 'Invitation', 'filters.view=open')
  expect(open.records).toHaveLength(2)
  const [first] = open.records
  await act(curator, `Invitation/records/${first?.id}/revoke`)
  expect((await list(curator, 'Invitation', 'filters.view=open')).records).toHaveLength(1)
})

it('[CONS-07] [IMPL-29] registers a signed paper with its day, shows text, version and hash, and records a withdrawal', async () => {
  const future = await act(curator, 'Consent/actions/registerConsent', { personId: anna.id, kind: 'personal-data', signedOn: '2032-01-01' })
  expect(future.notice?.type).toBe('error')
  const done = await act(curator, 'Consent/actions/registerConsent', { personId: anna.id, kind: 'personal-data', signedOn: '2031-09-10' })
  expect(done.notice?.type).toBe('success')
  const [row] = (await list(curator, 'Consent', 'filters.view=given&filters.person=петр')).records
  const { shown } = await show(curator, 'Consent', row?.id ?? '')
  expect(shown?.facts.map(({ cell }) => cell.text)).toEqual(expect.arrayContaining(['бумага', '10.09.2031', '1', expect.stringMatching(/^[0-9a-f]{64}$/)]))
  expect(shown?.sections[0]?.lead?.length).toBeGreaterThan(100)
  expect((await act(curator, 'Consent/actions/print', { personId: anna.id, kind: 'personal-data' })).file).toMatch(/^\/admin\/files\/[0-9a-f]{24}$/)
  await act(curator, 'Consent/actions/registerConsent', { personId: anna.id, kind: 'mentoring', signedOn: '2031-09-10' })
  const mentoring = await panel.services.consents.latest(anna.id, 'mentoring')
  const withdrawn = await act(curator, `Consent/records/${mentoring?.id}/withdraw`, { reason: 'Передумала' })
  expect(withdrawn.notice?.type).toBe('success')
  expect(await panel.services.consents.latest(anna.id, 'mentoring')).toMatchObject({ state: 'withdrawn', reason: 'Передумала', way: 'paper' })
  await act(curator, 'Consent/actions/editText?kind=mentoring', { kind: 'mentoring', title: 'Согласие наставника', summary: 'Коротко', text: 'Я, {person}, согласен(на).' })
  expect((await panel.services.consents.textOf(panel.own, 'mentoring', anna.id)).version).toBe(2)
})

it('[IMPL-29] [MENTOR-01] fills a questionnaire in for a person through the same service, and notes who did it', async () => {
  const first = await act(curator, 'Response/actions/answer', { personId: anna.id, kind: 'mentor' })
  expect(first.redirectUrl).toBe(`/admin/resources/Response/actions/answer?personId=${anna.id}&kind=mentor`)
  const { questions } = (await panel.services.questionnaires.currentVersion(panel.own, 'mentor')) ?? { questions: [] }
  const answers = questions.map((question) => {
    const value = { single: question.options[0]?.code, multiple: question.options[0]?.code, scale: '3', text: 'Математика', 'yes-no': 'yes', date: '2031-09-01' }[question.type]
    return [`q-${question.id}`, value ?? ''] as const
  })
  const path = `Response/actions/answer?personId=${anna.id}&kind=mentor`
  const lacking = await act(curator, path, { ...Object.fromEntries(answers), 'q-subject': '' })
  expect(Object.keys(lacking.errors ?? {})).toEqual(['q-subject'])
  const sent = await act(curator, path, Object.fromEntries(answers))
  expect(sent.notice?.type).toBe('success')
  const response = await panel.services.questionnaires.latestSent(anna.id, 'mentor')
  expect(response?.filledBy).toMatch(/^[0-9a-f]{24}$/)
  expect(response?.answers['subject']?.text).toBe('Математика')
})

it('[IMPL-05] [ROLE-16] shows answers with the wording asked to the curator only, and notes every reading', async () => {
  const response = await panel.services.questionnaires.latestSent(anna.id, 'mentor')
  const id = response?.id ?? ''
  const { shown } = await show(curator, 'Response', id)
  expect(shown?.sections[0]?.table?.rows.some(({ cells }) => cells[1]?.text.includes('Какой предмет вы ведёте?') && cells[2]?.text === 'Математика')).toBe(true)
  const read = (await panel.services.audit.list(panel.own, { subject: { type: 'Response', id } })).filter(({ action }) => action === 'view')
  expect(read).toHaveLength(1)
  const strangers = await Promise.all([signedIn('head', panel.own), signedIn('sysadmin', panel.own), signedIn('curator', panel.other)])
  for (const stranger of strangers) {
    const text = await (await stranger.get(`${api}/Response/records/${id}/show`)).text()
    expect(text).not.toContain('Математика')
  }
})

it('[IMPL-20] finds records by the first letters of a surname, by direction and by state', async () => {
  expect((await list(curator, 'Response', 'filters.view=mentor&filters.person=Петр')).records).toHaveLength(1)
  expect((await list(curator, 'Response', 'filters.view=mentor&filters.person=Яковлева')).records).toHaveLength(0)
  const item = must(await panel.services.organisations.get(panel.own).then((found) => (found ? { ok: true as const, value: found } : { ok: false as const, problem: { code: 'none' } }))).dictionaries.directions[0]
  expect((await list(curator, 'Response', `filters.view=all&filters.directions=${encodeURIComponent(item?.text.slice(0, 6) ?? '')}`)).records).toHaveLength(1)
  expect((await list(curator, 'Response', 'filters.view=draft')).records).toHaveLength(0)
  expect((await list(curator, 'Person', 'filters.view=mentors&filters.surname=орл')).records.map(({ title }) => title)).toEqual(['Орлова Анна Сергеевна'])
})

it('[IMPL-11] tells on the front page what waits for the curator, each with a link to the record and the list', async () => {
  const dashboard = async (who: Visitor) => (await (await who.get('/admin/api/dashboard')).json()) as { sections: { lines: { who: string; what: string; listHref: string; acts: object[] }[] }[] }
  const lines = (await dashboard(curator)).sections.flatMap((section) => section.lines)
  const line = lines.find(({ who, what }) => who === 'Петрова А. С.' && what === 'пока без наставника')
  expect(line?.listHref).toBe('/admin/resources/Person?filters.view=mentees')
  expect(line?.acts[0]).toMatchObject({ label: 'Подобрать наставника', href: `/admin/resources/Pair/actions/propose?menteeIds=${anna.id}` })
  const administrator = await dashboard(await signedIn('sysadmin'))
  expect(JSON.stringify(administrator)).not.toContain('Петрова')
})

it('[IMPL-18] [ROLE-16] offers each action only to those whom the table of rights names', async () => {
  const head = await signedIn('head', panel.own)
  const refused = await head.post(`${api}/Consent/actions/registerConsent`, formOf({ personId: anna.id, kind: 'mentoring', signedOn: '2031-09-10' }))
  expect(await refused.text()).not.toContain('success')
  expect(await panel.services.consents.has(anna.id, 'mentoring')).toBe(false)
  const stranger = await signedIn('curator', panel.other)
  const foreign = await stranger.post(`${api}/Person/records/${anna.id}/invite`, formOf({ role: 'mentee' }))
  expect(await foreign.text()).not.toContain('t.me')
})

it('[ORG-10] [IMPL-15] sets rules, adds a value to a list, and retires one so that its text stays', async () => {
  const before = await panel.services.organisations.get(panel.own)
  const value = before?.dictionaries.directions[0]
  const added = await act(curator, `Organisation/records/${panel.own}/addValue`, { dictionary: 'directions', text: 'Школьный театр' })
  expect(added.notice?.type).toBe('success')
  const retired = await act(curator, `Organisation/records/${panel.own}/retireValue?dictionary=directions&code=${value?.code}`)
  expect(retired.notice?.type).toBe('success')
  const after = await panel.services.organisations.get(panel.own)
  expect(after?.dictionaries.directions.some(({ text }) => text === 'Школьный театр')).toBe(true)
  expect(after?.dictionaries.directions.find(({ code }) => code === value?.code)).toMatchObject({ text: value?.text, retiredAt: expect.any(Date) as Date })
  const form = (await (await curator.get(`${api}/Organisation/records/${panel.own}/settings`)).json()) as { form: { version: string; fields: { name: string; value: unknown }[] } }
  const posted = form.form.fields.filter(({ value: given }) => given !== false).map(({ name, value: given }) => [name, String(given ?? '')] as const)
  const saved = await act(curator, `Organisation/records/${panel.own}/settings`, { ...Object.fromEntries(posted), seenAt: form.form.version, programmeApprover: 'head', mentorCapacity: '4' })
  expect(saved.notice?.options?.text).toBe('Правила сохранены')
  expect((await panel.services.organisations.get(panel.own))?.settings).toMatchObject({ programmeApprover: before?.settings.programmeApprover, mentorCapacity: 4, reminders: before?.settings.reminders })
})
