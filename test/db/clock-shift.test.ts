import { afterAll, beforeAll, expect, it } from 'vitest'
import { raiseShift, readShift } from '../../src/db/clock-shift.js'
import { testDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

it('starts at nothing, adds up when raised at once, and never goes back', async () => {
  expect(await readShift(database.connection)).toBe(0)
  await Promise.all([raiseShift(database.connection, 3_600_000), raiseShift(database.connection, 3_600_000)])
  expect(await readShift(database.connection)).toBe(7_200_000)
  await expect(raiseShift(database.connection, -1)).rejects.toThrow(RangeError)
})
