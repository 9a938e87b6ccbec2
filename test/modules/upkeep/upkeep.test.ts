import { afterAll, beforeAll, expect, it } from 'vitest'
import { defineJobRunModel } from '../../../src/modules/upkeep/job-run-model.js'
import { judgeUpkeep } from '../../../src/modules/upkeep/upkeep-rules.js'
import { createUpkeepService } from '../../../src/modules/upkeep/upkeep-service.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  createUpkeepService(database)
  await database.index()
})
afterAll(() => database.drop())

const now = new Date('2026-09-14T08:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const run = (name: string, lastRunAt: Date | null, lastFailedAt: Date | null = null) => ({ name, lastRunAt, lastFailedAt, failures: 0, failuresInRow: 0, error: null })

it('[IMPL-23] calls the scheduler silent after five minutes without a run, the sender after one without a look', () => {
  const pulses = (...runs: ReturnType<typeof run>[]) => {
    const { scheduler, sender } = judgeUpkeep(runs, now)
    return [scheduler.isSilent, sender.isSilent]
  }
  expect(pulses()).toEqual([true, true])
  expect(pulses(run('wake-sender', ago(4)), run('sender', ago(0.5)))).toEqual([false, false])
  expect(pulses(run('wake-sender', ago(6)), run('plan-nudges', ago(20)), run('sender', ago(2)))).toEqual([true, true])
  // A run that fails shows that the scheduler lives; the sender's look is no run of the scheduler.
  expect(pulses(run('wake-sender', ago(60), ago(1)), run('sender', ago(0)))).toEqual([false, false])
  expect(judgeUpkeep([run('wake-sender', ago(6)), run('plan-nudges', ago(20))], now).scheduler.lastAt).toEqual(ago(6))
})

it('[IMPL-23] another process sees the last run, the last failure and how many failed in a row', async () => {
  const [worker, panel] = [createUpkeepService(database), createUpkeepService(database)]
  await worker.recordJob('plan-nudges', { ok: true })
  await worker.recordJob('plan-nudges', { ok: false, error: 'MongoNetworkError' })
  await worker.recordJob('plan-nudges', { ok: false, error: 'TypeError' })
  const [failing] = (await panel.health()).jobs
  expect(failing).toMatchObject({ name: 'plan-nudges', failures: 2, failuresInRow: 2, error: 'TypeError' })
  expect(failing?.lastFailedAt?.getTime()).toBeGreaterThanOrEqual(failing?.lastRunAt?.getTime() ?? Infinity)
  await worker.recordJob('plan-nudges', { ok: true })
  const health = await panel.health()
  expect(health.jobs[0]).toMatchObject({ failures: 2, failuresInRow: 0 })
  expect([health.scheduler.isSilent, health.sender]).toEqual([false, { lastAt: null, isSilent: true }])
})

it('[IMPL-23] writes the sender’s look at most every twenty seconds', async () => {
  const worker = createUpkeepService(database)
  await worker.recordLook()
  const first = (await worker.health()).sender.lastAt
  await worker.recordLook()
  expect((await worker.health()).sender).toEqual({ lastAt: first, isSilent: false })
  await defineJobRunModel(database.connection).updateOne({ _id: 'sender' }, { $set: { lastRunAt: new Date(Date.now() - 120_000) } })
  expect((await worker.health()).sender.isSilent).toBe(true)
})
