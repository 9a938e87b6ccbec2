import { addDays, daysBetween, type Day } from '../../core/dates.js'
import type { PlanRow, Programme } from './programme.js'

type Model = Pick<Programme, 'startsOn' | 'rows' | 'goal' | 'directions' | 'support'>
type Copied = Pick<Programme, 'rows' | 'lastRow' | 'goal' | 'directions' | 'support'>

/**
 * The plan of a former programme for another pair (IMPL-06): its rows without marks, their terms as many days from the beginning as
 * there, moved to the last day where they would lie behind it.
 */
export function copyPlan(model: Model, startsOn: Day, endsOn: Day, menteeIds: readonly string[]): Copied {
  const moved = (day: Day): Day => {
    const fresh = addDays(startsOn, Math.max(0, daysBetween(model.startsOn, day)))
    return fresh > endsOn ? endsOn : fresh
  }
  const rows = model.rows.map(({ aim, need, measures, mode, intermediateOn, finalOn, result }, at): PlanRow => ({
    ...{ id: `r${at + 1}`, aim, need, measures, mode, result, sequence: 0 },
    intermediateOn: intermediateOn === null ? null : moved(intermediateOn),
    finalOn: moved(finalOn),
    marks: menteeIds.map((menteeId) => ({ menteeId, state: 'open', reports: [], acceptedAt: null, comment: null })),
  }))
  return { rows, lastRow: rows.length, goal: model.goal, directions: model.directions, support: model.support }
}
