import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, dayOf, endOfDay } from '../../src/core/dates.js'
import type { Delivery, PlannedDelivery } from '../../src/modules/deliveries/delivery.js'
import { aDelivery, curatorId, organisationId, pause, personId, shortRules } from '../modules/deliveries/support.js'
import { always, aSenderBench, chatId } from './support.js'

let bench: Awaited<ReturnType<typeof aSenderBench>>
let before: number
beforeAll(async () => {
  bench = await aSenderBench({ ...shortRules, leaseMs: 5_000 })
})
afterAll(() => bench.stop())
beforeEach(async () => {
  await bench.database.connection.collection('deliveries').deleteMany({})
  before = (await bench.arrived()).length
})
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const plan = (...rows: PlannedDelivery[]) => bench.kernel.transaction(() => bench.deliveries.plan(rows))
const arrivedNow = async () => (await bench.arrived()).slice(before)
const only = async (): Promise<Delivery> => (await bench.deliveries.list(organisationId))[0]!
const started = (sender: ReturnType<typeof bench.build>) => {
  sender.start()
  stops.push(sender.stop)
  return sender
}
async function until(check: () => Promise<boolean>) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await check()) return
    await pause(30)
  }
  throw new Error('it did not happen')
}

describe('sending', () => {
  it('[IMPL-02] two senders at once bring each message once', async () => {
    await plan(...Array.from({ length: 30 }, (_, index) => aDelivery({ kind: 'row-accepted', occurrence: `n${index}` })))
    await Promise.all([bench.build().runNow(), bench.build({}, bench.another()).runNow()])
    const texts = await arrivedNow()
    expect(texts).toHaveLength(30)
    expect(new Set(texts).size).toBe(30)
    expect((await bench.deliveries.countByState()).sent).toBe(30)
  })

  it('what is planned in this process goes out at once, and a poll finds what others planned', async () => {
    started(bench.build({}, bench.deliveries, { pollMs: 60_000 }))
    await plan(aDelivery({ kind: 'row-accepted', occurrence: 'at once' }))
    await until(async () => (await arrivedNow()).length === 1)
    started(bench.build({}, bench.another()))
    await bench.another().plan([aDelivery({ kind: 'row-accepted', occurrence: 'by poll' })])
    await until(async () => (await arrivedNow()).length === 2)
  })

  it('[MEET-04] a reminder whose cause is gone is dropped', async () => {
    await plan(aDelivery())
    await bench.build({ isRelevant: async () => false }).runNow()
    expect([await arrivedNow(), (await only()).state, (await only()).error]).toEqual([[], 'cancelled', 'cause-gone'])
  })

  it('who is not linked, or is gone, stays in the list with the reason', async () => {
    await plan(aDelivery())
    await bench.build({ recipientOf: async () => ({ ...always, chatId: null }) }).runNow()
    expect(await only()).toMatchObject({ state: 'failed', error: 'not-linked' })
    await plan(aDelivery({ occurrence: 'second' }))
    await bench.build({ recipientOf: async () => null }).runNow()
    expect(await bench.deliveries.list(organisationId, { states: ['failed'] })).toHaveLength(2)
  })

  it('a message that cannot be made does not hold up the others', async () => {
    await plan(aDelivery({ kind: 'row-accepted', occurrence: 'poison' }), aDelivery({ kind: 'row-accepted', occurrence: 'good' }))
    const render = async (delivery: Delivery) => {
      if (delivery.occurrence === 'poison') throw new Error('no such text')
      return { text: delivery.occurrence }
    }
    const sender = bench.build({ render })
    for (let tries = 0; tries < 4; tries += 1) {
      await sender.runNow()
      await pause(60)
    }
    expect(await arrivedNow()).toEqual(['good'])
    expect((await bench.deliveries.list(organisationId)).map(({ state }) => state).sort()).toEqual(['dead', 'sent'])
  })
})

