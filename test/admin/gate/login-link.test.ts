import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTextBook } from '../../../src/bot/texts.js'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { projectRoot } from '../../../src/paths.js'
import { openDesk } from '../../../src/roles/open-sender.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { codeAt, isInside, reachableOwner, switchCodeOn, wordsOn } from '../../support/gate-scene.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let minutes = 0
const command = systemActor('command')

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
})
beforeEach(() => {
  minutes += 40
  panel.setTime(new Date(Date.UTC(2031, 8, 15, 9, minutes)).toISOString())
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const links = () => database.connection.collection('loginlinks')
const planned = (personId: string) => panel.services.deliveries.list(panel.own, { personId, kinds: ['login-link'] })
const ask = (who: Visitor, email: string) => who.post('/admin/login/telegram', { email })
const settle = async () => {
  for (let at = 0; at < 40; at += 1) await new Promise((resolve) => setTimeout(resolve, 10))
}

async function messagesFor(personId: string, count: number) {
  for (let at = 0; at < 200 && (await planned(personId)).length < count; at += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  return planned(personId)
}

/** The message as the person sees it, and the address in it. */
async function sentTo(personId: string, count = 1) {
  const [delivery] = (await messagesFor(personId, count)).sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id.localeCompare(a.id))
  if (!delivery) throw new Error('nothing was sent')
  const desk = openDesk({ services: panel.services, textBook: createTextBook(join(projectRoot, 'locales', 'ru')), clock: panel.clock })
  const { text } = await desk.render(delivery)
  const path = /http:\/\/127\.0\.0\.1:3000(\/admin\/login\/link\?key=[\w-]+)/.exec(text)?.[1] ?? ''
  return { delivery, text, path, isRelevant: () => desk.isRelevant(delivery) }
}

describe('a link for the login', () => {
  it('[IMPL-18] comes from the bot at once and lets in the browser that asked, once', async () => {
    const owner = await reachableOwner(panel)
    const who = visitor(panel.url)
    expect(await wordsOn(await ask(who, ` ${owner.email.toUpperCase()} `))).toContain('ссылка уже в чате с ботом')
    const { delivery, path, text } = await sentTo(owner.personId)
    expect(delivery.class).toBe('answer')
    expect(text).toContain('действует 5 минут')
    expect(JSON.stringify(await links().find().toArray()) + JSON.stringify(delivery)).not.toContain(path.split('key=')[1])
    const look = await who.get(path)
    expect([look.status, await wordsOn(look)]).toEqual([200, expect.stringContaining('Осталось нажать кнопку')])
    expect(await isInside(who)).toBe(false)
    const before = who.cookie
    expect((await who.post(path)).headers.get('location')).toBe('/admin')
    expect(await isInside(who)).toBe(true)
    expect(who.cookie).not.toBe(before)
    expect((await who.post(path)).status).toBe(410)
    const history = await panel.services.audit.list(panel.own, { subject: { type: 'Account', id: owner.id } })
    expect(history.find(({ action }) => action === 'account-login')?.after).toMatchObject({ way: 'link' })
  })

  it('[IMPL-18] says kindly elsewhere what to do, lets nobody in there, and stays good where it was asked for', async () => {
    const owner = await reachableOwner(panel)
    const [who, thief, owners] = [visitor(panel.url), visitor(panel.url), visitor(panel.url)]
    await ask(who, owner.email)
    await ask(thief, 'nobody@school5.ru')
    const { path } = await sentTo(owner.personId)
    for (const other of [thief, owners]) {
      expect(await wordsOn(await other.get(path))).toContain('Откройте ссылку там, где просили')
      expect((await other.post(path)).status).toBe(410)
      expect(await isInside(other)).toBe(false)
    }
    expect((await who.post(path)).status).toBe(303)
  })

  it('[IMPL-18] is used up once by many at once, and dies after five minutes, with the role, the chat or the account', async () => {
    const owner = await reachableOwner(panel)
    const who = visitor(panel.url)
    await ask(who, owner.email)
    const { path } = await sentTo(owner.personId)
    const { cookie } = who
    const all = await Promise.all(Array.from({ length: 12 }, () => Object.assign(visitor(panel.url), { cookie })).map((one) => one.post(path)))
    expect(all.filter(({ status }) => status === 303)).toHaveLength(1)

    const ends: ((owner: { id: string; personId: string }) => Promise<unknown>)[] = [
      ({ personId }) => panel.services.people.endRole(command, personId, { role: 'curator' }),
      ({ id }) => panel.services.accounts.close(command, id),
      ({ id }) => panel.services.accounts.changeRole(command, id, 'head'),
      async () => panel.setTime(new Date(panel.clock.now().getTime() + 5 * 60_000 + 1).toISOString()),
    ]
    for (const end of ends) {
      const other = await reachableOwner(panel)
      const again = visitor(panel.url)
      await ask(again, other.email)
      const sent = await sentTo(other.personId)
      await end(other)
      expect((await again.post(sent.path)).status).toBe(410)
      expect(await isInside(again)).toBe(false)
    }
  })

  it('[IMPL-18] goes only to the chat that the owner let in «Мой вход» by his password, never to one that somebody tied later', async () => {
    const owner = await reachableOwner(panel)
    const own = visitor(panel.url)
    await own.signIn(owner)
    const who = visitor(panel.url)
    await ask(who, owner.email)
    const { path } = await sentTo(owner.personId)
    panel.setTime(new Date(panel.clock.now().getTime() + 1_000).toISOString())
    must(await panel.services.people.link(owner.personId, 666_000_001))
    expect((await who.post(path)).status).toBe(410)
    await ask(who, owner.email)
    await settle()
    expect(await planned(owner.personId)).toHaveLength(1)
    expect(await (await own.get('/admin/api/pages/access')).text()).toContain('Выключена. Ваш чат с ботом связан 15.09.2031')
    expect((await own.post('/admin/access/link', { password: 'не тот пароль' })).status).toBe(422)
    await ask(who, owner.email)
    await settle()
    expect(await planned(owner.personId)).toHaveLength(1)
    expect(await wordsOn(await own.post('/admin/access/link', { password: owner.password }))).toContain('Ссылка включена')
    await ask(who, owner.email)
    expect((await who.post((await sentTo(owner.personId, 2)).path)).status).toBe(303)
    expect(await wordsOn(await own.post('/admin/access/link/off', { password: owner.password }))).toContain('Ссылка выключена')
  })

  it('[IMPL-18] still asks for the code where it is on', async () => {
    const owner = await reachableOwner(panel)
    const own = visitor(panel.url)
    await own.signIn(owner)
    const { secret } = await switchCodeOn(panel, { account: owner, who: own })
    panel.setTime(new Date(panel.clock.now().getTime() + 60_000).toISOString())
    const who = visitor(panel.url)
    await ask(who, owner.email)
    const { path } = await sentTo(owner.personId)
    expect((await who.post(path)).headers.get('location')).toContain('/admin/login/code')
    expect(await isInside(who)).toBe(false)
    await who.post('/admin/login/code', { code: codeAt(secret, panel.clock.now()) })
    expect(await isInside(who)).toBe(true)
  })

  it('[IMPL-18] the answer is the same whether or not there is an account; nobody without role or chat gets anything', async () => {
    const owner = await reachableOwner(panel)
    const lonely = await panel.openAccount('curator')
    const former = await reachableOwner(panel)
    must(await panel.services.people.endRole(command, former.personId, { role: 'curator' }))
    const pages = new Set<string>()
    for (const email of [owner.email, lonely.email, former.email, 'nobody@school5.ru', 'no mail', '']) {
      const answer = await ask(visitor(panel.url), email)
      pages.add(`${answer.status} ${answer.headers.getSetCookie().map((set) => set.replace(/=[^;]+/, '').replace(/Expires=[^;]+/, '')).join()} ${await answer.text()}`)
    }
    expect(pages.size).toBe(1)
    await messagesFor(owner.personId, 1)
    await settle()
    expect(await planned(former.personId)).toEqual([])
    expect(await links().countDocuments({ accountId: { $in: [lonely.id, former.id] } })).toBe(0)
    const operator = await visitor(panel.url).post('/admin/login/telegram', { 'email[$ne]': 'x' })
    expect(operator.status).toBe(200)
  })

  it('[IMPL-18] is sent five times an account and quarter of an hour at most, and not any more once it is dead', async () => {
    const owner = await reachableOwner(panel, 'head')
    for (let at = 0; at < 8; at += 1) await ask(visitor(panel.url), owner.email)
    await messagesFor(owner.personId, 5)
    await settle()
    expect(await planned(owner.personId)).toHaveLength(5)
    const { isRelevant, delivery } = await sentTo(owner.personId, 5)
    expect(await isRelevant()).toBe(true)
    panel.setTime(new Date(panel.clock.now().getTime() + 6 * 60_000).toISOString())
    expect(await isRelevant()).toBe(false)
    expect(delivery.expiresAt!.getTime() - delivery.createdAt.getTime()).toBe(5 * 60_000)
  })
})
