import { MongoBackend } from '@agendajs/mongo-backend'
import { Agenda, backoffStrategies } from 'agenda'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Clock } from '../core/clock.js'

/** The system's recurring work: at most six names (design §5). All of it may be late, lost or doubled without effect. */
export const jobNames = ['wake-sender', 'sweep-deliveries', 'plan-nudges', 'escalate-requests', 'archive-deliveries', 'seal-history'] as const
export type JobName = (typeof jobNames)[number]

export interface SystemJob {
  /** As Agenda reads it: `30 seconds`, `5 minutes`. */
  every: string
  run(): Promise<void>
}

export type SystemJobs = Record<JobName, SystemJob>

export interface JobHealth {
  isRunning: boolean
  jobs: Record<JobName, { lastRunAt: Date | null; failures: number }>
}

interface JobsDependencies {
  connection: Connection
  jobs: SystemJobs
  clock: Clock
  log: Logger
  /** Notes the end of each run where other processes see it. */
  record?(name: JobName, outcome: { ok: true } | { ok: false; error: string }): Promise<void>
  /** How often Agenda looks, milliseconds. */
  processEveryMs?: number
}

const minute = 60_000
const drainMs = 20_000

/** Builds Agenda over the connection of mongoose: it only wakes what looks at the truth by itself. */
export function createJobs({ connection, jobs, clock, log, record, processEveryMs = 30_000 }: JobsDependencies) {
  const { db } = connection
  if (!db) throw new Error('the connection is not open')
  const backend = new MongoBackend({ mongo: db as never, collection: 'systemjobs' })
  const agenda = new Agenda({ backend, processEvery: processEveryMs, maxConcurrency: jobNames.length, defaultConcurrency: 1, defaultLockLimit: 1, lockLimit: jobNames.length, defaultLockLifetime: 2 * minute })
  const health: JobHealth = {
    isRunning: false,
    jobs: Object.fromEntries(jobNames.map((name) => [name, { lastRunAt: null, failures: 0 }])) as JobHealth['jobs'],
  }

  agenda.on('error', (error: Error) => log.error({ err: error }, 'the scheduler has an error'))
  agenda.on('fail', (error: Error | string, job: { attrs?: { name: string } }) => {
    log.error({ err: error, job: job.attrs?.name }, 'a system job failed')
  })

  /** The failure itself matters more than its record, which a database that is away does not take. */
  async function note(name: JobName, failure: unknown): Promise<void> {
    try {
      await record?.(name, { ok: false, error: failure instanceof Error ? failure.name : 'error' })
    } catch (error) {
      log.warn({ err: error, job: name }, 'a failed job could not be noted')
    }
  }

  async function run(name: JobName): Promise<void> {
    const state = health.jobs[name]
    try {
      await jobs[name].run()
      state.lastRunAt = clock.now()
      await record?.(name, { ok: true })
    } catch (error) {
      state.failures += 1
      await note(name, error)
      throw error
    }
  }

  /** `every` on a job that is there would clear its lock and lose a run missed while down, so it is called only when absent or changed. */
  async function schedule(name: JobName): Promise<void> {
    const isThere = async () => (await agenda.queryJobs({ name })).jobs.some((job) => job.repeatInterval === jobs[name].every)
    if (await isThere()) return
    try {
      await agenda.every(jobs[name].every, name)
    } catch (error) {
      /** Another process that starts at the same moment may have made it. */
      if (!(await isThere())) throw error
    }
  }

  for (const name of jobNames) {
    agenda.define(name, () => run(name), { lockLimit: 1, concurrency: 1, backoff: backoffStrategies.constant({ delay: minute, maxRetries: 3 }) })
  }

  return {
    async start(): Promise<void> {
      await agenda.ready
      for (const name of jobNames) await schedule(name)
      await agenda.start()
      health.isRunning = true
    },
    /** Waits for running jobs, then leaves the scheduler; the connection stays open. */
    async stop(): Promise<void> {
      health.isRunning = false
      await agenda.drain({ timeout: drainMs, closeConnection: false })
      await agenda.stop(false)
    },
    /** Everything at once: the sandbox has moved the clock. */
    async runAll(names: readonly JobName[] = jobNames): Promise<void> {
      for (const name of names) await run(name)
    },
    health: (): JobHealth => structuredClone(health),
  }
}

export type Jobs = ReturnType<typeof createJobs>
