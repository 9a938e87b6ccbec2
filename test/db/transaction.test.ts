import { Schema } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
const define = () => ({
  left: database.connection.model('Left', new Schema({ value: Number })),
  right: database.connection.model('Right', new Schema({ value: Number })),
})
let models: ReturnType<typeof define>

beforeAll(async () => {
  database = await testDatabase()
  models = define()
  await database.index()
})
afterAll(() => database.drop())

const countBoth = async (value: number) => [await models.left.countDocuments({ value }), await models.right.countDocuments({ value })]

describe('transaction', () => {
  it('writes both collections or none', async () => {
    await database.transaction(async () => {
      await models.left.create({ value: 1 })
      await models.right.insertMany([{ value: 1 }])
    })
    const failing = database.transaction(async () => {
      await models.left.create({ value: 2 })
      await models.right.updateOne({ value: 2 }, { value: 2 }, { upsert: true })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await countBoth(1)).toEqual([1, 1])
    expect(await countBoth(2)).toEqual([0, 0])
  })

  it('joins the running one when nested', async () => {
    const failing = database.transaction(async () => {
      await database.transaction(() => models.left.create({ value: 3 }))
      await models.right.create({ value: 3 })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await countBoth(3)).toEqual([0, 0])
  })

  it('returns the value of the work', async () => {
    expect(await database.transaction(async () => 'value')).toBe('value')
  })

  it('lets every one of ten increments at once through', async () => {
    const { _id } = await models.left.create({ value: 100 })
    const raise = () =>
      database.transaction(async () => {
        const found = await models.left.findById(_id).orFail()
        await models.left.updateOne({ _id }, { value: (found.value ?? 0) + 1 })
      })
    await Promise.all(Array.from({ length: 10 }, raise))
    expect((await models.left.findById(_id))?.value).toBe(110)
  })
})
