import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { codeAt, isInside, signedIn, switchCodeOn, wordsOn, type Owner } from '../../support/gate-scene.js'
import { testPanel, visitor, type TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let minutes = 0

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
})
/** Half an hour between tests: throttles and used codes of one do not touch the next. */
beforeEach(() => {
  minutes += 40
  panel.setTime(new Date(Date.UTC(2031, 8, 15, 9, minutes)).toISOString())
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const later = (seconds: number) => panel.setTime(new Date(panel.clock.now().getTime() + seconds * 1000).toISOString())

/** Somebody with the code switched on, and a stranger's browser in which the password was right. */
async function withCode(): Promise<Owner & { secret: string; spareCodes: string[]; second: ReturnType<typeof visitor> }> {
  const owner = await signedIn(panel)
  const kept = await switchCodeOn(panel, owner)
  later(60)
  const second = visitor(panel.url)
  const asked = await second.signIn(owner.account)
  expect(asked.headers.get('location')).toBe('/admin/login/code?next=%2Fadmin')
  return { ...owner, ...kept, second }
}

it('[IMPL-18] a right password alone opens nothing where the code is on; the code opens it under a new session id', async () => {
  const { second, secret } = await withCode()
  expect(await isInside(second)).toBe(false)
  expect((await second.get('/admin/access/password')).status).toBe(302)
  const before = second.cookie
  const wrong = await second.post('/admin/login/code', { code: '000000' })
  expect([wrong.status, await wordsOn(wrong)]).toEqual([401, expect.stringContaining('Код не подходит')])
  const right = await second.post('/admin/login/code?next=%2Fadmin%2Fresources%2FPair', { code: ` ${codeAt(secret, panel.clock.now()).replace(/^.../, '$& ')}` })
  expect([right.status, right.headers.get('location')]).toEqual([303, '/admin/resources/Pair'])
  expect(second.cookie).not.toBe(before)
  expect(await isInside(second)).toBe(true)
})

it('[IMPL-18] each step of time is taken once, also by two at once, and a spare code once', async () => {
  const { account, secret, spareCodes, second } = await withCode()
  const third = visitor(panel.url)
  await third.signIn(account)
  const code = codeAt(secret, panel.clock.now())
  const both = await Promise.all([second, third].map((who) => who.post('/admin/login/code', { code })))
  expect(both.map(({ status }) => status).sort()).toEqual([303, 401])
  const fourth = visitor(panel.url)
  await fourth.signIn(account)
  expect((await fourth.post('/admin/login/code', { code })).status).toBe(401)
  expect((await fourth.post('/admin/login/code', { code: spareCodes[0]!.toUpperCase() })).status).toBe(303)
  const fifth = visitor(panel.url)
  await fifth.signIn(account)
  expect((await fifth.post('/admin/login/code', { code: spareCodes[0]! })).status).toBe(401)
  expect(await isInside(fifth)).toBe(false)
})

it('[IMPL-18][S7] looks at ten codes an account and quarter of an hour, however often the password is typed anew', async () => {
  const { account, secret } = await withCode()
  const statuses: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const guest = visitor(panel.url)
    await guest.signIn(account)
    for (let at = 0; at < 4; at += 1) statuses.push((await guest.post('/admin/login/code', { code: `00000${at}` })).status)
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  const guest = visitor(panel.url)
  await guest.signIn(account)
  expect((await guest.post('/admin/login/code', { code: codeAt(secret, panel.clock.now()) })).status).toBe(429)
})

it('[IMPL-18] the step waits five minutes, and ends with a reset', async () => {
  const { account, second, secret } = await withCode()
  later(5 * 60 + 1)
  expect((await second.post('/admin/login/code', { code: codeAt(secret, panel.clock.now()) })).headers.get('location')).toBe('/admin/login')
  const third = visitor(panel.url)
  await third.signIn(account)
  const fresh = must(await panel.services.accounts.reset(systemActor('command'), account.id))
  expect((await third.post('/admin/login/code', { code: codeAt(secret, panel.clock.now()) })).status).toBe(401)
  expect(await isInside(third)).toBe(false)
  const anew = visitor(panel.url)
  expect((await anew.signIn({ ...account, password: fresh.password })).headers.get('location')).toBe('/admin')
  expect(await isInside(anew)).toBe(true)
})

it('[IMPL-18][S4] the secret never leaves after its first code, and lies encrypted in the database', async () => {
  const { who, secret, spareCodes, account } = await withCode()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(spareCodes).toHaveLength(8)
  expect((await who.get('/admin/access/code/confirm')).headers.get('location')).toBe('/admin/pages/access')
  const answers = await Promise.all(['/admin', '/admin/api/pages/access', '/admin/access/code', '/admin/api/dashboard'].map(async (path) => (await who.get(path)).text()))
  const administrator = await signedIn(panel, 'sysadmin')
  for (const path of ['actions/list', `records/${account.id}/show`, 'search/school']) answers.push(await (await administrator.who.get(`/admin/api/resources/Account/${path}`)).text())
  const stored = await database.connection.collection('accounts').findOne({ email: account.email })
  for (const text of [...answers, JSON.stringify(stored), JSON.stringify(await database.connection.collection('auditentries').find().toArray())]) {
    for (const secretText of [secret, ...spareCodes]) expect(text).not.toContain(secretText)
  }
  for (const text of answers) expect(text).not.toContain(stored?.['codeSecret'])
  expect(answers.join()).not.toMatch(/codeSecret|spareSalt|passwordHash|argon2/)
})

it('[IMPL-18] is switched on and off only with the password, and other sessions end', async () => {
  const owner = await signedIn(panel)
  const other = visitor(panel.url)
  await other.signIn(owner.account)
  expect((await owner.who.post('/admin/access/code', { password: 'guess' })).status).toBe(422)
  expect((await owner.who.get('/admin/access/code/confirm')).status).toBe(303)
  await switchCodeOn(panel, owner)
  expect([await isInside(owner.who), await isInside(other)]).toEqual([true, false])
  expect((await owner.who.post('/admin/access/code/off', { password: 'guess' })).status).toBe(422)
  expect(await wordsOn(await owner.who.post('/admin/access/code/off', { password: owner.account.password }))).toContain('Код выключен')
  const plain = visitor(panel.url)
  expect((await plain.signIn(owner.account)).headers.get('location')).toBe('/admin')
})
