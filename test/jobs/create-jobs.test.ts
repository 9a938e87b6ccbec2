import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createClock } from '../../src/core/clock.js'
import { createJobs, jobNames, type JobName, type Jobs, type SystemJobs } from '../../src/jobs/create-jobs.js'
import { testDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
const running: Jobs[] = []
afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop()
})

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const stored = () => database.connection.collection('systemjobs').find({}).toArray()

async function startJobs(own: Partial<Record<JobName, () => Promise<void>>> = {}) {
  const ran: string[] = []
  const system = Object.fromEntries(jobNames.map((name) => [name, { every: '1 hour', run: own[name] ?? (async () => void ran.push(name)) }])) as SystemJobs
  const jobs = createJobs({ connection: database.connection, jobs: system, clock: createClock(), log: pino({ level: 'silent' }), processEveryMs: 100 })
  running.push(jobs)
  await jobs.start()
  return { jobs, ran }
}

async function until(check: () => boolean) {
  for (let tries = 0; tries < 100 && !check(); tries += 1) await pause(50)
  expect(check()).toBe(true)
}

it('[IMPL-01] every system job runs, and its health can be read', async () => {
  const { jobs, ran } = await startJobs()
  await until(() => new Set(ran).size === jobNames.length)
  expect(jobs.health().isRunning).toBe(true)
  expect(Object.values(jobs.health().jobs).every(({ lastRunAt, failures }) => lastRunAt !== null && failures === 0)).toBe(true)
  expect(await stored()).toHaveLength(jobNames.length)
})

it('[IMPL-02] a restart neither doubles the jobs nor loses a run missed while down', async () => {
  const past = new Date(Date.now() - 3_600_000)
  await database.connection.collection('systemjobs').updateMany({}, { $set: { nextRunAt: past } })
  const { ran } = await startJobs()
  await until(() => new Set(ran).size === jobNames.length)
  expect(await stored()).toHaveLength(jobNames.length)
})

it('a failing job is counted and the others go on; all can be run at once', async () => {
  await database.connection.collection('systemjobs').updateMany({}, { $set: { nextRunAt: new Date(Date.now() - 1_000) } })
  const { jobs, ran } = await startJobs({ 'plan-nudges': async () => Promise.reject(new Error('the plan is away')) })
  await until(() => jobs.health().jobs['plan-nudges'].failures > 0 && new Set(ran).size === jobNames.length - 1)
  ran.length = 0
  await jobs.runAll(['sweep-deliveries', 'wake-sender'])
  expect(ran).toEqual(['sweep-deliveries', 'wake-sender'])
})
