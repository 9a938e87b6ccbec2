import { senderName, type JobRun, type Pulse, type UpkeepHealth } from './job-run.js'

const minute = 60_000

/** The most frequent job runs every minute: when none did for so long, the scheduler is silent. */
export const schedulerPatienceMs = 5 * minute
/** The sender looks every 5 seconds by itself. */
export const senderPatienceMs = minute

function pulseOf(times: readonly (Date | null)[], now: Date, patienceMs: number): Pulse {
  const known = times.flatMap((at) => (at ? [at.getTime()] : []))
  const lastAt = known.length > 0 ? new Date(Math.max(...known)) : null
  return { lastAt, isSilent: lastAt === null || now.getTime() - lastAt.getTime() > patienceMs }
}

/** Tells from what is on record whether the scheduler and the sender still live (IMPL-23). */
export function judgeUpkeep(runs: readonly JobRun[], now: Date): UpkeepHealth {
  const jobs = runs.filter(({ name }) => name !== senderName)
  const looks = runs.filter(({ name }) => name === senderName)
  const tried = jobs.flatMap(({ lastRunAt, lastFailedAt }) => [lastRunAt, lastFailedAt])
  return {
    now,
    jobs,
    scheduler: pulseOf(tried, now, schedulerPatienceMs),
    sender: pulseOf(looks.map(({ lastRunAt }) => lastRunAt), now, senderPatienceMs),
  }
}
