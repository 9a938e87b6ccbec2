import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createDeliveryService } from '../../../src/modules/deliveries/delivery-service.js'
import { deliveryClasses, type Delivery } from '../../../src/modules/deliveries/delivery.js'
import { heavy } from '../../support/database.js'
import { examined, watchedConnection } from '../../support/watched.js'
import { aDelivery, aDeliveryBench, aStoredRow, organisationId } from './support.js'

let bench: Awaited<ReturnType<typeof aDeliveryBench>>
let watched: Awaited<ReturnType<typeof watchedConnection>>
beforeAll(async () => {
  bench = await aDeliveryBench()
  watched = await watchedConnection(bench.database)
})
afterAll(async () => {
  await watched.connection.close()
  await bench.database.drop()
})
const rows = () => bench.database.connection.collection('deliveries')
afterEach(() => rows().deleteMany({}))
const insert = (count: number, own: (at: number) => object) => rows().insertMany(Array.from({ length: count }, (_, at) => aStoredRow(at, own(at))) as never[])

describe('claiming in batches', () => {
  it('meetings first, then answers, news, nudges, what may wait; in each the longest waiting first', async () => {
    const names = [...deliveryClasses].reverse()
    await insert(20, (at) => ({ class: names[at % 5] }))
    const [first, second] = [await bench.deliveries.claim(7), await bench.deliveries.claim(20)]
    expect(first.map((row) => row.class)).toEqual([...Array(4).fill('meeting'), ...Array(3).fill('answer')])
    expect(second.map((row) => row.class)).toEqual(['answer', ...Array(4).fill('news'), ...Array(4).fill('deadline'), ...Array(4).fill('digest')])
    const dues = first.slice(0, 4).map(({ nextTryAt }) => nextTryAt.getTime())
    expect(dues).toEqual([...dues].sort((a, b) => a - b))
  })

  it('[IMPL-02] (R4) two processes at once never hold the same row, in many rounds', async () => {
    const [one, other] = [bench.deliveries, bench.another()]
    for (let round = 0; round < 25; round += 1) {
      await rows().deleteMany({})
      await insert(30, () => ({}))
      const held: Delivery[] = []
      const takeAll = async (service: typeof one) => {
        for (let taken = await service.claim(7); taken.length > 0; taken = await service.claim(7)) held.push(...taken)
      }
      await Promise.all([takeAll(one), takeAll(other), takeAll(one)])
      expect(new Set(held.map(({ id }) => id)).size).toBe(held.length)
      expect(held.every(({ fence }) => fence === 1)).toBe(true)
      expect(await rows().countDocuments({ state: 'pending' })).toBe(30 - held.length)
      expect(held).toHaveLength(30)
    }
  })

  it('an idle look asks once, whatever the classes', async () => {
    await insert(50, () => ({ nextTryAt: new Date(bench.clock.now().getTime() + 3_600_000) }))
    const idle = createDeliveryService({ connection: watched.connection, kernel: bench.kernel, markUnreachable: async () => true, curatorsOf: async () => [] })
    await idle.isDue()
    watched.take()
    expect(await idle.isDue()).toBe(false)
    expect(watched.take().filter(({ collection }) => collection === 'deliveries')).toHaveLength(1)
  })

  it('what was folded is never claimed by itself, even when its hour comes', async () => {
    await insert(3, (at) => (at === 0 ? { digestOf: '650000000000000000000077' } : {}))
    expect(await bench.deliveries.claim(10)).toHaveLength(2)
  })
})