describe('the person\'s peace', () => {
  const quietNow = { ...always, quiet: { ...always.quiet, quietWeekdays: [1, 2, 3, 4, 5, 6, 7].filter((day) => day !== (new Date().getUTCDay() + 2) % 7 + 1) } }

  it('[IMPL-02] a nudge waits for the end of quiet time, an answer does not', async () => {
    await plan(aDelivery({ expiresAt: null }), aDelivery({ kind: 'row-accepted' }))
    await bench.build({ recipientOf: async () => quietNow }).runNow()
    expect(await arrivedNow()).toEqual(['row-accepted -'])
    const [waiting] = await bench.deliveries.list(organisationId, { states: ['pending'] })
    expect(waiting?.nextTryAt.getTime()).toBeGreaterThan(bench.clock.now().getTime())
  })

  it('[IMPL-01] nudges over the daily number go into one digest, which waits for its hour', async () => {
    await plan(...['1', '2', '3'].map((id) => aDelivery({ subject: { type: 'x', id } })))
    const sender = bench.build({ recipientOf: async () => ({ ...always, budget: 2 }) }, bench.deliveries, { inFlight: 1 })
    await sender.runNow()
    expect(await arrivedNow()).toHaveLength(2)
    const waiting = await bench.deliveries.list(organisationId, { states: ['pending'] })
    const digest = waiting.find(({ kind }) => kind === 'digest')
    expect(waiting.map(({ kind, digestOf }) => [kind, digestOf]).sort()).toEqual([['digest', null], ['row-nudge', digest?.id]])
    expect(digest?.dueAt.getTime()).toBeGreaterThan(bench.clock.now().getTime())
  })

  it('[IMPL-02] after an outage one message of a kind comes and the rest in one digest, not a burst; what is useless expires', async () => {
    const ago = (hours: number) => new Date(bench.clock.now().getTime() - hours * 3_600_000)
    await plan(...[2, 3, 4, 5].map((hours) => aDelivery({ subject: { type: 'x', id: `${hours}` }, dueAt: ago(hours) })))
    await plan(aDelivery({ kind: 'meeting-reminder', dueAt: ago(2), expiresAt: new Date(bench.clock.now().getTime() + 20) }))
    await pause(40)
    await bench.build().runNow()
    expect((await arrivedNow()).map((text) => text.split(' ')[0])).toEqual(['row-nudge', 'digest'])
    expect(await bench.deliveries.countByState()).toMatchObject({ sent: 5, expired: 1 })
  })

  it('[IMPL-02] after an outage on a day off the news come at once, one of a kind and the rest in a digest; nudges wait, and so do announcements, as long as it takes', async () => {
    const ago = (hours: number) => new Date(bench.clock.now().getTime() - hours * 3_600_000)
    const today = dayOf(bench.clock.now(), always.quiet.zone)
    const holidays = { ...always, quiet: { ...always.quiet, holidays: [{ from: today, to: addDays(today, 30) }] } }
    const late = (kind: PlannedDelivery['kind'], hours: number) => aDelivery({ kind, subject: { type: 'x', id: `${hours}` }, dueAt: ago(hours) })
    await plan(...[2, 3, 4, 5].map((hours) => late('row-accepted', hours)), late('row-nudge', 2), late('announcement', 2))
    await bench.build({ recipientOf: async () => holidays }).runNow()
    expect((await arrivedNow()).map((text) => text.split(' ')[0])).toEqual(['row-accepted', 'digest'])
    const held = await bench.deliveries.list(organisationId, { states: ['pending'] })
    expect(held.map(({ kind, nextTryAt, expiresAt }) => [kind, expiresAt! > nextTryAt]).sort()).toEqual([['announcement', true], ['row-nudge', false]])
  })

  it('[PROG-07] of two reports of one row the mentor is reminded of both', async () => {
    await plan(...['one', 'two'].map((menteeId) => aDelivery({ kind: 'row-unchecked', occurrence: menteeId, params: { menteeId } })))
    await bench.build().runNow()
    expect((await arrivedNow()).sort()).toEqual(['row-unchecked one', 'row-unchecked two'])
  })
})

