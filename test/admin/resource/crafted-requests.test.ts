import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

interface Answer {
  records?: { id: string; params: Record<string, unknown> }[]
  record?: { params: Record<string, unknown>; title?: string }
  notice?: { type: string; message: string; options?: { text?: string } }
  errors?: Record<string, string>
  form?: { fields: { name: string }[]; version: string | null }
  redirectUrl?: string
}

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let administrator: Visitor
let ownPerson: string
let otherPerson: string
const command = systemActor('command')

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  const add = async (organisationId: string, surname: string) =>
    must(await panel.services.people.create(command, organisationId, { surname, name: 'Анна', phone: '+79123456789', position: 'учитель' })).id
  ownPerson = await add(panel.own, 'Петрова')
  await add(panel.own, 'Сидорова')
  otherPerson = await add(panel.other, 'Чужая')
  curator = visitor(panel.url)
  await curator.signIn(await panel.openAccount('curator'))
  administrator = visitor(panel.url)
  await administrator.signIn(await panel.openAccount('sysadmin'))
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const api = '/admin/api/resources'
const ask = async (path: string, who = curator) => (await (await who.get(api + path)).json()) as Answer
const send = async (path: string, fields: Record<string, string>, who = curator) => (await (await who.post(api + path, formOf(fields))).json()) as Answer
const surnames = (answer: Answer) => (answer.records ?? []).map(({ params }) => String(params['fullName']).split(' ')[0]).sort()

describe('reading', () => {
  it('[ROLE-16] lists the own organisation only; the administrator of the installation sees all', async () => {
    expect(surnames(await ask('/Person/actions/list'))).toEqual(['Петрова', 'Сидорова'])
    expect(surnames(await ask('/Person/actions/list', administrator))).toEqual(['Петрова', 'Сидорова', 'Чужая'])
    expect((await ask('/Organisation/actions/list')).records).toHaveLength(1)
  })

  it('[ROLE-16] finds a record of another organisation in no way', async () => {
    for (const path of [`/Person/records/${otherPerson}/show`, `/Person/records/${otherPerson}/edit`, `/Organisation/records/${panel.other}/show`]) {
      const answer = await ask(path)
      expect(answer.notice?.type).toBe('error')
      expect(JSON.stringify(answer)).not.toContain('Чужая')
    }
    expect(await ask(`/Person/records/${ownPerson}/show`)).toMatchObject({ record: { title: 'Петрова Анна' } })
  })

  it.each([
    ['filters.organisationId=OTHER', []],
    ['filters.organisationId=x&filters._id=zzz', []],
    ['filters.organisationId~~$ne=x', []],
    ['filters.subject~~$ne=x', []],
    ['filters.phone=%2B7912', []],
    ['filters.telegramId=1', []],
    ['filters.searchName=p', []],
    ['filters.__proto__.x=1', ['Петрова', 'Сидорова']],
    ['filters.id=zzz', []],
    ['filters.fullName=сид', ['Сидорова']],
    ['filters.position=учит', ['Петрова', 'Сидорова']],
    ['filters.position=%5E.*', []],
    ['sortBy=phone&direction=desc&perPage=100000&page=-3', ['Петрова', 'Сидорова']],
    ['page=99999999&perPage=abc', ['Петрова', 'Сидорова']],
    ['page=99999999', ['Петрова', 'Сидорова']],
  ])('[ROLE-16] is not widened by the address: %s', async (query, expected) => {
    const response = await curator.get(`${api}/Person/actions/list?${query.replace('OTHER', panel.other)}`)
    expect(response.status).toBe(200)
    expect(surnames((await response.json()) as Answer)).toEqual(expected)
  })

  it('[ROLE-16] searches by first letters in the own organisation, and not by what is hidden', async () => {
    expect(surnames(await ask('/Person/actions/search/%D0%BF%D0%B5%D1%82'))).toEqual(['Петрова'])
    expect(surnames(await ask('/Person/actions/search/%D1%87%D1%83%D0%B6'))).toEqual([])
    expect((await ask('/Person/actions/search/%2B7912?searchProperty=phone')).records).toEqual([])
    expect((await ask('/Account/actions/search/%24argon2?searchProperty=passwordHash', administrator)).records).toEqual([])
  })

  it('[ROLE-16] sends listed columns only, and a password hash never', async () => {
    const [row] = (await ask('/Person/actions/list')).records ?? []
    expect(Object.keys(row?.params ?? {}).sort()).toEqual(['fullName', 'id', 'linked', 'organisationId', 'position', 'rolesNow', 'subject', 'updatedAt'])
    const accounts = await ask('/Account/actions/list', administrator)
    const first = accounts.records?.[0]?.id ?? ''
    const one = await ask(`/Account/records/${first}/show`, administrator)
    expect(JSON.stringify([accounts, one])).not.toMatch(/argon2|passwordHash|sessionEpoch/)
  })

  it('[ROLE-05] gives a curator no accounts, by no address', async () => {
    for (const path of ['/Account/actions/list', '/Account/actions/search/a', '/Account/actions/open']) {
      const answer = await ask(path)
      expect(answer.notice?.type).toBe('error')
      expect(answer.records ?? []).toEqual([])
      expect(answer.form).toBeUndefined()
    }
  })
})

