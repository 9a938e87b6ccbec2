import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

interface Button { label: string; href: string; look: string }
interface Shown {
  shown: { actions: Button[]; more?: Button[]; sections: { id: string; empty?: string; table?: { rows: { cells: { text: string; href?: string }[]; buttons?: Button[] }[] } }[] } | null
}
interface Answer {
  notice?: { type: string }
  problem?: string
  redirectUrl?: string
  form?: { lead: string | null; fields: { name: string; kind: string; label: string; value: unknown; choices: { value: string; label: string; group?: string }[] }[] }
}

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
const operator = systemActor('command')
const api = '/admin/api/resources'

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  curator = await signedIn('curator')
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

async function signedIn(role: Parameters<TestPanel['openAccount']>[0], organisationId = panel.own): Promise<Visitor> {
  const who = visitor(panel.url)
  await who.signIn(await panel.openAccount(role, organisationId))
  return who
}

const open = async (who: Visitor, path: string) => (await (await who.get(`${api}/${path}`)).json()) as Answer
const act = async (who: Visitor, path: string, fields: Record<string, string>) => (await (await who.post(`${api}/${path}`, formOf(fields))).json()) as Answer
const show = async (who: Visitor, resource: string, id: string) => ((await (await who.get(`${api}/${resource}/records/${id}/show`)).json()) as Shown).shown
const formPath = (redirect: string | undefined) => (redirect ?? '').replace('/admin/resources/', '')

it('[IMPL-26] lets the curator choose a text of the bot by its words, see the new wording and go back to the former one', async () => {
  const path = `Organisation/records/${panel.own}/setText`
  const list = await open(curator, path)
  const choices = list.form?.fields[0]?.choices ?? []
  expect(choices.some(({ value }) => value.startsWith('label-'))).toBe(false)
  expect(choices).toContainEqual({ value: 'pair-declined-thanks', label: 'Спасибо, что ответили. Куратор подберёт другой вариант.', group: 'Пары' })
  expect(choices.every(({ label, group }) => label !== '' && group !== undefined && !label.includes('undefined'))).toBe(true)

  const chosen = await act(curator, path, { key: 'pair-why' })
  expect(formPath(chosen.redirectUrl)).toBe(`${path}?key=pair-why`)
  const form = (await open(curator, formPath(chosen.redirectUrl))).form
  expect(form?.fields.find(({ name }) => name === 'text')?.value).toBe('Почему подходит: { $why }')

  const wrong = await act(curator, `${path}?key=pair-why`, { text: 'Потому что { $other }', isTrial: 'true' })
  expect(wrong.problem).toContain('$other')
  const tried = await act(curator, `${path}?key=pair-why`, { text: 'Вот почему: { $why }', isTrial: 'true' })
  const preview = (await open(curator, formPath(tried.redirectUrl))).form
  expect(preview?.fields[0]).toMatchObject({ kind: 'note', label: 'Так увидят люди: Вот почему: …' })
  expect((await panel.services.organisations.get(panel.own))?.texts).toEqual([])

  expect((await act(curator, `${path}?key=pair-why`, { text: 'Вот почему: { $why }' })).notice?.type).toBe('success')
  const row = (await show(curator, 'Organisation', panel.own))?.sections.find(({ id }) => id === 'texts')?.table?.rows[0]
  expect(row?.cells.map(({ text }) => text)).toEqual(['Вот почему: …', 'Почему подходит: …'])
  expect(row?.buttons?.map(({ label }) => label)).toEqual(['Изменить текст бота', 'Вернуть прежний'])
  expect((await act(curator, `Organisation/records/${panel.own}/resetText?key=pair-why`, {})).notice?.type).toBe('success')
  expect((await panel.services.organisations.get(panel.own))?.texts).toEqual([])

  const head = await signedIn('head')
  await (await head.post(`${api}/${path}?key=pair-why`, formOf({ text: 'Чужое { $why }' }))).text()
  expect((await panel.services.organisations.get(panel.own))?.texts).toEqual([])
})

it('[IMPL-08] shows a person with what the other lists know, and to each role only the buttons that work for it', async () => {
  const made = must(await panel.services.people.create(operator, panel.own, { surname: 'Жукова', name: 'Ксения' }))
  const person = must(await panel.services.people.giveRole(operator, made.id, { role: 'mentee', from: '2031-09-01' }))
  await act(curator, 'Consent/actions/registerConsent', { personId: person.id, kind: 'personal-data', signedOn: '2031-09-10' })
  const page = await show(curator, 'Person', person.id)
  expect(page?.actions.map(({ label, look }) => [label, look])).toEqual([['Пригласить в бот', 'primary'], ['Изменить', 'quiet']])
  expect(page?.more?.map(({ label }) => label)).toContain('В архив')
  expect(page?.sections.map(({ id }) => id)).toEqual(['pairs', 'messages', 'consents', 'responses', 'invitations'])
  const consent = page?.sections.find(({ id }) => id === 'consents')?.table?.rows[0]?.cells
  expect(consent?.map(({ text }) => text)).toEqual(['Обработка персональных данных', 'дано', '15.09.2031'])
  expect(consent?.[0]?.href).toMatch(/^\/admin\/resources\/Consent\/records\/[0-9a-f]{24}\/show$/)

  const seenByHead = await show(await signedIn('head'), 'Person', person.id)
  expect(seenByHead?.actions).toEqual([])
  expect(seenByHead?.more?.map(({ label }) => label)).toEqual(['Предложить в наставники'])
  expect(seenByHead?.sections.map(({ id }) => id)).toEqual(['pairs', 'consents', 'invitations'])
  expect((await show(await signedIn('psychologist'), 'Person', person.id))?.sections.map(({ id }) => id)).toEqual(['pairs'])
})

it('[IMPL-05] tells the history in words, without codes and numbers of records', async () => {
  const { records } = (await (await curator.get(`${api}/AuditEntry/actions/list?filters.view=all`)).json()) as { records: { id: string; params: Record<string, string> }[] }
  expect(records.length).toBeGreaterThan(3)
  expect(records.filter(({ params }) => /^[a-z]/.test(params['what'] ?? '') || params['what'] === 'Другое изменение')).toEqual([])
})
