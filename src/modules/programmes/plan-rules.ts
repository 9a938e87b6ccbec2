import { addDays, addMonths, isDay, isPastTerm, type Day } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { OrganisationSettings } from '../organisations/settings.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'
import { markTransitions, workModes, type Mark, type MarkState, type PlanRow, type Programme } from './programme.js'
import type { RowHold } from './programme-dependencies.js'
import type { Progress, RowInput } from './programme-service.js'
import { requireText } from './wording.js'

/** Code of the fast kind of mentoring in the dictionary `kinds`. */
export const fastKind = 'speed'

type Limits = Pick<OrganisationSettings, 'programmeMinMonths' | 'programmeMaxMonths' | 'speedMayBeOneMeeting'>
type Period = Pick<Programme, 'startsOn' | 'endsOn' | 'kinds' | 'termNote'>

/**
 * Checks the programme's term: 3 to 12 months unless the organisation sets otherwise (PROG-01); a note of the curator allows
 * another one; the fast kind may be a single meeting (PROG-15). Problems: day-wrong, programme-dates-order, programme-too-short, programme-too-long.
 */
export function checkPeriod(period: Period, limits: Limits): Result<undefined> {
  if (!isDay(period.startsOn) || !isDay(period.endsOn)) return refuse('day-wrong')
  if (period.endsOn < period.startsOn) return refuse('programme-dates-order')
  if (period.termNote) return ok()
  const mayBeShort = limits.speedMayBeOneMeeting && period.kinds.includes(fastKind)
  const earliestEnd = addDays(addMonths(period.startsOn, limits.programmeMinMonths), -1)
  if (!mayBeShort && period.endsOn < earliestEnd) return refuse('programme-too-short', { months: limits.programmeMinMonths })
  if (period.endsOn > addMonths(period.startsOn, limits.programmeMaxMonths)) return refuse('programme-too-long', { months: limits.programmeMaxMonths })
  return ok()
}

/** A term lies inside the programme's dates, both included. */
export function isInside(day: Day, programme: Pick<Programme, 'startsOn' | 'endsOn'>): boolean {
  return programme.startsOn <= day && day <= programme.endsOn
}

/** Checks the terms of a row: real days, inside the programme, intermediate not after final, the final one not over yet. */
export function checkTerms(
  row: { intermediateOn: string | null; finalOn: string },
  programme: Pick<Programme, 'startsOn' | 'endsOn'>,
  today: Day,
): Result<undefined> {
  if (!isDay(row.finalOn) || (row.intermediateOn !== null && !isDay(row.intermediateOn))) return refuse('day-wrong')
  if (!isInside(row.finalOn, programme)) return refuse('term-outside-programme')
  if (row.finalOn < today) return refuse('term-past')
  if (row.intermediateOn === null) return ok()
  if (row.intermediateOn > row.finalOn) return refuse('term-intermediate-late')
  if (!isInside(row.intermediateOn, programme)) return refuse('term-outside-programme')
  return ok()
}

export type CheckedRow = Pick<PlanRow, 'aim' | 'need' | 'measures' | 'mode' | 'intermediateOn' | 'finalOn' | 'result'>

/** Tidies and checks all five columns of a row (PROG-05). */
export function checkRow(input: RowInput, programme: Pick<Programme, 'startsOn' | 'endsOn'>, today: Day): Result<CheckedRow> {
  if (input.aim !== 'difficulty' && input.aim !== 'strength') return refuse('row-aim')
  if (!workModes.includes(input.mode)) return refuse('row-mode')
  const need = requireText('need', input.need)
  if (!need.ok) return need
  const measures = requireText('measures', input.measures)
  if (!measures.ok) return measures
  const result = requireText('result', input.result)
  if (!result.ok) return result
  const intermediateOn = input.intermediateOn ?? null
  const terms = checkTerms({ intermediateOn, finalOn: input.finalOn }, programme, today)
  if (!terms.ok) return terms
  return ok({ aim: input.aim, need: need.value, measures: measures.value, mode: input.mode, intermediateOn, finalOn: input.finalOn, result: result.value })
}

