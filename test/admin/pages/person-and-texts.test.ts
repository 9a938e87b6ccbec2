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
  look?: string
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
  expect(choices.filter(({ value, label }) => /<|^\s*•/.test(label) || /-button(-|$)|^command-/.test(value))).toEqual([])
  expect(choices.every(({ label, group }) => label !== '' && group !== undefined && !label.includes('undefined'))).toBe(true)

  const chosen = await act(curator, path, { key: 'pair-why' })
  expect(formPath(chosen.redirectUrl)).toBe(`${path}?key=pair-why`)
  const form = (await open(curator, formPath(chosen.redirectUrl))).form
  expect(form?.fields.find(({ name }) => name === 'text')?.value).toBe('Почему подходит: { $why }')

  const wrong = await act(curator, `${path}?key=pair-why`, { text: 'Потому что { $other }', isLook: 'yes' })
  expect(wrong.problem).toContain('$other')
  expect((await act(curator, `${path}?key=pair-why`, { text: 'Вот почему: { $why }', isLook: 'yes' })).look).toBe('Вот почему: …')
  expect((await panel.services.organisations.get(panel.own))?.texts).toEqual([])

  const textsPage = async () => ((await (await curator.get('/admin/api/pages/texts')).json()) as Shown['shown'])?.sections ?? []
  const rowOf = async () => (await textsPage()).find(({ id }) => id === 'bot')?.table?.rows[0]
  expect((await act(curator, `${path}?key=pair-why`, { text: 'Вот почему: { $why }' })).notice?.type).toBe('success')
  expect((await act(curator, `${path}?key=pair-why`, { text: 'Подходит, потому что { $why }' })).notice?.type).toBe('success')
  expect((await rowOf())?.cells.slice(0, 2).map(({ text }) => text)).toEqual(['Почему подходит: …', 'Подходит, потому что …'])
  expect((await rowOf())?.buttons?.map(({ label }) => label)).toEqual(['Изменить текст бота', 'Вернуть прежний', 'Вернуть исходный'])
  const restore = (await open(curator, `Organisation/records/${panel.own}/restoreText?key=pair-why`)).form?.fields[0]
  expect(restore?.choices.map(({ label }) => label.replace(/^До \S+ \S+: /, ''))).toEqual(['Вот почему: …'])
  expect((await act(curator, `Organisation/records/${panel.own}/restoreText?key=pair-why`, { version: restore?.choices[0]?.value ?? '' })).notice?.type).toBe('success')
  expect((await rowOf())?.cells[1]?.text).toBe('Вот почему: …')
  expect((await act(curator, `Organisation/records/${panel.own}/resetText?key=pair-why`, {})).notice?.type).toBe('success')
  expect((await rowOf())?.cells[1]?.text).toBe('исходный текст')

  const head = await signedIn('head')
  await (await head.post(`${api}/${path}?key=pair-why`, formOf({ text: 'Чужое { $why }' }))).text()
  expect((await rowOf())?.cells[1]?.text).toBe('исходный текст')
})

it('[IMPL-26] edits memos and consents with a look and goes back to what stood before', async () => {
  const page = async () => ((await (await curator.get('/admin/api/pages/texts')).json()) as Shown['shown'])?.sections ?? []
  const memo = `Organisation/records/${panel.own}/setMemo?list=menteeRights`
  const before = String((await open(curator, memo)).form?.fields[0]?.value)
  expect(before.split('\n').length).toBeGreaterThan(2)
  expect((await act(curator, memo, { lines: 'Спрашивать\n\nОшибаться', isLook: 'yes' })).look).toBe('Права наставляемого\n1. Спрашивать\n2. Ошибаться')
  expect((await act(curator, memo, { lines: 'Спрашивать\n\nОшибаться' })).notice?.type).toBe('success')
  const back = `Organisation/records/${panel.own}/restoreMemo?list=menteeRights`
  const version = (await open(curator, back)).form?.fields[0]?.choices[0]?.value ?? ''
  expect((await act(curator, back, { version })).notice?.type).toBe('success')
  expect((await open(curator, memo)).form?.fields[0]?.value).toBe(before)

  const consent = 'Consent/actions/editText?kind=mentoring'
  const ours = Object.fromEntries(((await open(curator, consent)).form?.fields ?? []).map(({ name, value }) => [name, String(value)]))
  const changed = { kind: 'mentoring', title: 'Согласие наставника', summary: 'Коротко', text: 'Согласен работать наставником в {organisation}.' }
  expect((await act(curator, consent, { ...changed, isLook: 'yes' })).look).toContain('Согласен работать наставником в Школа № 5.')
  expect((await act(curator, consent, changed)).notice?.type).toBe('success')
  const restore = (await open(curator, 'Consent/actions/restoreText?kind=mentoring')).form?.fields[0]
  expect(restore?.choices).toHaveLength(1)
  expect((await act(curator, 'Consent/actions/restoreText?kind=mentoring', { version: '1' })).notice?.type).toBe('success')
  expect((await open(curator, consent)).form?.fields.find(({ name }) => name === 'text')?.value).toBe(ours['text'])
  const rows = (await page()).find(({ id }) => id === 'consents')?.table?.rows ?? []
  expect(rows.find(({ cells }) => cells[0]?.text === 'Работа наставником')?.buttons?.map(({ label }) => label)).toEqual(['Изменить текст', 'Вернуть прежний'])
  expect((await (await signedIn('head')).get('/admin/api/pages/texts')).status).toBe(404)
})

