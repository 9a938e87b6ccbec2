import { Schema, type Connection, type Model } from 'mongoose'
import type { JobRun } from './job-run.js'

export type JobRunDocument = Omit<JobRun, 'name'> & { _id: string }

const date = { type: Date, default: null }

const jobRunSchema = new Schema<JobRunDocument>(
  {
    _id: { type: String, required: true },
    lastRunAt: date,
    lastFailedAt: date,
    failures: { type: Number, default: 0 },
    failuresInRow: { type: Number, default: 0 },
    error: { type: String, default: null },
  },
  { collection: 'job_runs', versionKey: false },
)

/** Registers the record of recurring work on the connection, or returns it when it is there. */
export function defineJobRunModel(connection: Connection): Model<JobRunDocument> {
  return connection.models['JobRun'] ?? connection.model<JobRunDocument>('JobRun', jobRunSchema)
}

/** Turns a stored row into plain data; what an older version left out is filled in. */
export function toJobRun({ _id, ...rest }: JobRunDocument): JobRun {
  const { lastRunAt = null, lastFailedAt = null, failures = 0, failuresInRow = 0, error = null } = rest
  return { name: _id, lastRunAt, lastFailedAt, failures, failuresInRow, error }
}