/** Whose plan it is: the mentees of today, or, when the pair is over, those who worked to its end. */
export function menteesOf(programme: Pick<Programme, 'rows'>, pair: Pair): string[] {
  const current = currentMenteeIds(pair)
  if (current.length > 0) return current
  const worked = new Set(programme.rows.flatMap((row) => row.marks).filter((mark) => mark.state !== 'released').map((mark) => mark.menteeId))
  const members = pair.members.filter((member) => member.answer !== 'declined').map((member) => member.menteeId)
  return worked.size > 0 ? members.filter((id) => worked.has(id)) : members
}

type Gapped = Pick<Programme, 'goal' | 'directions' | 'form' | 'kinds' | 'rows'>

/** Names the parts that are still empty and block showing and approval (PROG-04). */
export function findGaps(programme: Gapped, menteeIds: readonly string[]): string[] {
  const hasAim = (aim: PlanRow['aim']) => programme.rows.some((row) => row.aim === aim)
  const parts: [string, boolean][] = [
    ['goal', programme.goal !== ''],
    ['directions', programme.directions.length > 0],
    ['form', programme.form !== ''],
    ['kinds', programme.kinds.length > 0],
    ['participants', menteeIds.length > 0],
    ['rows', programme.rows.length > 0],
    ['difficulty-row', hasAim('difficulty')],
    ['strength-row', hasAim('strength')],
  ]
  return parts.filter(([, isThere]) => !isThere).map(([code]) => code)
}

const isOver = (mark: Mark) => mark.state === 'accepted' || mark.state === 'released'

/** A row is done when every mentee's mark is accepted or released (IMPL-27). */
export function isRowDone(row: Pick<PlanRow, 'marks'>): boolean {
  return row.marks.every(isOver)
}

/** True when the plan is fulfilled in full, so completion may be offered (END-01). */
export function isPlanDone(rows: readonly PlanRow[]): boolean {
  return rows.length > 0 && rows.every(isRowDone)
}

/** True when the mentee still has something to do or to wait for on the row. */
export function isUnfinished(mark: Mark): boolean {
  return !isOver(mark)
}

/** True while another term of the row is asked for by a mentee who has not finished it. */
export function isHeld(row: PlanRow, holds: readonly Pick<RowHold, 'rowId' | 'menteeId' | 'to'>[]): boolean {
  const waits = (menteeId: string) => row.marks.some((mark) => mark.menteeId === menteeId && isUnfinished(mark))
  return holds.some(({ rowId, menteeId, to }) => rowId === row.id && to === null && waits(menteeId))
}

/** The doer is late: the final term's day is over in the zone and nothing waits for the mentor (PROG-07, IMPL-28). */
export function isLate(row: Pick<PlanRow, 'finalOn'>, mark: Mark, now: Date, zone: string): boolean {
  return (mark.state === 'open' || mark.state === 'returned') && isPastTerm(row.finalOn, now, zone)
}

const accepted = (marks: readonly Mark[]) => marks.filter((mark) => mark.state === 'accepted').length

/** Accepted marks against all marks but released ones, in all and per need (PROG-25). */
export function progressOf(rows: readonly PlanRow[]): Progress {
  const marksOf = (some: readonly PlanRow[]) => some.flatMap((row) => row.marks).filter((mark) => mark.state !== 'released')
  const needs = [...new Set(rows.map((row) => row.need))]
  const perNeed = needs.map((need) => {
    const marks = marksOf(rows.filter((row) => row.need === need))
    return { need, accepted: accepted(marks), total: marks.length }
  })
  const all = marksOf(rows)
  return { accepted: accepted(all), total: all.length, perNeed }
}

const refusals: Record<MarkState, string> = {
  open: 'mark-not-reported',
  reported: 'mark-reported-already',
  accepted: 'mark-accepted-already',
  returned: 'mark-returned-already',
  released: 'mark-released-already',
}

/** Allows a move of a mark by the table, or says what has already become of it (two people pressing at once). */
export function checkMark(mark: Mark, to: MarkState): Result<undefined> {
  const allowed: readonly MarkState[] = markTransitions[mark.state]
  return allowed.includes(to) ? ok() : refuse(refusals[mark.state])
}
