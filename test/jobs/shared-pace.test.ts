import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SendOutcome } from '../../src/modules/deliveries/delivery-service.js'
import { createDeliveryService } from '../../src/modules/deliveries/delivery-service.js'
import { createLease } from '../../src/modules/receiving/lease.js'
import { aDelivery, organisationId, shortRules } from '../modules/deliveries/support.js'
import { watchedConnection } from '../support/watched.js'
import { aSenderBench, always, chatId } from './support.js'

let bench: Awaited<ReturnType<typeof aSenderBench>>
beforeAll(async () => {
  bench = await aSenderBench({ ...shortRules, leaseMs: 5_000 })
})
afterAll(() => bench.stop())
beforeEach(async () => {
  for (const name of ['deliveries', 'sendturns', 'leases']) await bench.database.connection.collection(name).deleteMany({})
})
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const plan = (count: number, kind: 'row-accepted' | 'meeting-reminder' = 'row-accepted') =>
  bench.deliveries.plan(Array.from({ length: count }, (_, at) => aDelivery({ kind, occurrence: `n${at}`, subject: { type: 'x', id: `${at}` }, personId: `person${at}` })))
const states = () => bench.deliveries.countByState()

/** A messenger that notes when each request left and how many were on their way at once. */
function aRecorder(answer: (number: number) => SendOutcome = () => ({ outcome: 'sent', messageId: 1 }), tookMs = 5) {
  const noted = { at: [] as { chat: number; time: number }[], most: 0 }
  let flying = 0
  const send = async (chat: number): Promise<SendOutcome> => {
    noted.at.push({ chat, time: performance.now() })
    flying += 1
    noted.most = Math.max(noted.most, flying)
    const number = noted.at.length
    await wait(tookMs)
    flying -= 1
    return answer(number)
  }
  return { noted, send }
}
/** Each person has a chat of his own. */
const ownChats = { recipientOf: async ({ personId }: { personId: string }) => ({ ...always, chatId: Number(personId.slice('person'.length)) + 1 }) }

describe('two processes', () => {
  it('[IMPL-02] have three requests on their way together, and the pace of one', async () => {
    await plan(60)
    const { noted, send } = aRecorder(undefined, 60)
    const started = performance.now()
    const senders = [bench.deliveries, bench.another()].map((service) => bench.build(ownChats, service, { perSecond: 40, batch: 10, send }))
    for (const sender of senders) {
      sender.start()
      stops.push(sender.stop)
    }
    while ((await states()).sent < 60) await wait(30)
    expect(noted.most).toBeLessThanOrEqual(3)
    expect(noted.at).toHaveLength(60)
    expect(performance.now() - started).toBeGreaterThan((60 / 40) * 1_000 * 0.9)
  })

  it('[IMPL-02] (R4) a process that was frozen and lost its lane to another sends nothing more in it', async () => {
    await plan(5)
    const other = createLease(bench.database.connection, 'send-lane-1', 60_000)
    const { noted, send } = aRecorder()
    const freezing: typeof send = async (chat) => {
      const outcome = await send(chat)
      if (noted.at.length > 1) return outcome
      const until = performance.now() + 500
      while (performance.now() < until);
      expect(await other.take()).toBe(true)
      return outcome
    }
    const sender = bench.build(ownChats, bench.deliveries, { send: freezing, inFlight: 1, laneMs: 300 })
    await sender.runNow()
    expect(noted.at).toHaveLength(1)
    await other.release()
    await sender.runNow()
    expect(noted.at).toHaveLength(5)
  })

  it('[IMPL-02] (R5) are both silent while the messenger asks for silence, then go on at half the pace', async () => {
    await plan(40)
    const { noted, send } = aRecorder((number) => (number === 5 ? { outcome: 'retry', code: 'too-many', afterSeconds: 1 } : { outcome: 'sent', messageId: 1 }))
    const senders = [bench.deliveries, bench.another()].map((service) => bench.build(ownChats, service, { perSecond: 50, send, inFlight: 1 }))
    for (const sender of senders) {
      sender.start()
      stops.push(sender.stop)
    }
    while ((await states()).sent < 40) await wait(30)
    const times = noted.at.map(({ time }) => time)
    const refusedAt = times[4] ?? 0
    expect(times.filter((time) => time > refusedAt + 10 && time < refusedAt + 990)).toEqual([])
    const after = times.filter((time) => time > refusedAt + 990)
    expect(((after.at(-1) ?? 0) - (after[0] ?? 0)) / (after.length - 1)).toBeGreaterThan(34)
  })
})

