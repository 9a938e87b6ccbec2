import { mongo } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClock } from '../../../src/core/clock.js'
import { writeRestoreEpoch } from '../../../src/db/restore-epoch.js'
import { createDeliveryService } from '../../../src/modules/deliveries/delivery-service.js'
import { heavy } from '../../support/database.js'
import { examined, watchedConnection } from '../../support/watched.js'
import { aDelivery, aDeliveryBench, aStoredRow, organisationId } from './support.js'

const dayMs = 24 * 3_600_000

let bench: Awaited<ReturnType<typeof aDeliveryBench>>
beforeAll(async () => {
  bench = await aDeliveryBench()
})
afterAll(() => bench.database.drop())
const db = () => bench.database.connection.db!
const hot = () => db().collection('deliveries')
const archives = async () => (await db().listCollections().toArray()).map(({ name }) => name).filter((name) => name.startsWith('deliveries_archive_')).sort()
beforeEach(async () => {
  await hot().deleteMany({})
  for (const name of await archives()) await db().dropCollection(name)
})
const ago = (days: number) => new Date(bench.clock.now().getTime() - days * dayMs)
const sentRow = (number: number, days: number, own: object = {}) =>
  aStoredRow(number, { key: `k${number}`, state: 'sent', open: false, dueAt: ago(days + 1), expiresAt: ago(days), sentAt: ago(days + 1), ...own })
const insert = (rows: object[]) => hot().insertMany(rows as never[])

describe('the archive', () => {
  it('takes what was closed and expired thirty days ago, by months, and leaves the rest', async () => {
    await insert([sentRow(1, 31), sentRow(2, 70), sentRow(3, 29), aStoredRow(4, { expiresAt: ago(40) })])
    expect(await bench.deliveries.archive()).toBe(2)
    expect(await archives()).toEqual([70, 31].map((days) => `deliveries_archive_${ago(days).toISOString().slice(0, 7).replace('-', '_')}`))
    expect(await hot().countDocuments({})).toBe(2)
    expect(await bench.deliveries.archive()).toBe(0)
  })

  it('two at once, and a kill between copy and delete, leave each row once', async () => {
    const rows = Array.from({ length: 1_200 }, (_, at) => sentRow(at, 40))
    await insert(rows)
    const name = `deliveries_archive_${ago(40).toISOString().slice(0, 7).replace('-', '_')}`
    await db().collection(name).insertMany(rows.slice(0, 100) as never[])
    expect(await bench.deliveries.list(organisationId, { limit: 5_000 })).toHaveLength(1_200)
    await Promise.all([bench.deliveries.archive(), bench.another().archive()])
    expect([await hot().countDocuments({}), await db().collection(name).countDocuments({})]).toEqual([0, 1_200])
  })

  it('a row that is sent again by hand between copy and delete stays', async () => {
    await insert([sentRow(1, 40, { state: 'failed' }), sentRow(2, 40)])
    const { bulkWrite } = mongo.Collection.prototype
    const copying = vi.spyOn(mongo.Collection.prototype, 'bulkWrite').mockImplementation(async function (this: mongo.Collection, ...args) {
      const written = await bulkWrite.apply(this, args)
      if (this.collectionName.startsWith('deliveries_archive_')) await hot().updateOne({ key: 'k1' }, { $set: { state: 'pending', open: true } })
      return written
    })
    await bench.deliveries.archive()
    copying.mockRestore()
    expect((await hot().find({}).toArray()).map(({ key, open }) => [key, open])).toEqual([['k1', true]])
  })

  it('the journal reads hot and archived rows, newest first, a bounded number', async () => {
    await insert([sentRow(1, 31), sentRow(2, 70), sentRow(3, 2), aStoredRow(4)])
    await bench.deliveries.archive()
    const numbers = (rows: { occurrence: string }[]) => rows.map(({ occurrence }) => occurrence)
    expect(numbers(await bench.deliveries.list(organisationId))).toEqual(['4', '3', '1', '2'])
    expect(numbers(await bench.deliveries.list(organisationId, { limit: 3 }))).toEqual(['4', '3', '1'])
    expect(numbers(await bench.deliveries.list(organisationId, { recent: true }))).toEqual(['4', '3'])
    expect(numbers(await bench.deliveries.list(organisationId, { states: ['sent'], kinds: ['row-nudge'] }))).toEqual(['3', '1', '2'])
    expect(await bench.deliveries.list('another')).toEqual([])
    const [, , archived] = await bench.deliveries.list(organisationId)
    expect(await bench.deliveries.get(archived!.id)).toMatchObject({ occurrence: '1', state: 'sent' })
  })

  it('rows of the version before, without an end, go too', async () => {
    await insert([sentRow(1, 40, { expiresAt: null })])
    expect(await bench.deliveries.archive()).toBe(1)
  })

  it('[IMPL-02] the same reminder planned again after archiving is not made anew', async () => {
    const later = createClock()
    const kernel = { ...bench.kernel, clock: later }
    const service = createDeliveryService({ connection: bench.database.connection, kernel, markUnreachable: async () => true, curatorsOf: async () => [] })
    const reminder = aDelivery({ dueAt: new Date(later.now().getTime() - 1_000) })
    await service.plan([reminder])
    const [claimed] = await service.claim(1)
    await service.begin(claimed!)
    await service.settle(claimed!, { outcome: 'sent', messageId: 1 })
    later.setShift(40 * dayMs)
    expect(await service.archive()).toBe(1)
    await service.plan([reminder])
    expect(await hot().countDocuments({})).toBe(0)
  })
})

heavy('the cost of what is closed', () => {
  it('(F1) the claim looks at no row that is closed, however many there are', async () => {
    const watched = await watchedConnection(bench.database)
    const service = createDeliveryService({ connection: watched.connection, kernel: bench.kernel, markUnreachable: async () => true, curatorsOf: async () => [] })
    await insert(Array.from({ length: 3_000 }, (_, at) => sentRow(at, 1, { nextTryAt: ago(2) })))
    await insert([aStoredRow(9_000), aStoredRow(9_001)])
    watched.take()
    expect(await service.claim(50)).toHaveLength(2)
    const scans = watched.take().filter(({ name, command }) => name === 'find' && JSON.stringify(command.filter).includes('nextTryAt'))
    await hot().updateMany({ state: 'sending' }, { $set: { state: 'pending' } })
    expect((await examined(watched.connection, scans)).documents).toBeLessThanOrEqual(2)
    await watched.connection.close()
  })
})

describe('a restored copy', () => {
  it('[IMPL-23] plans nothing that was due before it was restored', async () => {
    await writeRestoreEpoch(bench.database.connection, { takenAt: ago(2), restoredAt: ago(1) })
    const fresh = bench.another()
    const far = new Date(bench.clock.now().getTime() + dayMs)
    await fresh.plan([
      aDelivery({ occurrence: 'before', dueAt: ago(1.5), expiresAt: far }),
      aDelivery({ occurrence: 'after', dueAt: ago(0.5), expiresAt: far }),
      aDelivery({ occurrence: 'now' }),
    ])
    expect((await fresh.list(organisationId)).map(({ occurrence }) => occurrence).sort()).toEqual(['after', 'now'])
  })
})
