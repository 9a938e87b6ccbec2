import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClock } from '../../src/core/clock.js'
import { closeServer, createHttp, listen } from '../../src/http/create-http.js'
import { createJobs, jobNames, type Jobs, type SystemJobs } from '../../src/jobs/create-jobs.js'
import { defineJobRunModel } from '../../src/modules/upkeep/job-run-model.js'
import { createInboxStore } from '../../src/modules/receiving/inbox-store.js'
import { createChecks, metricSources } from '../../src/roles/health-sources.js'
import { aPerson, aSchool, testApp, type TestApp } from '../support/app.js'

const log = pino({ level: 'silent' })
let app: TestApp
let jobs: Jobs
let server: Server
let sinceLookMs = 0
let hasSchedulerStopped = false

/** The scheduler as the worker starts it; its last job always fails. */
async function startScheduler(): Promise<Jobs> {
  const system = Object.fromEntries(jobNames.map((name) => [name, { every: '1 hour', run: async () => undefined }])) as SystemJobs
  system['plan-nudges'].run = async () => Promise.reject(new RangeError('Петрова Анна'))
  const started = createJobs({ connection: app.database.connection, jobs: system, clock: createClock(), log, processEveryMs: 100, record: (name, outcome) => app.services.upkeep.recordJob(name, outcome) })
  await started.start()
  return started
}

const ask = async (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
const ready = async () => {
  const response = await ask('/readyz')
  const { checks } = (await response.json()) as { checks: { scheduler: object } }
  return [response.status, checks.scheduler]
}

beforeAll(async () => {
  app = await testApp()
  const { connection } = app.database
  const worker = { health: () => ({ ...jobs.health(), isRunning: !hasSchedulerStopped }), sinceLookMs: () => sinceLookMs }
  const checks = createChecks({ connection, services: app.services, roles: ['worker'], running: { worker }, startedAt: performance.now() - 600_000 })
  server = await listen(createHttp({ log, checks, metrics: metricSources({ connection, services: app.services }) }), '127.0.0.1', 0)
  jobs = await startScheduler()
  for (let tries = 0; tries < 100 && (await app.services.upkeep.health()).jobs.length < jobNames.length; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50))
})
afterAll(async () => {
  await jobs.stop()
  await closeServer(server)
  await app.database.drop()
})

it('[IMPL-23] /readyz tells when the scheduler has run nothing for five minutes, or the sender has not looked for one', async () => {
  expect(await ready()).toEqual([200, { ok: true }])
  sinceLookMs = 61_000
  expect(await ready()).toEqual([503, { ok: false, detail: 'sender-silent' }])
  sinceLookMs = 0
  const runs = defineJobRunModel(app.database.connection)
  const before = await runs.find().lean()
  await runs.updateMany({}, { $set: { lastRunAt: new Date(Date.now() - 301_000), lastFailedAt: null } })
  expect(await ready()).toEqual([503, { ok: false, detail: 'jobs-silent' }])
  for (const { _id, ...fields } of before) await runs.updateOne({ _id }, { $set: fields })
  hasSchedulerStopped = true
  expect(await ready()).toEqual([503, { ok: false, detail: 'scheduler-stopped' }])
  hasSchedulerStopped = false
})

it('[IMPL-23] /metrics gives the last run and the failures of each job, the sender’s look, the open inbox and what came too late', async () => {
  const school = await aSchool(app)
  const { id } = await aPerson(app, school, ['mentee'])
  await app.services.deliveries.plan([{ kind: 'pair-ended', organisationId: school.id, personId: id, subject: { type: 'Person', id } }])
  await app.services.deliveries.expireDue(school.id)
  await createInboxStore({ connection: app.database.connection, clock: app.clock }).add([{ update_id: 1 }, { update_id: 2 }])
  await app.services.upkeep.recordLook()
  const text = await (await ask('/metrics')).text()
  const value = (line: string) => Number(text.split('\n').find((found) => found.startsWith(`${line} `))?.split(' ')[1])
  const fresh = Math.floor(Date.now() / 1_000) - 120
  expect(value('nastavnik_job_last_run_seconds{job="wake-sender"}')).toBeGreaterThan(fresh)
  expect(value('nastavnik_job_last_run_seconds{job="plan-nudges"}')).toBe(0)
  expect(value('nastavnik_job_failures{job="plan-nudges"}')).toBeGreaterThan(0)
  expect(value('nastavnik_job_failures{job="wake-sender"}')).toBe(0)
  expect(value('nastavnik_sender_last_look_seconds')).toBeGreaterThan(fresh)
  expect(value('nastavnik_inbox_unfinished')).toBe(2)
  expect(value('nastavnik_deliveries{state="expired"}')).toBe(1)
  expect(text).not.toContain('Петрова')
})
