import type { Connection } from 'mongoose'
import type { Config } from '../config.js'
import type { Check, HealthChecks } from '../http/health.js'
import type { MetricSource } from '../http/metrics.js'
import { defineInboxModel } from '../modules/receiving/inbox-model.js'
import type { JobRun } from '../modules/upkeep/upkeep-service.js'
import { schedulerPatienceMs, senderPatienceMs } from '../modules/upkeep/upkeep-rules.js'
import type { Services } from '../services.js'
import type { BotRole } from './bot-role.js'
import type { WorkerRole } from './worker-role.js'

interface HealthParts {
  connection: Connection
  services: Services
}

interface CheckParts extends HealthParts {
  roles: Config['roles']
  running: { bot?: Pick<BotRole, 'isReady'>; worker?: Pick<WorkerRole, 'health' | 'sinceLookMs'> }
  /** When this process began, as `performance.now()` counts; now by default. */
  startedAt?: number
}

/** Does this process send, and did any process's scheduler run something lately? A start has the same time to show itself. */
async function checkScheduler({ services, running }: CheckParts, startedAt: number): Promise<Check> {
  const { worker } = running
  if (!worker?.health().isRunning) return { ok: false, detail: 'scheduler-stopped' }
  if (worker.sinceLookMs() > senderPatienceMs) return { ok: false, detail: 'sender-silent' }
  const isYoung = performance.now() - startedAt < schedulerPatienceMs
  if (!isYoung && (await services.upkeep.health()).scheduler.isSilent) return { ok: false, detail: 'jobs-silent' }
  return { ok: true }
}

/** The checks of `/readyz`, only of the roles that run in this process (contract §4, IMPL-23). */
export function createChecks(parts: CheckParts): HealthChecks {
  const { connection, roles, running, startedAt = performance.now() } = parts
  return {
    database: async () => ({ ok: (await connection.db?.admin().ping())?.ok === 1 }),
    ...(roles.includes('bot') ? { bot: async () => ({ ok: running.bot?.isReady() ?? false }) } : {}),
    ...(roles.includes('worker') ? { scheduler: () => checkScheduler(parts, startedAt) } : {}),
  }
}

const seconds = (at: Date | null) => (at ? Math.floor(at.getTime() / 1_000) : 0)

/** What `/metrics` reads from the database when it is asked: the same in every process. */
export function metricSources({ connection, services }: HealthParts): MetricSource[] {
  const inbox = defineInboxModel(connection)
  const ofJobs = async (value: (run: JobRun) => number) => Object.fromEntries((await services.upkeep.health()).jobs.map((run) => [run.name, value(run)]))
  return [
    { name: 'nastavnik_deliveries', help: 'Deliveries by state', label: 'state', read: () => services.deliveries.countByState() },
    { name: 'nastavnik_job_last_run_seconds', help: 'Unix time of the last run that ended well, 0 before the first', label: 'job', read: () => ofJobs(({ lastRunAt }) => seconds(lastRunAt)) },
    { name: 'nastavnik_job_failures', help: 'Runs that failed since the installation began', label: 'job', read: () => ofJobs(({ failures }) => failures) },
    { name: 'nastavnik_job_failures_in_row', help: 'Runs that failed since the last good one', label: 'job', read: () => ofJobs(({ failuresInRow }) => failuresInRow) },
    { name: 'nastavnik_sender_last_look_seconds', help: 'Unix time when a sender last looked for what is due', read: async () => ({ last: seconds((await services.upkeep.health()).sender.lastAt) }) },
    { name: 'nastavnik_inbox_unfinished', help: 'Updates of the messenger that nobody has worked through yet', read: async () => ({ count: await inbox.countDocuments({ state: 'new' }) }) },
  ]
}
