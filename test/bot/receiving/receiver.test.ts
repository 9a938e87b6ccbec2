import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { Bot } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BotContext } from '../../../src/bot/context.js'
import { createReceiver } from '../../../src/bot/receiving/receiver.js'
import { createWebhookHandler } from '../../../src/bot/receiving/webhook.js'
import { createClock } from '../../../src/core/clock.js'
import { createInboxStore } from '../../../src/modules/receiving/inbox-store.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'

let database: TestDatabase
const clock = createClock()
const log = pino({ level: 'silent' })
const me = { id: 1, is_bot: true, first_name: 'Бот', username: 'bot' } as UserFromGetMe

beforeAll(async () => {
  database = await testDatabase()
  createInboxStore({ connection: database.connection, clock })
  await database.index()
})
afterAll(() => database.drop())

function message(update_id: number, chat: number, text: string): Update {
  const who = { id: chat, first_name: 'А' }
  return { update_id, message: { message_id: update_id, date: 0, text, chat: { ...who, type: 'private' }, from: { ...who, is_bot: false } } }
}

/** A bot that notes what it handles; each update takes a moment. */
function noting(handled: string[], watchdogMs?: number) {
  const bot = new Bot<BotContext>('1:x', { botInfo: me })
  bot.on('message:text', async (ctx) => {
    if (ctx.message.text === 'hang') return new Promise(() => undefined)
    if (ctx.message.text === 'fail') throw new Error('broken on purpose')
    await wait(ctx.chat.id === 1 ? 15 : 1)
    handled.push(`${ctx.chat.id}:${ctx.message.text}`)
  })
  bot.catch(() => undefined)
  return createReceiver({ bot, inbox: createInboxStore({ connection: database.connection, clock }), log, watchdogMs })
}

const later = () => new Date(clock.now().getTime() + 1000)

describe('handling what came', () => {
  it('[IMPL-13] one chat in order, chats side by side, a repeated update once', async () => {
    const handled: string[] = []
    const receiver = noting(handled)
    const updates = [message(1, 1, 'a'), message(2, 2, 'a'), message(3, 1, 'b'), message(4, 2, 'b')]
    await receiver.receive(updates)
    await receiver.receive([...updates, message(5, 1, 'c')])
    await receiver.idle()
    expect(handled.filter((line) => line.startsWith('1'))).toEqual(['1:a', '1:b', '1:c'])
    expect(handled.filter((line) => line.startsWith('2'))).toEqual(['2:a', '2:b'])
    expect(handled.indexOf('2:b')).toBeLessThan(handled.indexOf('1:b'))
  })

  it('[IMPL-02] what a killed process left is handled at the next start, in order, and only that', async () => {
    const inbox = createInboxStore({ connection: database.connection, clock })
    await inbox.add([message(12, 3, 'second'), message(11, 3, 'first')])
    const handled: string[] = []
    const receiver = noting(handled)
    expect(await receiver.resume(later())).toBe(2)
    await receiver.idle()
    expect(handled).toEqual(['3:first', '3:second'])
    expect(await noting([]).resume(later())).toBe(0)
  })

  it('a failing or hanging update does not stop its chat', async () => {
    const handled: string[] = []
    const receiver = noting(handled, 150)
    await receiver.receive([message(21, 4, 'fail'), message(22, 4, 'hang'), message(23, 4, 'after')])
    await receiver.idle()
    expect(handled).toEqual(['4:after'])
    const states = await database.connection.collection('inbox').find({ _id: { $in: [21, 22, 23] as never[] } }).sort({ _id: 1 }).toArray()
    expect(states.map(({ state }) => state as string)).toEqual(['failed', 'failed', 'done'])
  })
})

describe('the webhook', () => {
  it('takes a POST with the secret, bounds the body, stores and answers at once', async () => {
    const stored: Update[] = []
    const handler = createWebhookHandler({ secret: 'right-secret-0123456', log, receive: async (updates) => void stored.push(...updates) })
    const server = createServer((request, response) => void handler(request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram/webhook`
    const post = async (body: string, secret?: string) =>
      (await fetch(url, { method: 'POST', body, headers: secret ? { 'x-telegram-bot-api-secret-token': secret } : {} })).status
    const good = JSON.stringify(message(31, 5, 'а'))
    expect(await post(good)).toBe(401)
    expect(await post(good, 'wrong')).toBe(401)
    expect((await fetch(url)).status).toBe(405)
    expect(await post('{', 'right-secret-0123456')).toBe(400)
    expect(await post('"x"', 'right-secret-0123456')).toBe(400)
    expect(await post('x'.repeat(1024 * 1024 + 1), 'right-secret-0123456')).toBe(413)
    expect(stored).toEqual([])
    expect(await post(good, 'right-secret-0123456')).toBe(200)
    expect(stored.map(({ update_id }) => update_id)).toEqual([31])
    server.closeAllConnections()
    server.close()
  })
})