it('[IMPL-06] shows the years with what they hold; a finished one is closed here and its records stay in the lists', async () => {
  const page = async (who = curator) => ((await (await who.get('/admin/api/pages/archive')).json()) as Shown['shown'])?.sections[0]?.table?.rows ?? []
  const year = await panel.services.organisations.currentYear(panel.own)
  must(await panel.services.organisations.openYear(operator, panel.own, '2030-10-01'))
  const rows = await page()
  expect(rows.map(({ cells, buttons }) => [cells[0]?.text, cells[1]?.text, buttons?.map(({ label }) => label)])).toEqual([['2031/2032', 'идёт', []], ['2030/2031', 'закончился', ['Закрыть год']]])
  const href = rows[1]?.buttons?.[0]?.href ?? ''
  expect((await act(curator, formPath(href), {})).notice?.type).toBe('success')
  expect((await page())[1]?.cells[1]?.text).toBe('закрыт 15.09.2031')
  expect((await page())[1]?.buttons).toEqual([])
  expect((await page(await signedIn('head')))[1]?.buttons?.map(({ label }) => label)).toEqual(['Открыть год снова'])
  const listed = await (await curator.get(`${api}/Meeting/actions/list?filters.view=all&filters.year=${year?.id ?? ''}`)).json() as { records: unknown[] }
  expect(listed.records).toEqual([])
  const foreign = await panel.services.organisations.currentYear(panel.other)
  expect(((await (await curator.get(`${api}/Pair/actions/list?filters.view=all&filters.year=${foreign?.id ?? ''}`)).json()) as { records: unknown[] }).records).toEqual([])
})

it('[ORG-08] a year is opened by choosing one of the two next ones', async () => {
  const form = `Organisation/records/${panel.own}/openYear`
  const ahead = async () => (await open(curator, form)).form?.fields[0]?.choices.map(({ label }) => label)
  await panel.services.organisations.currentYear(panel.own)
  expect(await ahead()).toEqual(['2032/2033, с 01.09.2032', '2033/2034, с 01.09.2033'])
  expect((await act(curator, form, { day: '2032-09-01' })).notice?.type).toBe('success')
  expect(await ahead()).toEqual(['2033/2034, с 01.09.2033', '2034/2035, с 01.09.2034'])
  expect((await act(curator, form, { day: '1999-09-01' })).notice?.type).toBe('error')
})

it('[IMPL-08] shows a person with what the other lists know, and to each role only the buttons that work for it', async () => {
  const made = must(await panel.services.people.create(operator, panel.own, { surname: 'Жукова', name: 'Ксения' }))
  const person = must(await panel.services.people.giveRole(operator, made.id, { role: 'mentee', from: '2031-09-01' }))
  await act(curator, 'Consent/actions/registerConsent', { personId: person.id, kind: 'personal-data', signedOn: '2031-09-10' })
  const page = await show(curator, 'Person', person.id)
  expect(page?.actions.map(({ label, look }) => [label, look])).toEqual([['Пригласить в бот', 'primary'], ['Изменить', 'quiet']])
  expect(page?.more?.map(({ label }) => label)).toContain('В архив')
  expect(page?.sections.map(({ id }) => id)).toEqual(['pairs', 'messages', 'consents', 'responses', 'invitations', 'history'])
  const consent = page?.sections.find(({ id }) => id === 'consents')?.table?.rows[0]?.cells
  expect(consent?.map(({ text }) => text)).toEqual(['Обработка персональных данных', 'дано', '15.09.2031'])
  expect(consent?.[0]?.href).toMatch(/^\/admin\/resources\/Consent\/records\/[0-9a-f]{24}\/show$/)

  const seenByHead = await show(await signedIn('head'), 'Person', person.id)
  expect(seenByHead?.actions.map(({ label }) => label)).toEqual(['Пригласить в бот'])
  expect(seenByHead?.more?.map(({ label }) => label)).toEqual(['Дать роль', 'Завершить роль', 'Предложить в наставники'])
  expect(seenByHead?.sections.map(({ id }) => id)).toEqual(['pairs', 'consents', 'invitations', 'history'])
  expect((await show(await signedIn('psychologist'), 'Person', person.id))?.sections.map(({ id }) => id)).toEqual(['pairs', 'conclusions'])
})

it('[IMPL-05] tells the history in words, without codes and numbers of records', async () => {
  const { records } = (await (await curator.get(`${api}/AuditEntry/actions/list?filters.view=all`)).json()) as { records: { id: string; params: Record<string, string> }[] }
  expect(records.length).toBeGreaterThan(3)
  expect(records.filter(({ params }) => /^[a-z]/.test(params['what'] ?? '') || params['what'] === 'Другое изменение')).toEqual([])
})
