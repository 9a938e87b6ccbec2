import { readdirSync, statSync } from 'node:fs'
import { request as ask, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebhookHandler } from '../../src/bot/receiving/webhook.js'
import { createCalendarRoute } from '../../src/http/calendar-route.js'
import { closeServer, createHttp, listen, patience } from '../../src/http/create-http.js'
import { projectRoot } from '../../src/paths.js'
import { createSandbox, type Sandbox } from '../../src/sandbox/create-sandbox.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { signedIn } from '../support/gate-scene.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../support/panel.js'

const log = pino({ level: 'silent' })
const quick = { headersTimeout: 900, requestTimeout: 1_200, connectionsCheckingInterval: 100 }
let database: TestDatabase
let panel: TestPanel
let sandbox: Sandbox
let server: Server
let url: string
let person: Visitor

const partsOf = (one: TestPanel, publicUrl: string) => ({
  log,
  publicUrl,
  checks: {},
  metrics: [],
  panel: one.router,
  sandbox: sandbox.router,
  calendar: createCalendarRoute({ read: async () => null, now: () => 0 }),
  webhook: createWebhookHandler({ secret: 'a'.repeat(20), log, receive: async () => undefined }),
})

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  sandbox = await createSandbox({ token: '7000001:sandbox', clock: panel.clock, pageFolder: join(projectRoot, 'src', 'sandbox', 'page') })
  server = await listen(createHttp(partsOf(panel, panel.url)), '127.0.0.1', 0, quick)
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  person = visitor(url)
  await person.signIn(await panel.openAccount('sysadmin'))
})
afterAll(async () => {
  await closeServer(server)
  await sandbox.stop()
  await panel.close()
  await database.drop()
})

const paths = [
  '/', '/livez', '/readyz', '/metrics', '/nothing', '/%E0%A4%A', '/telegram/webhook', '/calendar/unknown.ics',
  '/sandbox', '/sandbox/page/sandbox.js', '/sandbox/api/people', '/sandbox/nothing',
  '/admin', '/admin/login', '/admin/login/telegram', '/admin/login/link?key=x', '/admin/login/code', '/admin/pages/access', '/admin/api/dashboard', '/admin/api/pages/access',
  '/admin/access/password', '/admin/access/code', '/admin/files/000000000000000000000000', '/admin/nothing', '/admin/resources/Account', '/admin/api/resources/Account/actions/list', '/admin/%E0%A4%A',
]

