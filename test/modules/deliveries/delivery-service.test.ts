import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { raiseShift } from '../../../src/db/clock-shift.js'
import type { Delivery } from '../../../src/modules/deliveries/delivery.js'
import { aDelivery, aDeliveryBench, job, organisationId, pause, personId, shortRules } from './support.js'

let bench: Awaited<ReturnType<typeof aDeliveryBench>>
beforeAll(async () => {
  bench = await aDeliveryBench()
})
afterAll(() => bench.database.drop())
beforeEach(async () => {
  await bench.database.connection.collection('deliveries').deleteMany({})
  bench.unreachable.length = 0
})

const all = () => bench.deliveries.list(organisationId)
const only = async (): Promise<Delivery> => (await all())[0]!
const claimOne = async (): Promise<Delivery> => (await bench.deliveries.claim(1))[0]!

describe('planning', () => {
  it('[IMPL-02] planning the same reminder twice, also from two sides at once, makes one row', async () => {
    await Promise.all([1, 2, 3].map(() => bench.kernel.transaction(() => bench.deliveries.plan([aDelivery()]))))
    await bench.deliveries.plan([aDelivery(), aDelivery({ offset: '-1d' })])
    expect(await all()).toHaveLength(2)
  })

  it('a message exists only when the transaction of its cause was committed, and the hint comes after it', async () => {
    let told = 0
    bench.deliveries.onPlanned(() => void (told += 1))
    const failing = bench.kernel.transaction(async () => {
      await bench.deliveries.plan([aDelivery()])
      throw new Error('the cause failed')
    })
    await expect(failing).rejects.toThrow('the cause failed')
    expect([await all(), told]).toEqual([[], 0])
    await bench.kernel.transaction(async () => {
      await bench.deliveries.plan([aDelivery()])
      expect(told).toBe(0)
    })
    expect([(await all()).length, told]).toEqual([1, 1])
  })

  it('never plans what has expired already', async () => {
    const past = new Date(bench.clock.now().getTime() - 1)
    await bench.deliveries.plan([aDelivery({ expiresAt: past }), aDelivery({ dueAt: new Date(past.getTime() - 73 * 3_600_000) })])
    expect(await all()).toEqual([])
  })

  it('[IMPL-02] cancels what is open about a cause that is gone, and only that', async () => {
    const other = { type: 'programme', id: '650000000000000000000009' }
    await bench.deliveries.plan([aDelivery({ occurrence: '1' }), aDelivery({ occurrence: '2' }), aDelivery({ subject: other })])
    await bench.deliveries.cancel({ organisationId, subject: aDelivery().subject, occurrence: '1' })
    expect((await all()).map(({ occurrence, state }) => `${occurrence} ${state}`).sort()).toEqual(['- pending', '1 cancelled', '2 pending'])
    await bench.deliveries.cancel({ organisationId: 'another', subject: other })
    expect(await bench.deliveries.list(organisationId, { states: ['pending'] })).toHaveLength(2)
  })
})

describe('claiming', () => {
  it('takes only what is due by the database clock and the common shift', async () => {
    await bench.deliveries.plan([aDelivery({ dueAt: new Date(bench.clock.now().getTime() + 3_600_000) })])
    expect(await bench.deliveries.claim(5)).toEqual([])
    await raiseShift(bench.database.connection, 3_700_000)
    expect(await bench.another().claim(5)).toHaveLength(1)
    expect(bench.clock.shift()).toBe(3_700_000)
  })

  it('[IMPL-02] two processes at once never take the same row', async () => {
    await bench.deliveries.plan(Array.from({ length: 40 }, (_, index) => aDelivery({ occurrence: String(index) })))
    const other = bench.another()
    const taken = (await Promise.all([bench.deliveries.claim(40), other.claim(40), bench.deliveries.claim(40)])).flat()
    expect(taken).toHaveLength(40)
    expect(new Set(taken.map(({ id }) => id)).size).toBe(40)
  })

  it('a process that lost its lease neither sends nor overwrites', async () => {
    await bench.deliveries.plan([aDelivery()])
    const stale = await claimOne()
    await pause(400)
    await bench.deliveries.sweep()
    await pause(40)
    const [fresh] = await bench.another().claim(1)
    expect(fresh?.id).toBe(stale.id)
    expect(await bench.deliveries.begin(stale)).toBe(false)
    await bench.deliveries.settle(stale, { outcome: 'failed', code: 'stale' })
    expect((await only()).state).toBe('sending')
    expect(await bench.deliveries.begin(fresh!)).toBe(true)
    await bench.deliveries.settle(fresh!, { outcome: 'sent', messageId: 7 })
    expect(await only()).toMatchObject({ state: 'sent', messageId: 7, error: null })
  })

  it('a cancelled row is not sent, even when it was claimed before', async () => {
    await bench.deliveries.plan([aDelivery()])
    const claimed = await claimOne()
    await bench.deliveries.cancel({ organisationId, subject: claimed.subject })
    expect(await bench.deliveries.begin(claimed)).toBe(false)
    expect((await only()).state).toBe('cancelled')
  })
})

