import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import type { Update } from 'grammy/types'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createSharedQueue } from '../../../src/bot/receiving/shared-queue.js'
import { createClock } from '../../../src/core/clock.js'
import { createChatLeases } from '../../../src/modules/receiving/chat-leases.js'
import { createInboxStore } from '../../../src/modules/receiving/inbox-store.js'
import { heavy, testDatabase, type TestDatabase } from '../../support/database.js'

let database: TestDatabase
const clock = createClock()
const log = pino({ level: 'silent' })
const running: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  database = await testDatabase()
  createInboxStore({ connection: database.connection, clock })
  createChatLeases(database.connection, 1)
  await database.index()
})
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
  await database.connection.collection('inbox').deleteMany({})
  await database.connection.collection('chatleases').deleteMany({})
})
afterAll(() => database.drop())

function message(update_id: number, chat: number): Update {
  const who = { id: chat, first_name: 'А' }
  return { update_id, message: { message_id: update_id, date: 0, text: 'а', chat: { ...who, type: 'private' }, from: { ...who, is_bot: false } } }
}

interface Handled {
  by: string
  chat: number
  id: number
}

/** One of several processes: its own leases and queue on the common database. */
function aProcess(by: string, handled: Handled[], { leaseMs = 2_000, takesMs = 1, rows = 200, chats = 32, start = true } = {}) {
  const inbox = createInboxStore({ connection: database.connection, clock })
  const leases = createChatLeases(database.connection, leaseMs)
  const busy = new Set<number>()
  const queue = createSharedQueue({
    inbox, leases, log,
    settings: { sweepMs: 200, rows, chats },
    async handle(update) {
      const chat = update.message?.chat.id ?? 0
      expect(busy.has(chat)).toBe(false)
      busy.add(chat)
      await wait(takesMs)
      handled.push({ by, chat, id: update.update_id })
      busy.delete(chat)
      return 'done'
    },
  })
  running.push(queue)
  if (start) queue.start()
  return { queue, inbox, leases, receive: async (updates: Update[]) => queue.wantFor(await inbox.add(updates)) }
}

const inChat = (handled: Handled[], chat: number) => handled.filter((one) => one.chat === chat).map(({ id }) => id)
const unfinished = () => createInboxStore({ connection: database.connection, clock }).countUnfinished()

async function untilDone(within = 20_000): Promise<void> {
  const end = performance.now() + within
  while ((await unfinished()) > 0 && performance.now() < end) await wait(20)
  expect(await unfinished()).toBe(0)
}

heavy('several processes behind one webhook', () => {
  it('[IMPL-02] each chat in order, everything once, whichever process stored it; both work', async () => {
    const handled: Handled[] = []
    const processes = [aProcess('first', handled), aProcess('second', handled)]
    const [chats, each] = [20, 30]
    await Promise.all(
      Array.from({ length: chats }, async (_, chat) => {
        for (let at = 0; at < each; at += 1) await processes[(at + chat) % 2]?.receive([message(1 + at * chats + chat, 100 + chat)])
      }),
    )
    await untilDone()
    expect(handled).toHaveLength(chats * each)
    for (let chat = 0; chat < chats; chat += 1) expect(inChat(handled, 100 + chat)).toEqual(Array.from({ length: each }, (_, at) => 1 + at * chats + chat))
    expect(new Set(handled.map(({ by }) => by))).toEqual(new Set(['first', 'second']))
    await Promise.all(processes.map(({ queue }) => queue.idle()))
    expect(await database.connection.collection('chatleases').countDocuments({})).toBe(0)
  })

  it('[IMPL-02] what an earlier run left, rows without a chat too, runs at the start in order and within its bounds', async () => {
    const handled: Handled[] = []
    const { inbox } = aProcess('store', [], { start: false })
    await inbox.add(Array.from({ length: 300 }, (_, at) => message(300 - at, 200 + (at % 7))))
    await database.connection.collection('inbox').updateMany({ _id: { $lte: 100 } as never }, { $unset: { chat: 1 } })
    aProcess('next', handled, { rows: 16, chats: 3 })
    await untilDone()
    expect(handled).toHaveLength(300)
    for (let chat = 200; chat < 207; chat += 1) expect(inChat(handled, chat)).toEqual([...inChat(handled, chat)].sort((a, b) => a - b))
  })

  it('[IMPL-02] the chats of a process that is gone pass on when its lease ends, and are not touched before', async () => {
    const gone = createChatLeases(database.connection, 1_500)
    expect(await gone.take(['300'])).toEqual(['300'])
    const handled: Handled[] = []
    const { receive } = aProcess('alive', handled)
    await receive([message(1, 300), message(2, 301)])
    await wait(700)
    expect(handled.map(({ chat }) => chat)).toEqual([301])
    await untilDone()
    expect(inChat(handled, 300)).toEqual([1])
  })

  it('a slow chat keeps its lease as long as it works, and holds up no other chat', async () => {
    const handled: Handled[] = []
    const slow = aProcess('slow', handled, { leaseMs: 600, takesMs: 1_500 })
    await slow.receive([message(1, 400), message(2, 400)])
    await wait(50)
    const quick = aProcess('quick', handled, { leaseMs: 600 })
    await quick.receive([message(3, 401), message(4, 400)])
    await untilDone()
    expect(handled.map(({ id }) => id)).toEqual([3, 1, 2, 4])
    expect(handled.filter(({ id }) => id <= 2).map(({ by }) => by)).toEqual(['slow', 'slow'])
  })

  it('a process that has lost a lease works no further rows of it', async () => {
    const handled: Handled[] = []
    const first = aProcess('first', handled, { takesMs: 300 })
    await first.receive([message(1, 500), message(2, 500), message(3, 500)])
    await wait(100)
    await first.leases.release(['500'])
    const second = aProcess('second', handled)
    await untilDone()
    await wait(400)
    expect(handled.filter(({ by }) => by === 'first').map(({ id }) => id)).toEqual([1])
    expect(inChat(handled.filter(({ by }) => by === 'second'), 500).at(-1)).toBe(3)
    await second.queue.idle()
  })

  it('a stop ends the update in work, gives the chats back and leaves the rest stored', async () => {
    const handled: Handled[] = []
    const stopping = aProcess('stopping', handled, { takesMs: 200 })
    await stopping.receive(Array.from({ length: 5 }, (_, at) => message(1 + at, 600)))
    await wait(100)
    await stopping.queue.stop()
    expect(inChat(handled, 600)).toEqual([1])
    expect(await database.connection.collection('chatleases').countDocuments({})).toBe(0)
    aProcess('next', handled)
    await untilDone()
    expect(inChat(handled, 600)).toEqual([1, 2, 3, 4, 5])
  })

  it('finds the updates of its chats by the index of unfinished ones, without sorting', async () => {
    const handled: Handled[] = []
    const { receive } = aProcess('one', handled)
    await receive(Array.from({ length: 200 }, (_, at) => message(1 + at, 700 + (at % 20))))
    await untilDone()
    const { queryPlanner } = await database.connection.collection('inbox').find({ state: 'new', chat: { $in: ['700', '701'] } }).sort({ chat: 1, _id: 1 }).limit(200).explain('queryPlanner')
    const plan = JSON.stringify((queryPlanner as { winningPlan: unknown }).winningPlan)
    expect(plan).toContain('"state_1_chat_1__id_1"')
    expect(plan).not.toContain('"SORT"')
  })
})
