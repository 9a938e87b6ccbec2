import { Schema, type Model } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../support/database.js'

interface Row {
  key: string
  state: string
  open: boolean
  dueAt: Date
  leaseUntil: Date | null
  fence: number
}

let database: TestDatabase
let rows: Model<Row>

beforeAll(async () => {
  database = await testDatabase()
  const schema = new Schema<Row>({ key: String, state: String, open: Boolean, dueAt: Date, leaseUntil: Date, fence: { type: Number, default: 0 } }, { versionKey: false })
  schema.index({ key: 1 }, { unique: true })
  schema.index({ dueAt: 1 }, { partialFilterExpression: { open: true } })
  rows = database.connection.model<Row>('Row', schema, 'rows')
  await database.index()
})
afterAll(() => database.drop())

const aRow = (key: string, over: Partial<Row> = {}): Row => ({ key, state: 'pending', open: true, dueAt: new Date(Date.UTC(2026, 0, 1)), leaseUntil: null, fence: 0, ...over })
const leaseEnd = (milliseconds: number) => ({ $toDate: { $add: [{ $toLong: '$$NOW' }, milliseconds] } })
const claim = () => rows.findOneAndUpdate({ open: true, state: 'pending', dueAt: { $lte: new Date(Date.UTC(2026, 5, 1)) } }, [{ $set: { state: 'sending', leaseUntil: leaseEnd(60_000), fence: { $add: ['$fence', 1] } } }], { new: true, sort: { dueAt: 1 } })

describe('claim by the database clock', () => {
  it('gives each of twenty rows to exactly one of forty claims at once', async () => {
    await rows.insertMany(Array.from({ length: 20 }, (_, index) => aRow(`claim-${index}`)))
    const claimed = (await Promise.all(Array.from({ length: 40 }, claim))).filter((row) => row !== null)
    expect(new Set(claimed.map(({ key }) => key)).size).toBe(20)
    expect(claimed).toHaveLength(20)
    expect(claimed.every(({ fence }) => fence === 1)).toBe(true)
  })

  it('takes the lease from the clock of the database', async () => {
    await rows.deleteMany({})
    await rows.create(aRow('lease'))
    const hello = (await database.connection.db?.command({ hello: 1 }))?.localTime as Date
    const claimed = await claim()
    const ahead = (claimed?.leaseUntil?.getTime() ?? 0) - hello.getTime()
    expect(ahead).toBeGreaterThanOrEqual(60_000)
    expect(ahead).toBeLessThan(70_000)
  })
})

describe('indexes', () => {
  it('lets one of twenty inserts of the same key through', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => rows.collection.insertOne(aRow('race'))))
    const refused = results.filter((result) => result.status === 'rejected').map((result) => (result.reason as { code: number }).code)
    expect(refused).toEqual(Array(19).fill(11000))
  })

  it('refuses a second open row and allows a second closed one by a partial unique index', async () => {
    const live = database.connection.collection('live')
    await live.createIndex({ pair: 1 }, { unique: true, partialFilterExpression: { open: true } })
    await live.insertOne({ pair: 'a', open: true })
    await live.insertMany([{ pair: 'a', open: false }, { pair: 'a', open: false }])
    await expect(live.insertOne({ pair: 'a', open: true })).rejects.toMatchObject({ code: 11000 })
  })

  it('accepts an index that ends the life of a row', async () => {
    const short = database.connection.collection('short')
    await short.createIndex({ endsAt: 1 }, { expireAfterSeconds: 0 })
    const [, ttl] = await short.indexes()
    expect(ttl).toMatchObject({ key: { endsAt: 1 }, expireAfterSeconds: 0 })
  })

  it('looks at as many keys as rows, by the partial index', async () => {
    await rows.deleteMany({})
    await rows.insertMany(Array.from({ length: 200 }, (_, index) => aRow(`key-${index}`, { open: index % 4 === 0, state: index % 4 === 0 ? 'pending' : 'sent' })))
    const explained = await rows.find({ open: true, dueAt: { $lte: new Date(Date.UTC(2026, 5, 1)) } }).explain('executionStats')
    const { executionStats } = explained as unknown as { executionStats: { totalKeysExamined: number; totalDocsExamined: number; nReturned: number } }
    expect(executionStats.nReturned).toBe(50)
    expect(executionStats.totalKeysExamined).toBe(50)
    expect(executionStats.totalDocsExamined).toBe(50)
  })
})

describe('transactions', () => {
  it('shows the rows of a transaction to nobody before its end', async () => {
    await rows.deleteMany({})
    await database.transaction(async () => {
      await rows.create(aRow('inside'))
      expect(await rows.countDocuments({ key: 'inside' })).toBe(1)
      expect(await rows.collection.countDocuments({ key: 'inside' })).toBe(0)
    })
    expect(await rows.collection.countDocuments({ key: 'inside' })).toBe(1)
  })

  it('keeps the connection usable after a doubled key inside a transaction', async () => {
    await rows.deleteMany({})
    await rows.create(aRow('double'))
    const failing = database.transaction(async () => {
      await rows.create(aRow('other'))
      await rows.create(aRow('double'))
    })
    await expect(failing).rejects.toMatchObject({ code: 11000 })
    expect(await rows.countDocuments({})).toBe(1)
  })

  it('joins every kind of write of mongoose', async () => {
    await rows.deleteMany({})
    await rows.create(aRow('first'))
    const failing = database.transaction(async () => {
      await rows.bulkWrite([{ insertOne: { document: aRow('bulk') } }])
      await rows.insertMany([aRow('many')])
      await rows.findOneAndUpdate({ key: 'upsert' }, { $set: { state: 'sent' } }, { upsert: true })
      await rows.updateMany({ key: 'first' }, { state: 'sent' })
      await rows.deleteOne({ key: 'first' })
      expect(await rows.aggregate([{ $group: { _id: null, rows: { $sum: 1 } } }])).toEqual([{ _id: null, rows: 3 }])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await rows.find({}, { _id: 0, key: 1, state: 1 }).lean()).toEqual([{ key: 'first', state: 'pending' }])
  })
})
