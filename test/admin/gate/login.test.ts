import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, visitor, type TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

describe('login page', () => {
  it('is in Russian and keeps the typed e-mail after a wrong password', async () => {
    const guest = visitor(panel.url)
    const page = await (await guest.get('/admin/login')).text()
    expect(page).toContain('<html lang="ru">')
    const refused = await guest.post('/admin/login', { email: 'anna@school5.ru"><b>', password: 'wrong' })
    expect(refused.status).toBe(401)
    const again = await refused.text()
    expect(again).toContain('Почта или пароль не подходят')
    expect(again).toContain('value="anna@school5.ru&quot;&gt;&lt;b&gt;"')
  })

  it('[IMPL-18] leads back to the page that was asked for, and never to another site', async () => {
    const account = await panel.openAccount('curator')
    const guest = visitor(panel.url)
    const sent = await guest.get('/admin/resources/Account?page=2')
    expect(sent.headers.get('location')).toBe('/admin/login?next=%2Fadmin%2Fresources%2FAccount%3Fpage%3D2')
    const inside = await guest.post(sent.headers.get('location') ?? '', account)
    expect(inside.status).toBe(303)
    expect(inside.headers.get('location')).toBe('/admin/resources/Account?page=2')
    for (const next of ['https://evil.example', '//evil.example', '/admin//evil', '/\\evil', '/admin/../x', '/other']) {
      const other = await visitor(panel.url).post(`/admin/login?next=${encodeURIComponent(next)}`, account)
      expect(other.headers.get('location')).toBe('/admin')
    }
  })
})

describe('session', () => {
  it('[IMPL-18] gets a new id at login: a planted one opens nothing', async () => {
    const account = await panel.openAccount('curator')
    const first = visitor(panel.url)
    await first.signIn(account)
    const planted = first.cookie
    const second = visitor(panel.url)
    second.cookie = planted
    await second.signIn(account)
    expect(second.cookie).not.toBe(planted)
    expect((await first.get('/admin/api/dashboard')).status).toBe(401)
    expect((await second.get('/admin/api/dashboard')).status).toBe(200)
  })

  it('[IMPL-18] has a cookie that scripts and other sites do not get', async () => {
    const guest = visitor(panel.url)
    const response = await guest.signIn(await panel.openAccount('curator'))
    const [device, session] = response.headers.getSetCookie()
    expect(device).toMatch(/^nastavnik-device=.+; Max-Age=15552000; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/)
    expect(session).toMatch(/^nastavnik=.+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/)
  })

  it('[IMPL-18] ends at logout, on the server too', async () => {
    const person = visitor(panel.url)
    await person.signIn(await panel.openAccount('curator'))
    expect((await person.post('/admin/logout')).status).toBe(303)
    expect((await person.get('/admin/api/dashboard')).status).toBe(401)
  })

  it('[IMPL-18] ends at once when the account is closed, when its password is reset, and follows its role', async () => {
    const account = await panel.openAccount('sysadmin')
    const person = visitor(panel.url)
    await person.signIn(account)
    expect((await person.get('/admin/api/resources/Account/actions/list')).status).toBe(200)
    must(await panel.services.accounts.reset(systemActor('command'), account.id))
    expect((await person.get('/admin/api/resources/Account/actions/list')).status).toBe(401)

    const curator = await panel.openAccount('curator')
    const other = visitor(panel.url)
    await other.signIn(curator)
    expect((await other.get('/admin/api/dashboard')).status).toBe(200)
    must(await panel.services.accounts.close(systemActor('command'), curator.id))
    expect((await other.get('/admin/api/dashboard')).status).toBe(401)
  })

  it('[IMPL-18] follows a changed role with the next request', async () => {
    const account = await panel.openAccount('sysadmin')
    const person = visitor(panel.url)
    await person.signIn(account)
    const list = async () => (await (await person.get('/admin/api/resources/Account/actions/list')).json()) as { records: unknown[] }
    expect((await list()).records.length).toBeGreaterThan(0)
    await database.connection.collection('accounts').updateOne({ email: account.email }, { $set: { role: 'curator' } })
    expect((await list()).records).toEqual([])
  })

  it('[IMPL-18] ends after half an hour without work and after twelve hours in any case', async () => {
    panel.setTime('2031-09-15T09:00:00Z')
    const person = visitor(panel.url)
    await person.signIn(await panel.openAccount('curator'))
    const at = async (time: string) => {
      panel.setTime(`2031-09-15T${time}:00Z`)
      return (await person.get('/admin/api/dashboard')).status
    }
    expect(await at('09:29')).toBe(200)
    expect(await at('09:58')).toBe(200)
    expect(await at('10:29')).toBe(401)

    panel.setTime('2031-09-16T00:00:00Z')
    await person.signIn(await panel.openAccount('curator'))
    const statuses = []
    for (let minutes = 0; minutes <= 12 * 60 + 20; minutes += 20) {
      panel.setTime(new Date(Date.UTC(2031, 8, 16, 0, minutes)).toISOString())
      statuses.push((await person.get('/admin/api/dashboard')).status)
    }
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true)
    expect(statuses.at(-1)).toBe(401)
  })

  it('outlives a jump of the demo clock', async () => {
    const person = visitor(panel.url)
    await person.signIn(await panel.openAccount('curator'))
    panel.clock.setShift(7 * 24 * 3_600_000)
    expect((await person.get('/admin/api/dashboard')).status).toBe(200)
  })
})

it('[IMPL-05] writes each wrong password to the history of its account, and nothing of an unknown one', async () => {
  const account = await panel.openAccount('head')
  for (const email of [account.email, 'nobody@school5.ru']) await visitor(panel.url).signIn({ email, password: 'a wrong secret' })
  const refusals = async () => (await panel.services.audit.list(panel.own, { subject: { type: 'Account', id: account.id } })).filter(({ action }) => action === 'account-login-refused')
  for (let at = 0; at < 100 && (await refusals()).length === 0; at += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(await refusals()).toMatchObject([{ after: { way: 'password', address: '127.0.0.1' } }])
  expect(JSON.stringify(await database.connection.collection('auditentries').find().toArray())).not.toMatch(/a wrong secret|nobody@/)
})

it('[IMPL-05] writes each login to the history', async () => {
  const account = await panel.openAccount('head')
  await visitor(panel.url).signIn(account)
  const lines = await panel.services.audit.list(panel.own, { subject: { type: 'Account', id: account.id } })
  expect(lines.map((line) => line.action)).toContain('account-login')
})
