import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChecklistItem, Page } from '../../../admin/pages/page.js'
import type { ShownForm } from '../../../admin/actions/form.js'
import type { Today } from '../../../admin/pages/today.js'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { startStepCodes } from '../../../src/modules/organisations/start-rules.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

const system = systemActor('command')
const day = '2031-09-01'

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let administrator: Visitor
let school: string
beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  administrator = visitor(panel.url)
  await administrator.signIn(await panel.openAccount('sysadmin'))
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const read = async <T>(response: Response) => (await response.json()) as T
const pageOf = async (who: Visitor, query = '') => read<Page>(await who.get(`/admin/api/pages/start${query}`))
const stepsOf = async (who: Visitor = curator, query = '') => (await pageOf(who, query)).sections[0]?.checklist ?? []
const doneOf = (steps: ChecklistItem[]) => steps.filter(({ status }) => status === 'done').map(({ id }) => id)
const front = async (who: Visitor) => read<Today>(await who.get('/admin/api/dashboard'))

async function enrol(surname: string, role: Role) {
  const person = must(await panel.services.people.create(system, school, { surname, name: 'Анна', position: 'Учитель' }))
  return must(await panel.services.people.giveRole(system, person.id, { role, from: day }))
}

it('[ORG-09] a new organisation leads to the beginning: every step is told, the first one is now, each with at most one button', async () => {
  const made = await read<{ redirectUrl: string }>(await administrator.post('/admin/api/resources/Organisation/actions/new', formOf({ preset: 'school', name: 'Новая школа' })))
  expect(made.redirectUrl).toMatch(/^\/admin\/pages\/start\?organisation=/)
  school = made.redirectUrl.split('=')[1] ?? ''
  const steps = await stepsOf(administrator, `?organisation=${school}`)
  expect(steps.map(({ id }) => id)).toEqual([...startStepCodes])
  expect(steps.map(({ status }) => status)).toEqual(['now', ...Array.from({ length: 10 }, () => 'later')])
  expect(steps[1]?.button?.href).toBe(`/admin/resources/Person/actions/import?organisationId=${school}`)
  expect(steps.find(({ id }) => id === 'pair'), 'the administrator makes no pairs').toMatchObject({ button: null, text: expect.stringContaining('куратор') })
  curator = visitor(panel.url)
  await curator.signIn(await panel.openAccount('curator', school))
  const own = await stepsOf()
  expect(own.filter(({ button }) => button === null).map(({ id, status }) => [id, status]), 'who names the head is said, and nothing waits for it').toEqual([['leaders', 'waits']])
  expect(own.find(({ id }) => id === 'leaders')?.text).toContain('называет системный администратор или руководитель')
})

it('[ORG-09] the steps are done one by one, and the front page says how far it is', async () => {
  expect(doneOf(await stepsOf())).toEqual([])
  expect((await front(curator)).start).toMatchObject({ text: expect.stringContaining('сделано 0 из 11'), button: { href: '/admin/pages/start' } })
  const [mentor, mentee, head, own] = [await enrol('Мохова', 'mentor'), await enrol('Лапина', 'mentee'), await enrol('Главная', 'head'), await enrol('Кураторова', 'curator')]
  must(await panel.services.organisations.update(system, school, { founder: 'Город', headPersonId: head.id, curatorPersonId: own.id }))
  expect(doneOf(await stepsOf())).toEqual(['profile', 'staff', 'roles', 'leaders'])
  await curator.post(`/admin/api/resources/Organisation/records/${school}/seeTexts`, formOf({}))
  must(await panel.services.invitations.issue(system, { personId: mentor.id, role: 'mentor' }))
  expect(doneOf(await stepsOf())).toEqual(['profile', 'staff', 'roles', 'leaders', 'texts', 'invitations'])
  expect((await stepsOf()).find(({ status }) => status === 'now')?.id).toBe('survey')
  for (const { id } of [mentor, mentee]) must(await panel.services.consents.registerPaper(system, { personId: id, kind: 'personal-data', signedOn: day, fileId: null }))
  expect(doneOf(await stepsOf())).toContain('consents')
  expect((await front(curator)).start?.text).toContain('сделано 7 из 11')
})

