import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { normaliseName } from '../../../src/modules/people/person.js'
import { definePersonModel } from '../../../src/modules/people/person-model.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

interface Listed {
  records: { id: string; params: Record<string, unknown> }[]
  meta: { total: number | null; isMore: boolean; former: string | null; later: string | null; sortBy: string | null; direction: string }
  asked: { name: string; kind: string; choices: { value: string; label: string }[] }[]
  notice?: { type: string }
}

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let head: Visitor
const command = systemActor('command')
const surnames = ['Белова', 'Белов', 'Ёлкина', 'Ежова', 'Жукова', 'Белова']

/** Sixty people in one go, ten of each name, so that the order has many equals. */
async function fill(): Promise<void> {
  const now = new Date('2031-09-01T06:00:00Z')
  const people = Array.from({ length: 60 }, (_, at) => {
    const surname = surnames[at % surnames.length] ?? ''
    const person = { surname, name: 'Анна', patronymic: null }
    return { ...person, organisationId: panel.own, searchName: normaliseName(`${surname} Анна`), position: at % 3 === 0 ? null : `учитель ${at % 2}`, roles: at % 4 === 0 ? [{ role: 'mentee', from: '2031-01-01', to: null }] : [], createdAt: now, updatedAt: now }
  })
  await definePersonModel(database.connection).insertMany(people)
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  await fill()
  must(await panel.services.people.create(command, panel.other, { surname: 'Белова', name: 'Чужая' }))
  ;[curator, head] = [visitor(panel.url), visitor(panel.url)]
  await curator.signIn(await panel.openAccount('curator'))
  await head.signIn(await panel.openAccount('head'))
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const list = async (query: Record<string, string>, who = curator, resource = 'Person') => (await (await who.get(`/admin/api/resources/${resource}/actions/list?${new URLSearchParams(query).toString()}`)).json()) as Listed
const names = ({ records }: Listed) => records.map(({ params }) => String(params['fullName']))

async function walk(query: Record<string, string>): Promise<{ ids: string[]; pages: Listed[] }> {
  const pages: Listed[] = [await list(query)]
  for (let later = pages[0]?.meta.later; later; later = pages.at(-1)?.meta.later) pages.push(await list({ ...query, after: later }))
  return { ids: pages.flatMap(({ records }) => records.map(({ id }) => id)), pages }
}

describe('pages by place', () => {
  it.each([
    ['the usual order', { 'filters.view': 'all' }],
    ['a column with empty cells, upward', { 'filters.view': 'all', sortBy: 'position', direction: 'asc' }],
    ['a column with empty cells, downward', { 'filters.view': 'all', sortBy: 'position', direction: 'desc' }],
  ])('[IMPL-20] shows everybody once among equal names: %s', async (_name, query: Record<string, string>) => {
    const { ids, pages } = await walk({ ...query, perPage: '7' })
    expect(ids).toHaveLength(60)
    expect(new Set(ids).size).toBe(60)
    expect(pages[0]?.meta).toMatchObject({ total: 60, isMore: false, former: null })
    expect(pages[1]?.meta.total).toBeNull()
    const back = await list({ ...query, perPage: '7', before: pages[2]?.meta.former ?? '' })
    expect(back.records.map(({ id }) => id)).toEqual(pages[1]?.records.map(({ id }) => id))
    const first = await list({ ...query, perPage: '7', before: pages[1]?.meta.former ?? '' })
    expect(first.records.map(({ id }) => id)).toEqual(pages[0]?.records.map(({ id }) => id))
    expect(first.meta.former).toBeNull()
  })

  it('[IMPL-20] sorts by the headings that offer it and says which', async () => {
    const up = await list({ 'filters.view': 'all', sortBy: 'fullName', direction: 'asc', perPage: '60' })
    const down = await list({ 'filters.view': 'all', sortBy: 'fullName', direction: 'desc', perPage: '60' })
    expect(up.meta).toMatchObject({ sortBy: 'fullName', direction: 'asc' })
    expect(names(down)).toEqual(names(up).reverse())
    expect((await list({ sortBy: 'phone' })).meta.sortBy).toBe('fullName')
  })

  it('[ROLE-16] takes no place that is not one of its own order', async () => {
    const { meta } = await list({ perPage: '5' })
    const forged = [['searchName', { $ne: null }, '65f000000000000000000001'], ['phone', '+7', '65f000000000000000000001'], ['searchName', 'a', 'zzz'], { $ne: 1 }].map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'))
    for (const after of [...forged, 'нет', 'a'.repeat(700)]) expect((await list({ after })).notice?.type).toBe('error')
    expect((await list({ after: meta.later ?? '', sortBy: 'position' })).notice?.type).toBe('error')
    expect((await list({ after: meta.later ?? '' })).records.length).toBeGreaterThan(0)
  })
})

describe('filters', () => {
  it('[IMPL-20] finds by the first letters of the surname, «е» for «ё», in the own organisation', async () => {
    expect(new Set(names(await list({ 'filters.surname': 'бел', perPage: '60' })))).toEqual(new Set(['Белов Анна', 'Белова Анна']))
    expect((await list({ 'filters.surname': 'Белова', perPage: '60' })).records).toHaveLength(20)
    expect((await list({ 'filters.surname': 'елк', perPage: '60' })).records).toHaveLength(10)
    expect((await list({ 'filters.surname': '.*' })).records).toEqual([])
  })

  it('[IMPL-20] finds by role and by state, and says what may be chosen', async () => {
    const mentees = await list({ 'filters.role': 'mentee', perPage: '60' })
    expect(mentees.records).toHaveLength(15)
    expect((await list({ 'filters.role': 'nobody' })).records).toEqual([])
    expect(mentees.asked.map(({ name, kind }) => [name, kind])).toEqual([['surname', 'text'], ['role', 'select'], ['category', 'select'], ['direction', 'select']])
    expect(mentees.asked[1]?.choices).toContainEqual({ value: 'mentor', label: 'Наставник' })
    const pairs = await list({}, curator, 'Pair')
    expect(pairs.asked.map(({ name }) => name)).toEqual(['people', 'state', 'direction', 'curatorId', 'year'])
    expect(pairs.asked[2]?.choices.length).toBeGreaterThan(3)
  })

  it('[ROLE-16] asks by answers only for who may read them', async () => {
    const { asked } = await list({}, head)
    expect(asked.map(({ name }) => name)).toEqual(['surname', 'role'])
    const code = (await list({})).asked[2]?.choices[0]?.value ?? ''
    const answer = await list({ 'filters.category': code }, head)
    expect(answer.records ?? []).toEqual([])
  })
})

describe('saved lists', () => {
  const api = '/admin/api/lists/Person'
  const post = async (body: object, who = curator, resource = 'Person') => {
    const response = await fetch(`${panel.url}/admin/api/lists/${resource}`, { method: 'POST', headers: { cookie: who.cookie, origin: panel.url, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return { status: response.status, ...((await response.json()) as { lists?: { id: string; name: string; query: object; isOutdated: boolean }[]; saved?: string; problem?: string }) }
  }
  const mine = async (who: Visitor) => ((await (await who.get(api)).json()) as { lists: { id: string; name: string; isOutdated: boolean }[] }).lists

  it('[IMPL-20] keeps a list under its name for this account alone, renames it and takes it away', async () => {
    const query = { 'filters.view': 'all', 'filters.surname': 'Бел', sortBy: 'position', direction: 'desc' }
    const { saved = '', lists } = await post({ name: '  Наши   Беловы ', query })
    expect(lists).toEqual([{ id: saved, name: 'Наши Беловы', query, isOutdated: false }])
    expect(await mine(head)).toEqual([])
    expect((await post({ id: saved, name: 'Чужое' }, head)).problem).toContain('Этого списка уже нет')
    expect((await post({ id: saved, name: 'Беловы', query: { 'filters.view': 'mentees' } })).lists).toMatchObject([{ name: 'Беловы', query: { 'filters.view': 'mentees' } }])
    expect((await post({ id: saved, remove: true })).lists).toEqual([])
  })

  it('[IMPL-20] refuses kindly: no name, what is no list, the twenty-first; and says of an outdated one that it is', async () => {
    expect((await post({ name: ' ', query: {} })).problem).toContain('Назовите список')
    expect((await post({ name: 'Странный', query: { 'filters.$where': '1' } })).problem).toContain('нельзя сохранить')
    expect((await post({ name: 'Больше', query: { list: { a: 1 } } })).status).toBe(400)
    expect((await post({ name: 'Счета', query: {} }, curator, 'Account')).status).toBe(404)
    const old = await post({ name: 'Прежний', query: { 'filters.phone': '+7' } })
    expect(old.lists?.[0]?.isOutdated).toBe(true)
    const many = await Promise.all(Array.from({ length: 24 }, (_, at) => post({ name: `Список ${at}`, query: {} })))
    expect(many.filter(({ saved }) => saved)).toHaveLength(19)
    expect(many.find(({ saved }) => !saved)?.problem).toContain('до 20 списков')
    expect(await mine(curator)).toHaveLength(20)
  })

  it('[IMPL-18] takes nothing that another site sent', async () => {
    const response = await fetch(panel.url + api, { method: 'POST', headers: { cookie: curator.cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }, body: '{"name":"Чужой","query":{}}' })
    expect(response.status).toBe(403)
  })
})