describe('an angry or silent Bot API', () => {
  it('[IMPL-02] a nudge put off over a quiet day gives way to the one that follows the same day', async () => {
    const now = bench.clock.now().getTime()
    const subject = { type: 'row', id: 'the same row' }
    const nudge = { kind: 'row-nudge' as const, subject, expiresAt: new Date(now + 3 * 86_400_000) }
    await plan(
      aDelivery({ ...nudge, offset: '-1d', dueAt: new Date(now - 25 * 3_600_000) }),
      aDelivery({ ...nudge, offset: '0h', dueAt: endOfDay(dayOf(new Date(now), always.quiet.zone), always.quiet.zone) }),
    )
    await bench.build().runNow()
    expect(await arrivedNow()).toEqual([])
    expect((await bench.deliveries.list(organisationId)).map(({ offset, state }) => `${offset} ${state}`).sort()).toEqual(['-1d expired', '0h pending'])
  })

  it('[IMPL-03] 403: the person is marked, his open messages stop, and the curator is asked to phone', async () => {
    await plan(aDelivery({ kind: 'row-accepted' }), aDelivery({ occurrence: 'later', dueAt: new Date(bench.clock.now().getTime() + 2_000) }))
    await bench.telegram.fail({ kind: 'blocked', method: 'sendMessage' })
    await bench.build().runNow()
    expect(bench.unreachable).toEqual([personId])
    expect(await bench.deliveries.countByState()).toMatchObject({ failed: 1, cancelled: 1, pending: 0 })
    expect((await bench.deliveries.list(organisationId, { kinds: ['person-unreachable'] })).map((row) => [row.personId, row.subject.id])).toEqual([[curatorId, personId]])
  })

  it('[IMPL-03][MEET-04] who unblocks the bot has the reminder of next week; while it is blocked each fails in its hour', async () => {
    const nextWeek = (days: number) => new Date(bench.clock.now().getTime() + days * 86_400_000)
    await plan(aDelivery({ kind: 'row-accepted' }), ...[6, 7].map((days) => aDelivery({ kind: 'meeting-reminder', occurrence: `${days}`, subject: { type: 'Meeting', id: `${days}` }, dueAt: nextWeek(days) })))
    const sender = bench.build({ recipientOf: async (delivery) => ({ ...always, isUnreachable: bench.unreachable.includes(delivery.personId) }) })
    const itsHourComes = (occurrence: string) => bench.database.connection.collection('deliveries').updateOne({ occurrence }, { $set: { nextTryAt: bench.clock.now() } })
    bench.unreachable.length = 0
    await bench.telegram.fail({ kind: 'blocked', method: 'sendMessage' })
    await sender.runNow()
    await itsHourComes('6')
    await sender.runNow()
    const reminders = async () => (await bench.deliveries.list(organisationId, { kinds: ['meeting-reminder'] })).map(({ occurrence, state, error }) => `${occurrence} ${state} ${error}`).sort()
    expect(await reminders()).toEqual(['6 failed unreachable', '7 pending null'])
    bench.unreachable.length = 0
    await itsHourComes('7')
    await sender.runNow()
    expect(await reminders()).toEqual(['6 failed unreachable', '7 sent null'])
    expect((await arrivedNow()).filter((text) => text.startsWith('meeting'))).toEqual(['meeting-reminder 7'])
  })

  it('429: the whole sender waits as long as it was told', async () => {
    await plan(...['1', '2', '3', '4'].map((occurrence) => aDelivery({ kind: 'row-accepted', occurrence })))
    await bench.telegram.fail({ kind: '429', method: 'sendMessage', retryAfter: 1 })
    const start = performance.now()
    started(bench.build({}, bench.deliveries, { inFlight: 1 }))
    await until(async () => (await arrivedNow()).length === 4)
    expect(performance.now() - start).toBeGreaterThan(900)
    const refused = (await bench.telegram.refusedCalls()).filter((call) => call.chatId === chatId && call.description?.includes('Too Many'))
    expect(refused).toHaveLength(1)
  })

  it('a lost answer: a nudge is not repeated, a meeting reminder once', async () => {
    await bench.telegram.fail({ kind: 'lose-answer', method: 'sendMessage', times: 1 })
    await plan(aDelivery())
    const sender = bench.build()
    await sender.runNow()
    await pause(60)
    await sender.runNow()
    expect([await arrivedNow(), (await only()).state]).toEqual([['row-nudge -'], 'unknown'])

    await bench.telegram.fail({ kind: 'lose-answer', method: 'sendMessage', times: 2 })
    await plan(aDelivery({ kind: 'meeting-reminder' }))
    for (let tries = 0; tries < 3; tries += 1) {
      await sender.runNow()
      await pause(60)
    }
    expect((await arrivedNow()).filter((text) => text.startsWith('meeting'))).toHaveLength(2)
  })

  it('502 is tried again and arrives', async () => {
    await bench.telegram.fail({ kind: 'server-error', method: 'sendMessage' })
    await plan(aDelivery())
    const sender = bench.build()
    await sender.runNow()
    await pause(40)
    await sender.runNow()
    expect([(await arrivedNow()).length, (await only()).state]).toEqual([1, 'sent'])
  })
})

it('a stop in the middle waits for what is in flight, gives the rest back, and nothing is lost or doubled', async () => {
  await plan(...Array.from({ length: 40 }, (_, index) => aDelivery({ kind: 'row-accepted', occurrence: `s${index}` })))
  const first = bench.build({}, bench.deliveries, { perSecond: 50 })
  const run = first.runNow()
  await pause(150)
  await first.stop()
  await run
  expect((await bench.deliveries.countByState()).sending).toBe(0)
  await bench.build().runNow()
  const texts = await arrivedNow()
  expect([texts.length, new Set(texts).size]).toEqual([40, 40])
})