describe('headers', () => {
  it('[IMPL-18][S9] every route tells browsers to be careful: policy, frames, kinds, referrer, caches', async () => {
    const page = await (await person.get('/admin')).text()
    const assets = [...page.matchAll(/(?:src|href)="(\/admin\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
    expect(assets.length).toBeGreaterThan(4)
    for (const who of [person, visitor(url)]) {
      for (const path of [...paths, ...assets]) {
        const { headers, status } = await who.get(path)
        const header = (name: string) => headers.get(name) ?? ''
        const policy = header('content-security-policy')
        expect(status, path).toBeLessThan(500)
        expect([path, header('x-content-type-options')]).toEqual([path, 'nosniff'])
        expect([path, header('referrer-policy')]).toEqual([path, expect.stringMatching(/^(same-origin|no-referrer)$/)])
        expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'")])
        if (path !== '/calendar/unknown.ics') expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")])
        expect([path, policy]).not.toEqual([path, expect.stringMatching(/script-src[^;]*'unsafe|default-src[^;]*unsafe|https?:|\*/)])
        expect([path, header('x-frame-options')]).toEqual([path, expect.stringMatching(/^(DENY|SAMEORIGIN)$/)])
        if (!assets.includes(path)) expect([path, header('cache-control')]).toEqual([path, expect.stringContaining('no-store')])
        expect([path, headers.get('x-powered-by')]).toEqual([path, null])
      }
    }
  })

  it('[IMPL-18][S9] pages hold no script without their nonce and no handler inside a tag', async () => {
    for (const path of ['/', '/nothing', '/sandbox', '/admin', '/admin/login', '/admin/login/telegram', '/admin/login/link?key=x', '/admin/access/password', '/admin/nothing']) {
      const response = await person.get(path)
      const html = await response.text()
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
      for (const tag of html.match(/<script[^>]*>/g) ?? []) expect([path, tag], path).toEqual([path, nonce ? expect.stringContaining(`nonce="${nonce}"`) : expect.stringMatching(/src="\/sandbox/)])
      expect([path, html.match(/<[a-z]+[^>]*\son[a-z]+=/gi)]).toEqual([path, null])
    }
  })

  it('[IMPL-18][S9] an encrypted address is remembered for a year, and its cookies belong to this host', async () => {
    const secure = await testPanel(database, { publicUrl: 'https://school.example' })
    const behind = await listen(createHttp(partsOf(secure, 'https://school.example')), '127.0.0.1', 0)
    const guest = visitor(`http://127.0.0.1:${(behind.address() as AddressInfo).port}`)
    for (const path of paths) expect([path, (await guest.get(path)).headers.get('strict-transport-security')]).toEqual([path, expect.stringMatching(/max-age=31536000/)])
    const account = await secure.openAccount('curator')
    const inside = await guest.post('/admin/login', account, { origin: 'https://school.example', 'x-forwarded-proto': 'https' })
    expect(inside.headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]+/, '').replace(/Expires=[^;]+; |Max-Age=\d+; /g, '')).sort()).toEqual(['__Host-nastavnik-device; Path=/; HttpOnly; Secure; SameSite=Lax', '__Host-nastavnik; Path=/; HttpOnly; Secure; SameSite=Lax'].sort())
    await closeServer(behind)
    await secure.close()
  })
})

it('[IMPL-18] the metrics are for this machine or for who brings the token, and a word about an address is believed from known proxies only', async () => {
  const far = { 'x-forwarded-for': '203.0.113.7' }
  expect((await fetch(`${url}/metrics`)).status).toBe(200)
  expect((await fetch(`${url}/metrics`, { headers: far })).status).toBe(404)
  expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' } })).status).toBe(404)
  expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1, 10.0.0.9' } })).status, 'a private network is not this machine').toBe(404)
  const locked = await listen(createHttp({ ...partsOf(panel, panel.url), metricsToken: 't'.repeat(32) }), '127.0.0.1', 0)
  const metrics = `http://127.0.0.1:${(locked.address() as AddressInfo).port}/metrics`
  const asked = async (authorization: string) => (await fetch(metrics, { headers: { ...far, authorization } })).status
  expect([await asked(''), await asked(`Bearer ${'u'.repeat(32)}`), await asked(`Bearer ${'t'.repeat(32)}`)]).toEqual([404, 404, 200])
  await closeServer(locked)
})

it('[IMPL-18][S6] no change asked for by another site is done, whatever the route, the method and the session', async () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: url },
    { 'sec-fetch-site': 'cross-site', origin: url },
  ]
  const targets = [...paths.filter((path) => !path.includes('%')), '/admin/logout', '/admin/access/leave', '/admin/access/code/off', '/admin/access/code/confirm', '/admin/api/resources/Account/actions/open', '/sandbox/api/clock']
  for (const path of targets) {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      for (const headers of foreign) {
        const answer = await fetch(url + path, { method, redirect: 'manual', headers: { cookie: person.cookie, ...headers } })
        const isHealth = ['/livez', '/readyz', '/metrics'].includes(path)
        expect([method, path, JSON.stringify(headers), answer.status]).toEqual([method, path, JSON.stringify(headers), isHealth ? expect.any(Number) : 403])
      }
    }
  }
  expect((await person.get('/admin/api/dashboard')).status).toBe(200)
  expect((await fetch(`${url}/sandbox/api/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"hours":0}' })).status).toBe(400)
})

describe('too much', () => {
  const health = async () => {
    const began = performance.now()
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    return performance.now() - began
  }

  /** Sends so many bytes without waiting for an answer; gives the status, or the reset that came instead. */
  function pour(path: string, type: string, bytes: number): Promise<number | string> {
    return new Promise((resolve) => {
      const piece = Buffer.alloc(256 * 1024, 0x61)
      const sending = ask(url + path, { method: 'POST', headers: { 'content-type': type, 'content-length': bytes, origin: url } }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      sending.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'))
      let left = bytes
      const next = (): void => {
        while (left > 0) {
          const size = Math.min(left, piece.length)
          left -= size
          if (!sending.write(piece.subarray(0, size)) && left > 0) return void sending.once('drain', next)
        }
        sending.end()
      }
      next()
    })
  }

  it('[IMPL-18][S8] an anonymous upload of 100 MB leaves no file and no memory behind, and health answers meanwhile', async () => {
    // Others work on this machine too: only a file as large as a part of the upload would be ours.
    const files = () => readdirSync(tmpdir(), { withFileTypes: true }).filter((entry) => entry.isFile() && (statSync(join(tmpdir(), entry.name), { throwIfNoEntry: false })?.size ?? 0) > 30 * 1024 * 1024).length
    const [before, filesBefore] = [process.memoryUsage().arrayBuffers, files()]
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 5)
    const sent = Promise.all(['/admin/api/resources/Account/actions/open', '/admin/login'].map((path) => pour(path, 'multipart/form-data; boundary=x', 100 * 1024 * 1024)))
    const delay = await health()
    const outcomes = await sent
    clearInterval(watch)
    for (const outcome of outcomes) expect([401, 413, 'ECONNRESET', 'EPIPE']).toContain(outcome)
    expect(delay).toBeLessThan(1_000)
    expect(files()).toBeLessThanOrEqual(filesBefore)
    expect(most).toBeLessThan(20 * 1024 * 1024)
    expect((await database.connection.db!.listCollections().toArray()).filter(({ name }) => name.endsWith('.chunks'))).toEqual([])
  })

  it('[IMPL-18][S8] 10 MB of JSON and JSON of 1,000 levels are refused before anything reads them', async () => {
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(await pour('/admin/login', 'application/json', 10 * 1024 * 1024))
    expect([401, 'ECONNRESET', 'EPIPE']).toContain(await pour('/telegram/webhook', 'application/json', 10 * 1024 * 1024))
    for (const path of ['/admin/login', '/admin/login/telegram', '/admin/login/code']) {
      const deep = await fetch(url + path, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/json', origin: url }, body: `${'['.repeat(1_000)}${']'.repeat(1_000)}` })
      expect(deep.status, path).toBeLessThan(500)
      const nested = await fetch(url + path, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/json', origin: url }, body: `{"email":${'{"a":'.repeat(600)}1${'}'.repeat(600)}}` })
      expect(nested.status, path).toBeLessThan(500)
    }
    expect(panel.logged).toEqual([])
  })

  it('[IMPL-18][S8] requests that come too slowly are cut off, and health answers meanwhile', async () => {
    const { port } = server.address() as AddressInfo
    const beginnings = ['POST /admin/login HTTP/1.1\r\nHost: x\r\n', 'POST /admin/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{']
    const ended: Promise<unknown>[] = []
    const sockets: Socket[] = []
    for (let at = 0; at < 300; at += 1) {
      const socket = connect(port, '127.0.0.1', () => socket.write(beginnings[at % 2] ?? ''))
      socket.on('error', () => undefined).resume()
      ended.push(new Promise((resolve) => socket.once('close', resolve)))
      sockets.push(socket)
    }
    expect(await health()).toBeLessThan(1_000)
    await Promise.all(ended)
    expect(await health()).toBeLessThan(1_000)
    expect(sockets.every(({ destroyed }) => destroyed)).toBe(true)
    // The real program bears longer, yet not for ever.
    expect(patience.headersTimeout).toBeLessThanOrEqual(15_000)
    expect(patience.requestTimeout).toBeLessThanOrEqual(180_000)
  })
})

it('[S10] the webhook answers 401 without and with a wrong secret, 405 to another method, 200 to the right one', async () => {
  const send = (headers: Record<string, string>, method = 'POST') => fetch(`${url}/telegram/webhook`, { method, headers, ...(method === 'POST' ? { body: '{"update_id":1}' } : {}) })
  const name = 'x-telegram-bot-api-secret-token'
  const statuses = [await send({}), await send({ [name]: 'b'.repeat(20) }), await send({ [name]: 'a'.repeat(20) }), await send({ [name]: 'a'.repeat(20) }, 'GET')].map(({ status }) => status)
  expect(statuses).toEqual([401, 401, 200, 405])
})

it('[S5] nobody is let in by what the session held before it ended', async () => {
  const { who } = await signedIn(panel)
  const kept = who.cookie
  await who.post('/admin/logout')
  expect((await Object.assign(visitor(panel.url), { cookie: kept }).get('/admin/api/dashboard')).status).toBe(401)
})