describe('writing', () => {
  it.each(['delete', 'bulkDelete', 'list', 'nothing', 'constructor'])('[ROLE-16] knows no record action «%s»', async (action) => {
    const response = await curator.post(`${api}/Person/records/${ownPerson}/${action}`, formOf({}))
    const answer = response.status === 200 ? ((await response.json()) as Answer) : null
    expect(answer?.notice?.type ?? 'error').toBe('error')
    expect(await panel.services.people.get(ownPerson)).not.toBeNull()
  })

  it('[ROLE-16] has no bulk actions at all', async () => {
    expect((await curator.post(`${api}/Person/bulk/bulkDelete?recordIds=${ownPerson}`, formOf({}))).status).toBe(404)
  })

  it('[ROLE-16] changes no person of another organisation', async () => {
    const answer = await send(`/Person/records/${otherPerson}/edit`, { surname: 'Взлом', name: 'Анна' })
    expect(answer.notice?.type).toBe('error')
    expect((await panel.services.people.get(otherPerson))?.surname).toBe('Чужая')
  })

  it('[ROLE-16] adds people to the own organisation, whatever was posted', async () => {
    const answer = await send('/Person/actions/new', { surname: 'Новая', name: 'Вера', organisationId: panel.other, telegramId: '7', archivedAt: '2020-01-01', role: 'mentee' })
    expect(answer.notice?.type).toBe('success')
    const { items } = await panel.services.people.list(panel.own, { query: 'Новая' })
    expect(items[0]).toMatchObject({ organisationId: panel.own, telegramId: null, archivedAt: null, roles: [{ role: 'mentee' }] })
  })

  it('[ROLE-16] takes no field that the form does not have', async () => {
    const before = await panel.services.people.get(ownPerson)
    const fields = { surname: 'Петрова', name: 'Анна', position: 'завуч', telegramId: '42', organisationId: panel.other, 'roles.0.role': 'sysadmin', searchName: 'x', seenAt: before?.updatedAt.toISOString() ?? '' }
    expect((await send(`/Person/records/${ownPerson}/edit`, fields)).notice?.type).toBe('success')
    const after = await panel.services.people.get(ownPerson)
    expect(after).toMatchObject({ position: 'завуч', telegramId: null, organisationId: panel.own, roles: [], searchName: 'петрова анна' })
  })

  it('[IMPL-05] takes no form over a record that does not say which state it saw', async () => {
    const before = await panel.services.people.get(ownPerson)
    for (const seenAt of [{}, { seenAt: '' }, { seenAt: 'вчера' }, { seenAt: 'NaN' }] as Record<string, string>[]) {
      const answer = await send(`/Person/records/${ownPerson}/edit`, { surname: 'Чужая', name: 'Анна', ...seenAt })
      expect(answer.notice?.type).toBe('error')
      expect(answer).toHaveProperty('stale')
    }
    expect((await panel.services.people.get(ownPerson))?.updatedAt).toEqual(before?.updatedAt)
  })

  it('refuses a stale form in words that say what to do', async () => {
    const answer = await send(`/Person/records/${ownPerson}/edit`, { surname: 'Петрова', name: 'Анна', seenAt: '2031-09-01T00:00:00.000Z' })
    expect(answer.notice?.options?.text).toContain('Вы изменили это в другом окне')
  })

  it('puts what is wrong beside its field', async () => {
    const answer = await send('/Person/actions/new', { surname: '', name: 'В<ера', birthOn: '2031-02-31', role: 'sysadmin' })
    expect(answer.errors).toEqual({ surname: 'Заполните это поле.', birthOn: 'Такой даты нет. Пишите так: 15.09.2026.', role: 'Выберите значение из списка.' })
    const second = await send('/Person/actions/new', { surname: 'Новая', name: 'В<ера' })
    expect(second.errors).toEqual({ name: 'Здесь могут быть только буквы, дефис и точка' })
  })

  it('[IMPL-05] leaves a line of history that the curator can read', async () => {
    const { records = [] } = await ask(`/AuditEntry/actions/list?filters.subject.id=${ownPerson}`)
    expect(records.length).toBeGreaterThan(0)
    const changed = records.find(({ params }) => params['what'] === 'Запись изменена')
    const shown = await ask(`/AuditEntry/records/${changed?.id}/show`)
    expect(shown.record?.params['changes']).toContain('Должность: учитель → завуч')
    const foreign = await ask(`/AuditEntry/actions/list?filters.subject.id=${otherPerson}`)
    expect(foreign.records).toEqual([])
  })

  it('[ROLE-05] hides the history of people from the system administrator', async () => {
    const { records = [] } = await ask('/AuditEntry/actions/list', administrator)
    expect(records.length).toBeGreaterThan(0)
    expect(new Set(records.map(({ params }) => params['subject.type']))).not.toContain('Person')
  })
})