describe('the chat of one person', () => {
  it('gets one message a gap, the others are not held up by it', async () => {
    await plan(12)
    const gapMs = 600
    const { noted, send } = aRecorder()
    const recipientOf = async ({ personId }: { personId: string }) => ({ ...always, chatId: ['person0', 'person1', 'person2'].includes(personId) ? 7 : Number(personId.slice(6)) + 100 })
    await bench.build({ recipientOf }, bench.deliveries, { chatGapMs: gapMs, send }).runNow()
    expect(noted.at).toHaveLength(12)
    const own = noted.at.filter(({ chat }) => chat === 7).map(({ time }) => time)
    expect(own.slice(1).every((time, at) => time - (own[at] ?? 0) > gapMs * 0.95)).toBe(true)
    expect(Math.max(...noted.at.filter(({ chat }) => chat !== 7).map(({ time }) => time))).toBeLessThan(own.at(-1) ?? 0)
  })

  it('with more than a second of messages: the rest is given back for its turn and still goes in this look', async () => {
    await plan(5)
    const { noted, send } = aRecorder()
    await bench.build({}, bench.deliveries, { chatGapMs: 600, send }).runNow()
    expect(noted.at.map(({ chat }) => chat)).toEqual(Array(5).fill(chatId))
    expect((await states()).sent).toBe(5)
  })
})

describe('a process that died', () => {
  it('[IMPL-02] (R3) its rows go on as soon as its lease is over, found by the look for what is due', async () => {
    const dying = createDeliveryService({ connection: bench.database.connection, kernel: bench.kernel, markUnreachable: async () => true, curatorsOf: async () => [], rules: { ...shortRules, leaseMs: 600 } })
    await plan(3)
    expect(await dying.claim(10)).toHaveLength(3)
    const { noted, send } = aRecorder()
    const sender = bench.build(ownChats, bench.deliveries, { send, sweepMs: 3_600_000 })
    await sender.runNow()
    expect(noted.at).toEqual([])
    sender.start()
    stops.push(sender.stop)
    const began = performance.now()
    while ((await states()).sent < 3) await wait(20)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(noted.at).toHaveLength(3)
  })
})

describe('the last look', () => {
  it('[MEET-04][IMPL-02] a cancel between claim and request wins', async () => {
    await plan(1, 'meeting-reminder')
    const { noted, send } = aRecorder()
    const render = async () => {
      await bench.another().cancel({ organisationId, subject: { type: 'x', id: '0' } })
      return { text: 'x' }
    }
    await bench.build({ render }, bench.deliveries, { send }).runNow()
    expect([noted.at, (await states()).cancelled]).toEqual([[], 1])
  })

  it('[IMPL-02] (R4) a process that slept through half its lease after the last look does not send', async () => {
    await plan(1)
    const { noted, send } = aRecorder()
    const sleepy = { ...bench.deliveries, begin: async (row: Parameters<typeof bench.deliveries.begin>[0]) => (await bench.deliveries.begin(row)) && (await wait(250), true) }
    await bench.build({}, sleepy, { send, leaseMs: 400 }).runNow()
    expect(noted.at).toEqual([])
    expect(await states()).toMatchObject({ sending: 0, unknown: 0, sent: 0 })
  })

  it('what would wait longer than half the lease is given back, without a failed try', async () => {
    await plan(30)
    const { noted, send } = aRecorder()
    const sender = bench.build(ownChats, bench.deliveries, { send, perSecond: 10, leaseMs: 1_000 })
    const run = sender.runNow()
    await wait(1_000)
    const rows = await bench.deliveries.list(organisationId, { states: ['pending', 'sending'] })
    expect(rows.every(({ attempt }) => attempt === 0)).toBe(true)
    await sender.stop()
    await run
    expect((await states()).sending).toBe(0)
    expect(noted.at.length).toBeLessThan(30)
  })
})

describe('round trips', () => {
  it('[IMPL-02] (F5) two for each message, and so many for a batch', async () => {
    const watched = await watchedConnection(bench.database)
    const service = createDeliveryService({ connection: watched.connection, kernel: bench.kernel, markUnreachable: async () => true, curatorsOf: async () => [], rules: { ...shortRules, leaseMs: 5_000 } })
    const { send } = aRecorder()
    const cost = async (count: number) => {
      await bench.database.connection.collection('deliveries').deleteMany({})
      await plan(count)
      const sender = bench.build(ownChats, service, { send, connection: watched.connection, chatGapMs: 1_000, perSecond: 2_000 })
      watched.take()
      await sender.runNow()
      expect((await states()).sent).toBe(count)
      // Lanes and pace are looked after by the second, however many messages go in it.
      return watched.take().filter(({ collection }) => collection !== 'leases' && collection !== 'sendturns').length
    }
    await cost(50)
    await bench.database.connection.collection('sendturns').deleteMany({})
    const one = await cost(50)
    await bench.database.connection.collection('sendturns').deleteMany({})
    const two = await cost(100)
    const [aLook, aBatch] = [15, 15]
    expect(one).toBeLessThanOrEqual(2 * 50 + aLook + aBatch)
    expect(two).toBeLessThanOrEqual(2 * 100 + aLook + 2 * aBatch)
    await watched.connection.close()
  })
})
