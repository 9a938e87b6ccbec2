import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { Bot } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BotContext } from '../../../src/bot/context.js'
import { createUpdateHandler } from '../../../src/bot/receiving/handle-update.js'
import { createReceiver } from '../../../src/bot/receiving/receiver.js'
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
function noting(handled: string[], { watchdogMs, term = () => 1 }: { watchdogMs?: number; term?: () => number | null } = {}) {
  const bot = new Bot<BotContext>('1:x', { botInfo: me })
  bot.on('message:text', async (ctx) => {
    if (ctx.message.text === 'hang') return new Promise(() => undefined)
    if (ctx.message.text === 'fail') throw new Error('broken on purpose')
    await wait(ctx.chat.id === 1 ? 15 : 1)
    handled.push(`${ctx.chat.id}:${ctx.message.text}`)
  })
  bot.catch(() => undefined)
  return createReceiver({ handle: createUpdateHandler({ bot, log, watchdogMs }), inbox: createInboxStore({ connection: database.connection, clock }), log, term })
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

  it('a flood in one chat holds up nobody else, and is handled in order to its end', async () => {
    const handled: string[] = []
    const receiver = noting(handled)
    const flood = Array.from({ length: 700 }, (_, at) => message(10_000 + at, 1, String(at)))
    for (let from = 0; from < flood.length; from += 100) await receiver.receive(flood.slice(from, from + 100))
    await receiver.receive([message(20_000, 2, 'quick'), message(20_001, 1, 'last')])
    while (!handled.includes('2:quick')) await wait(5)
    expect(handled.length).toBeLessThan(100)
    await receiver.idle()
    expect(handled.filter((line) => line.startsWith('1:'))).toEqual([...flood.map((_, at) => `1:${at}`), '1:last'])
  })

  it('a backlog of one chat that is larger than its share is resumed whole and in order', async () => {
    const inbox = createInboxStore({ connection: database.connection, clock })
    await inbox.add(Array.from({ length: 130 }, (_, at) => message(30_000 + at, 7, String(at))))
    const handled: string[] = []
    await noting(handled).resume(later())
    expect(handled).toEqual(Array.from({ length: 130 }, (_, at) => `7:${at}`))
  })

  it('a failing or hanging update does not stop its chat', async () => {
    const handled: string[] = []
    const receiver = noting(handled, { watchdogMs: 150 })
    await receiver.receive([message(21, 4, 'fail'), message(22, 4, 'hang'), message(23, 4, 'after')])
    await receiver.idle()
    expect(handled).toEqual(['4:after'])
    const states = await database.connection.collection('inbox').find({ _id: { $in: [21, 22, 23] as never[] } }).sort({ _id: 1 }).toArray()
    expect(states.map(({ state }) => state as string)).toEqual(['failed', 'failed', 'done'])
  })

  it('what came under a lease that broke is not handled here but resumed under the next one, in order', async () => {
    const handled: string[] = []
    let term: number | null = 1
    const receiver = noting(handled, { term: () => term })
    await receiver.receive([message(31, 1, 'first'), message(32, 1, 'second'), message(33, 1, 'third')])
    term = null
    await receiver.idle()
    expect(handled).toEqual(['1:first'])
    term = 2
    await receiver.resume(later())
    expect(handled).toEqual(['1:first', '1:second', '1:third'])
  })

  it('what another process stored at the last moment of its lease is set going by the next poller that gets it too', async () => {
    await createInboxStore({ connection: database.connection, clock }).add([message(41, 6, 'stored by another')])
    const handled: string[] = []
    const receiver = noting(handled)
    await receiver.receive([message(41, 6, 'stored by another'), message(42, 6, 'next')])
    await receiver.idle()
    await receiver.receive([message(41, 6, 'stored by another')])
    await receiver.idle()
    expect(handled).toEqual(['6:stored by another', '6:next'])
  })

  it('[IMPL-02] a stop ends what is in work and leaves the rest to the next start', async () => {
    const handled: string[] = []
    const receiver = noting(handled)
    await receiver.receive([message(51, 1, 'begun'), message(52, 1, 'waiting')])
    await wait(5)
    await receiver.stop()
    expect(handled).toEqual(['1:begun'])
    const next = noting(handled)
    expect(await next.resume(later())).toBe(1)
    expect(handled).toEqual(['1:begun', '1:waiting'])
  })
})