describe('outcomes', () => {
  async function afterTry(kind: 'row-nudge' | 'meeting-reminder', outcome: Parameters<typeof bench.deliveries.settle>[1]) {
    await bench.deliveries.plan([aDelivery({ kind })])
    const claimed = await claimOne()
    await bench.deliveries.begin(claimed)
    await bench.deliveries.settle(claimed, outcome, 7)
    return only()
  }

  it('a failure to be repeated waits longer each time, then the row is dead and can be sent again by hand', async () => {
    expect(await afterTry('row-nudge', { outcome: 'retry', code: 'server-502' })).toMatchObject({ state: 'pending', attempt: 1 })
    for (const state of ['pending', 'dead']) {
      await pause(60)
      await bench.deliveries.settle(await claimOne(), { outcome: 'retry', code: 'server-502' })
      expect((await only()).state).toBe(state)
    }
    expect(await bench.deliveries.claim(1)).toEqual([])
    const again = await bench.deliveries.resend(job, (await only()).id)
    expect(again).toMatchObject({ ok: true, value: { state: 'pending', attempt: 0 } })
    expect(await claimOne()).toBeDefined()
  })

  it('429 is no failed try', async () => {
    expect(await afterTry('row-nudge', { outcome: 'retry', code: 'too-many', afterSeconds: 30 })).toMatchObject({ state: 'pending', attempt: 0 })
    expect(await bench.deliveries.claim(1)).toEqual([])
  })

  it('[MEET-04] an unknown outcome of a meeting reminder is tried once more, of a nudge never', async () => {
    expect((await afterTry('row-nudge', { outcome: 'unknown', code: 'timeout' })).state).toBe('unknown')
    await pause(40)
    expect(await bench.deliveries.claim(1)).toEqual([])
    await bench.database.connection.collection('deliveries').deleteMany({})
    await afterTry('meeting-reminder', { outcome: 'unknown', code: 'timeout' })
    await pause(40)
    const again = await claimOne()
    await bench.deliveries.begin(again)
    await bench.deliveries.settle(again, { outcome: 'unknown', code: 'timeout' })
    await pause(40)
    expect([(await only()).state, await bench.deliveries.claim(1)]).toEqual(['unknown', []])
  })

  it('[IMPL-03] a blocked bot stops what is due to the person, not what lies ahead, and the curator is told once', async () => {
    const inMs = (milliseconds: number) => new Date(bench.clock.now().getTime() + milliseconds)
    await bench.deliveries.plan([aDelivery({ occurrence: 'soon', dueAt: inMs(shortRules.leaseMs / 2) }), aDelivery({ occurrence: 'later', dueAt: inMs(60_000) })])
    await afterTry('row-nudge', { outcome: 'failed', code: 'unreachable', personUnreachable: true })
    expect(bench.unreachable).toEqual([personId])
    expect((await all()).map(({ kind, occurrence, state }) => `${kind} ${kind === 'row-nudge' ? occurrence : ''} ${state}`).sort()).toEqual(['person-unreachable  pending', 'row-nudge - failed', 'row-nudge later pending', 'row-nudge soon cancelled'])
  })

  it('a former chat that is closed says nothing about the person', async () => {
    await bench.deliveries.plan([aDelivery({ kind: 'link-replaced' })])
    const claimed = await claimOne()
    await bench.deliveries.begin(claimed)
    await bench.deliveries.settle(claimed, { outcome: 'failed', code: 'unreachable', personUnreachable: true }, 7)
    expect([bench.unreachable, (await only()).state]).toEqual([[], 'failed'])
  })

  it('a process killed before the request gives the row back, after it the outcome is unknown', async () => {
    await bench.deliveries.plan([aDelivery({ occurrence: 'before' }), aDelivery({ occurrence: 'after' })])
    const [first, second] = await bench.deliveries.claim(2)
    await bench.deliveries.begin(second!)
    await pause(400)
    await bench.deliveries.sweep()
    expect((await bench.deliveries.get(first!.id))?.state).toBe('pending')
    expect((await bench.deliveries.get(second!.id))?.state).toBe('unknown')
  })

  it('what is late expires and is counted', async () => {
    await bench.deliveries.plan([aDelivery({ expiresAt: new Date(bench.clock.now().getTime() + 30) })])
    await pause(60)
    await bench.deliveries.sweep()
    expect(await bench.deliveries.countByState()).toMatchObject({ expired: 1, pending: 0 })
  })
})
