import type { Connection } from 'mongoose'
import { databaseNow } from '../../db/database-now.js'
import { defineJobRunModel, toJobRun, type JobRunDocument } from './job-run-model.js'
import { senderName, type JobOutcome, type UpkeepHealth } from './job-run.js'
import { judgeUpkeep } from './upkeep-rules.js'

export type { JobOutcome, JobRun, UpkeepHealth } from './job-run.js'

export interface UpkeepService {
  /** Notes how a run of a recurring job ended, so that every process sees it. */
  recordJob(name: string, outcome: JobOutcome): Promise<void>
  /** Notes that the sender has looked for what is due; written at most every 20 seconds a process. */
  recordLook(): Promise<void>
  /** How scheduler and sender stand in all processes together. */
  health(): Promise<UpkeepHealth>
}

const lookEveryMs = 20_000

/** Builds the record of the clockwork's health, which panel, `/readyz` and `/metrics` read (IMPL-23). */
export function createUpkeepService({ connection }: { connection: Connection }): UpkeepService {
  const runs = defineJobRunModel(connection)
  let lookedAt = Number.NEGATIVE_INFINITY

  async function recordJob(name: string, outcome: JobOutcome): Promise<void> {
    const now = await databaseNow(connection)
    const change = outcome.ok
      ? { $set: { lastRunAt: now, failuresInRow: 0 } }
      : { $set: { lastFailedAt: now, error: outcome.error }, $inc: { failures: 1, failuresInRow: 1 } }
    await runs.updateOne({ _id: name }, change, { upsert: true })
  }

  return {
    recordJob,

    async recordLook() {
      const elapsed = performance.now()
      if (elapsed - lookedAt < lookEveryMs) return
      lookedAt = elapsed
      await recordJob(senderName, { ok: true })
    },

    async health() {
      const [now, found] = await Promise.all([databaseNow(connection), runs.find().sort({ _id: 1 }).lean<JobRunDocument[]>()])
      return judgeUpkeep(found.map(toJobRun), now)
    },
  }
}
