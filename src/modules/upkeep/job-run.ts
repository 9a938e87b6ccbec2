/** Under this name the sender says that it has looked for what is due. */
export const senderName = 'sender'

/** What became of one kind of recurring work, in all processes together; times by the database's plain clock. */
export interface JobRun {
  name: string
  lastRunAt: Date | null
  lastFailedAt: Date | null
  /** Since the installation began. */
  failures: number
  /** Since the last run that ended well. */
  failuresInRow: number
  /** Kind of the last error, without its message: that may hold people's data. */
  error: string | null
}

export type JobOutcome = { ok: true } | { ok: false; error: string }

/** How the clockwork stands: whoever is silent is silent since an instant, or has never been heard of. */
export interface UpkeepHealth {
  /** By the database's plain clock. */
  now: Date
  jobs: JobRun[]
  scheduler: Pulse
  sender: Pulse
}

export interface Pulse {
  lastAt: Date | null
  isSilent: boolean
}