it('[ORG-09] a loaded list counts as done, its people get their roles in one form, and the curator goes on without head and curator', async () => {
  const made = must(await panel.services.organisations.createFromPreset(system, { preset: 'school', name: 'Третья школа' }))
  const keeper = visitor(panel.url)
  await keeper.signIn(await panel.openAccount('curator', made.id))
  const people = await Promise.all(['Белова', 'Волкова', 'Громова'].map(async (surname) => must(await panel.services.people.create(system, made.id, { surname, name: 'Анна' }))))
  must(await panel.services.organisations.update(system, made.id, { founder: 'Город' }))
  const [before, invite] = [await stepsOf(keeper), await read<{ form: ShownForm }>(await keeper.get('/admin/api/resources/Invitation/actions/issue'))]
  expect(before.find(({ status }) => status === 'now')).toMatchObject({ id: 'roles', text: expect.stringContaining('Загружено: 3'), button: { href: '/admin/resources/Person/actions/nameRoles' } })
  expect(doneOf(before)).toEqual(['profile', 'staff'])
  expect(invite.form).toMatchObject({ submit: null, fields: [], lead: expect.stringContaining('Без роли: 3'), links: [{ href: '/admin/resources/Person/actions/nameRoles' }] })
  const given = new FormData()
  for (const [name, person] of [['mentors', people[0]], ['mentees', people[1]], ['mentees', people[2]]] as const) given.append(name, person?.id ?? '')
  const answer = await read<{ notice: { options: { text: string } } }>(await keeper.post('/admin/api/resources/Person/actions/nameRoles', given))
  expect(answer.notice.options.text).toBe('Дано ролей: 3')
  expect((await stepsOf(keeper)).find(({ status }) => status === 'now')?.id, 'the leaders wait, the next step is now').toBe('texts')
  await keeper.post(`/admin/api/resources/Organisation/records/${made.id}/nameLeaders`, formOf({ headName: 'Чужая Анна' }))
  expect(await panel.services.people.withRole(made.id, 'head'), 'not his to name').toEqual([])
})

it('[ORG-09] the administrator names head and curator in one form: new people or known ones, with their roles; a wrong name writes nothing', async () => {
  const made = must(await panel.services.organisations.createFromPreset(system, { preset: 'school', name: 'Четвёртая школа' }))
  const known = must(await panel.services.people.create(system, made.id, { surname: 'Белова', name: 'Анна' }))
  const name = async (fields: Record<string, string>) => read<{ errors?: Record<string, string> }>(await administrator.post(`/admin/api/resources/Organisation/records/${made.id}/nameLeaders`, formOf(fields)))
  expect((await name({ headName: 'Орлова Вера Ильинична', curatorName: 'Белова' })).errors).toHaveProperty('curatorName')
  expect(await panel.services.people.withRole(made.id, 'head')).toEqual([])
  await name({ headName: 'Орлова Вера Ильинична', curatorPersonId: known.id })
  const [[head], [curator]] = [await panel.services.people.withRole(made.id, 'head'), await panel.services.people.withRole(made.id, 'curator')]
  expect(await panel.services.organisations.get(made.id)).toMatchObject({ headPersonId: head?.id, curatorPersonId: curator?.id })
  expect([head?.surname, curator?.id]).toEqual(['Орлова', known.id])
})

it('[ORG-09] the page names who is there and who is missing for mentoring', async () => {
  const conditions = (await pageOf(curator)).sections.find(({ id }) => id === 'conditions')
  const states = Object.fromEntries((conditions?.table?.rows ?? []).map(({ id, cells }) => [id, cells[1]?.text]))
  expect(states).toEqual({ head: 'есть', deputies: 'не хватает', curator: 'есть', mentors: 'не хватает', psychologist: 'не хватает' })
  const mentors = conditions?.table?.rows.find(({ id }) => id === 'mentors')?.cells[2]
  expect(mentors?.notes?.join()).toContain('Мохова')
})

it('is for curators and administrators only, each in his own organisation', async () => {
  const head = visitor(panel.url)
  await head.signIn(await panel.openAccount('head', school))
  expect((await head.get('/admin/api/pages/start')).status).toBe(404)
  expect((await front(head)).start).toBeNull()
  const other = visitor(panel.url)
  await other.signIn(await panel.openAccount('curator', panel.other))
  expect(doneOf(await stepsOf(other, `?organisation=${school}`)), 'asks for another organisation, gets his own').toEqual([])
})
