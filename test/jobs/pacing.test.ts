import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createPacing, elapsed } from '../../src/jobs/pacing.js'
import { createSendTurns } from '../../src/modules/deliveries/send-turns.js'
import { testDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
beforeEach(() => database.connection.collection('sendturns').deleteMany({}))

const perSecond = 20
const turns = () => createSendTurns(database.connection, { perSecond, chatGapMs: 0, climbMs: 60_000 })
const aProcess = () => createPacing(turns(), perSecond, new AbortController().signal)

it('[IMPL-02] (R5) turns that a process took before another was told to be silent are void', async () => {
  await turns().reserve(18)
  const [one, other] = [aProcess(), aProcess()]
  const began = elapsed()
  const mayGo = other.takeTurn(began, began + 2_000, 10)
  await new Promise((resolve) => setTimeout(resolve, 200))
  await one.pauseAll(5)
  expect(await mayGo).toBe(false)
  expect(elapsed() - began).toBeLessThan(2_000)
  expect(other.waitMs()).toBeGreaterThan(2_000)
})

it('without a silence the turn comes', async () => {
  await turns().reserve(18)
  const began = elapsed()
  expect(await aProcess().takeTurn(began, began + 2_000, 10)).toBe(true)
  expect(elapsed() - began).toBeGreaterThan(500)
})