heavy('the cost of a claim', () => {
  it('[IMPL-01] (F1) follows what is due: keys examined for a row claimed stay at 1.1 among 10,000 and 50,000 rows, open or closed', async () => {
    const service = createDeliveryService({ connection: watched.connection, kernel: bench.kernel, markUnreachable: async () => true, curatorsOf: async () => [] })
    const now = bench.clock.now().getTime()
    for (const size of [10_000, 50_000]) {
      await rows().deleteMany({})
      await insert(500, () => ({ class: 'deadline' }))
      for (let at = 0; at < size; at += 5_000) {
        await insert(5_000, (index) => {
          const isClosed = index % 3 === 0
          const state = isClosed ? 'sent' : 'pending'
          return { key: `o${at + index}`, class: deliveryClasses[index % 5], state, open: !isClosed, nextTryAt: new Date(isClosed ? now - 1_000 - index : now + 3_600_000 + index) }
        })
      }
      watched.take()
      const claimed = await service.claim(50)
      const scans = watched.take().filter(({ name, collection, command }) => name === 'find' && collection === 'deliveries' && JSON.stringify(command.filter).includes('nextTryAt'))
      await rows().updateMany({ state: 'sending' }, { $set: { state: 'pending' } })
      const { keys } = await examined(watched.connection, scans)
      expect(claimed).toHaveLength(50)
      expect(keys / claimed.length).toBeLessThanOrEqual(1.1)
    }
  })
})

describe('rows of the version before', () => {
  /** As the first version wrote them: none of the later fields, and `expiresAt` may be null. */
  const old = (own: object) => {
    const { claim: _claim, folds: _folds, closedAt: _closedAt, digestOf: _digestOf, ...row } = aStoredRow(0, own) as Record<string, unknown>
    return row
  }
  const insertOld = async (own: object) => rows().insertOne(old(own) as never)
  const only = async () => (await bench.deliveries.list(organisationId))[0]

  it('[IMPL-02] (R18) a waiting one is claimed, begun and settled', async () => {
    await insertOld({ expiresAt: null })
    const [row] = await bench.deliveries.claim(5)
    expect(row).toMatchObject({ fence: 1, digestOf: null, closedAt: null })
    expect(await bench.deliveries.begin(row!)).toBe(true)
    await bench.deliveries.settle(row!, { outcome: 'sent', messageId: 3 })
    expect(await only()).toMatchObject({ state: 'sent', messageId: 3 })
  })

  it('[IMPL-02] (R18) one on its way when the version changed is given back, or unknown when its request had left', async () => {
    const past = new Date(bench.clock.now().getTime() - 60_000)
    await insertOld({ state: 'sending', fence: 3, leaseUntil: past, startedAt: null })
    await bench.deliveries.sweep()
    expect(await only()).toMatchObject({ state: 'pending', fence: 4 })
    await rows().deleteMany({})
    await insertOld({ state: 'sending', fence: 3, leaseUntil: past, startedAt: past })
    await bench.deliveries.sweep()
    expect(await only()).toMatchObject({ state: 'unknown' })
  })

  it('[IMPL-02] (R18) an unknown meeting reminder is tried once more', async () => {
    await insertOld({ kind: 'meeting-reminder', class: 'meeting', state: 'unknown', fence: 2, startedAt: new Date(0) })
    const [row] = await bench.deliveries.claim(5)
    expect(row).toMatchObject({ unknownTried: true, fence: 3 })
  })

  it('[IMPL-02] (R18) what is too late expires, what lost its cause is cancelled, what failed can be sent again', async () => {
    await insertOld({ expiresAt: new Date(bench.clock.now().getTime() - 1) })
    await bench.deliveries.sweep()
    expect(await only()).toMatchObject({ state: 'expired' })
    await rows().deleteMany({})
    await insertOld({})
    await bench.deliveries.cancel({ organisationId, subject: aDelivery().subject })
    expect(await only()).toMatchObject({ state: 'cancelled' })
    await rows().deleteMany({})
    await insertOld({ state: 'dead', open: false, expiresAt: null })
    const row = await only()
    expect(await bench.deliveries.resend({ organisationId, personId: null, accountId: null, roles: ['curator'], channel: 'panel' }, row!.id)).toMatchObject({ ok: true })
    expect(await bench.deliveries.claim(5)).toHaveLength(1)
  })
})
