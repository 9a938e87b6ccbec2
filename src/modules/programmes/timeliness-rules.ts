import { dayOf, isPastTerm, type Day } from '../../core/dates.js'
import type { Mark, PlanRow } from './programme.js'

/** How a mark stands to its term; what waits for the mentor's check counts by the day of the report. */
export const timelinessCodes = ['inTime', 'late', 'overdue', 'ahead'] as const
export type Timeliness = (typeof timelinessCodes)[number]

/** The day on which the mentee was ready: of the last report, or of a check without one. */
function readyOn(mark: Mark, zone: string): Day | null {
  const at = mark.reports.at(-1)?.at ?? mark.acceptedAt
  return at ? dayOf(at, zone) : null
}

/** Tells whether a row was done in time, late, is overdue or has its term ahead; null for a mark that was released (PROG-07, IMPL-28). */
export function timelinessOf(row: Pick<PlanRow, 'finalOn'>, mark: Mark, now: Date, zone: string): Timeliness | null {
  if (mark.state === 'released') return null
  const isDone = mark.state === 'accepted' || mark.state === 'reported'
  const day = isDone ? readyOn(mark, zone) : null
  if (day !== null) return day <= row.finalOn ? 'inTime' : 'late'
  return isPastTerm(row.finalOn, now, zone) ? 'overdue' : 'ahead'
}
