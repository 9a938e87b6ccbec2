import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Update } from 'grammy/types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStoreGate } from '../../../src/bot/receiving/store-gate.js'
import { createWebhookHandler } from '../../../src/bot/receiving/webhook.js'
import { createHttp, listen } from '../../../src/http/create-http.js'
import { createClock } from '../../../src/core/clock.js'
import { createInboxStore } from '../../../src/modules/receiving/inbox-store.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { openTcpProxy } from '../../support/tcp-proxy.js'
import { must } from '../../../src/core/result.js'
import { openConnection } from '../../../src/db/connection.js'

const log = pino({ level: 'silent' })
const clock = createClock()
const secret = 'right-secret-0123456'
const stops: (() => unknown)[] = []
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  createInboxStore({ connection: database.connection, clock })
  await database.index()
})
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
  await database.drop()
})

function message(update_id: number, text = 'а'): Update {
  const who = { id: 5, first_name: 'А' }
  return { update_id, message: { message_id: update_id, date: 0, text, chat: { ...who, type: 'private' }, from: { ...who, is_bot: false } } }
}

/** The program's own HTTP with the webhook in it. */
async function serve(receive: (update: Update) => Promise<void>): Promise<string> {
  const app = createHttp({ log, checks: {}, metrics: [], webhook: createWebhookHandler({ secret, log, receive }) })
  const server = await listen(app, '127.0.0.1', 0)
  stops.push(() => (server.closeAllConnections(), server.close()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram/webhook`
}

async function post(url: string, body: string, given: string | null = secret): Promise<{ status: number; ms: number }> {
  const began = performance.now()
  const { status } = await fetch(url, { method: 'POST', body, headers: given ? { 'x-telegram-bot-api-secret-token': given } : {} })
  return { status, ms: performance.now() - began }
}

describe('the webhook', () => {
  it('[IMPL-02] without, with a wrong, with the right secret, by another method, and again: 401, 401, 200, 405, one effect (S10)', async () => {
    const stored: number[] = []
    const inbox = createInboxStore({ connection: database.connection, clock })
    const gate = createStoreGate({ add: inbox.add, onStored: (updates) => stored.push(...updates.map(({ update_id }) => update_id)) })
    const url = await serve(gate.store)
    const good = JSON.stringify(message(31))
    expect((await post(url, good, null)).status).toBe(401)
    for (const wrong of ['wrong', `${secret}x`, secret.slice(1), secret.toUpperCase()]) expect((await post(url, good, wrong)).status, wrong).toBe(401)
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) expect((await fetch(url, { method, headers: { 'x-telegram-bot-api-secret-token': secret } })).status, method).toBe(405)
    for (const body of ['{', '"x"', 'null', '{}', '{"update_id":"31"}', '{"update_id":1.5}', '']) expect((await post(url, body)).status, body).toBe(400)
    expect((await post(url, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413)
    expect(stored).toEqual([])
    const replays = await Promise.all(Array.from({ length: 5 }, () => post(url, good)))
    expect(replays.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect((await post(url, good)).status).toBe(200)
    expect(stored).toEqual([31])
    expect(await inbox.countUnfinished()).toBe(1)
  })

  it('[IMPL-02] a silent database is a 503 within a second, and the update that comes again is one effect', async () => {
    const proxy = await openTcpProxy(database.uri)
    const connection = must(await openConnection(proxy.uri, database.name))
    stops.push(() => connection.close(true), proxy.close)
    const stored: number[] = []
    const gate = createStoreGate({ add: createInboxStore({ connection, clock }).add, onStored: (updates) => stored.push(...updates.map(({ update_id }) => update_id)) })
    const url = await serve(gate.store)
    expect((await post(url, JSON.stringify(message(40)))).status).toBe(200)
    proxy.silence(true)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => post(url, JSON.stringify(message(41 + at)))))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(1_000)
    }
    proxy.silence(false)
    proxy.cut()
    const until = performance.now() + 20_000
    while ((await post(url, JSON.stringify(message(41)))).status !== 200 && performance.now() < until);
    for (let at = 1; at < 40; at += 1) expect((await post(url, JSON.stringify(message(41 + at)))).status).toBe(200)
    expect([...stored].sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, at) => 40 + at))
  })

  it('more than may wait is refused at once, and the memory stays bounded', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const writes: number[] = []
    const add = async (updates: readonly Update[]) => {
      writes.push(updates.length)
      await held
      return [...updates]
    }
    const gate = createStoreGate({ add, onStored: () => undefined, settings: { withinMs: 300, writes: 2, waiting: 10 } })
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, at) => gate.store(message(500 + at))))
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
    expect(writes).toEqual([10])
    release()
  })

  it('a body that breaks off does not stop the server', async () => {
    const url = await serve(async () => undefined)
    const broken = fetch(url, { method: 'POST', headers: { 'x-telegram-bot-api-secret-token': secret }, body: new ReadableStream({ start: (controller) => controller.error(new Error('cut')) }), duplex: 'half' } as RequestInit)
    await expect(broken).rejects.toThrow()
    expect((await post(url, JSON.stringify(message(700)))).status).toBe(200)
  })
})
