import { addDays, dayOf, daysBetween, type Day } from '../../core/dates.js'
import type { PlannedDelivery } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import type { ReminderRule } from '../organisations/settings.js'
import { curatorPersonOf, reportOccurrence, rowNotice } from './notices.js'
import type { ProgrammeDependencies, RowHold } from './programme-dependencies.js'
import { isHeld, isLate } from './plan-rules.js'
import { toProgramme, type ProgrammeModel, type ProgrammeRecord } from './programme-model.js'
import type { Mark, PlanRow, Programme } from './programme.js'
import { concernedBy, nudgeAt, offsetName, rowSubject, termOccurrence } from './term-reminders.js'

interface NudgeScene {
  programme: Programme
  pair: Pair
  organisation: Organisation
  now: Date
  today: Day
  holds: readonly RowHold[]
}

const hoursInDay = 24
const hourMs = 3_600_000
/** A late row is spoken of so often to its doers and the mentor; then it rests with the curator. */
export const mostLateNudges = 3
/** The mentor is reminded of a report so often, and every so many hours where the organisation has not set it. */
const mostUncheckedReminders = 3
const uncheckedRepeatHours = 72

/** Days late of the newest nudge that a late row has earned; those whose hour fell into the wait for another term do not count. */
function newestLateDays({ organisation, now, today }: NudgeScene, row: PlanRow, holds: readonly RowHold[]): number | null {
  const { repeatHours } = organisation.settings.reminders['plan-row']
  if (repeatHours === undefined) return null
  const every = Math.max(1, Math.round(repeatHours / hoursInDay))
  const times = Math.floor(daysBetween(row.finalOn, today) / every)
  const wasHeld = (day: number) => {
    const at = nudgeAt(row.finalOn, day * hoursInDay, organisation.zone)
    return holds.some(({ from, to }) => from <= at && at < (to ?? now))
  }
  const earned = Array.from({ length: times }, (_, at) => (at + 1) * every).filter((day) => !wasHeld(day))
  return earned.slice(0, mostLateNudges).at(-1) ?? null
}

/** The newest nudge that a late row has earned: every few days, a few times (PROG-07); missed ones are not made up for. */
export function lateNudges(scene: NudgeScene, row: PlanRow): PlannedDelivery[] {
  const { programme, pair, organisation, now, today } = scene
  const { curatorAfterHours } = organisation.settings.reminders['plan-row']
  const holds = scene.holds.filter(({ rowId }) => rowId === row.id)
  if (isHeld(row, holds) || !row.marks.some((mark) => isLate(row, mark, now, organisation.zone))) return []
  const about = (kind: 'row-nudge' | 'row-overdue-curator', personId: string, hours: number): PlannedDelivery & { dueAt: Date } => ({
    kind,
    organisationId: programme.organisationId,
    personId,
    subject: rowSubject(programme.id, row.id),
    occurrence: termOccurrence('final', row, row.finalOn, personId),
    offset: offsetName(hours),
    params: { programmeId: programme.id, rowId: row.id, term: 'final' },
    dueAt: nudgeAt(row.finalOn, hours, organisation.zone),
  })
  const days = newestLateDays(scene, row, holds)
  const nudges = days === null ? [] : concernedBy(row, pair).map((personId) => about('row-nudge', personId, days * hoursInDay))
  const curator = curatorPersonOf(pair, organisation)
  if (curator === null || curatorAfterHours === undefined || daysBetween(row.finalOn, today) * hoursInDay < curatorAfterHours) return nudges
  const escalation = about('row-overdue-curator', curator, curatorAfterHours)
  const released = Math.max(escalation.dueAt.getTime(), ...holds.map(({ to }) => to?.getTime() ?? 0))
  return [...nudges, { ...escalation, dueAt: new Date(released) }]
}

/** Hours after a report at which its mentor is reminded: as set, then every few days. */
function uncheckedHours({ offsets, repeatHours = uncheckedRepeatHours }: ReminderRule): number[] {
  const hours = [...offsets].sort((a, b) => a - b)
  const last = hours.at(-1)
  if (last === undefined) return []
  const repeats = Array.from({ length: Math.max(0, mostUncheckedReminders - hours.length) }, (_, at) => last + (at + 1) * repeatHours)
  return [...hours, ...repeats]
}

/** Reminds the mentor of a report that nobody has looked at, later the curator. */
export function uncheckedNudges({ programme, pair, organisation, now }: NudgeScene, row: PlanRow, mark: Mark): PlannedDelivery[] {
  const report = mark.reports.at(-1)
  if (mark.state !== 'reported' || !report) return []
  const rule: ReminderRule = organisation.settings.reminders['row-unchecked']
  const hours = (now.getTime() - report.at.getTime()) / hourMs
  const remind = (personId: string, after: number): PlannedDelivery => {
    const occurrence = reportOccurrence(mark.menteeId, mark.reports.length)
    const notice = rowNotice(programme, { kind: 'row-unchecked', personId, rowId: row.id, menteeId: mark.menteeId, occurrence })
    return { ...notice, offset: `+${after}h`, dueAt: new Date(report.at.getTime() + after * hourMs) }
  }
  const reached = uncheckedHours(rule).filter((offset) => hours >= offset).at(-1)
  const curator = curatorPersonOf(pair, organisation)
  const isCurators = rule.curatorAfterHours !== undefined && hours >= rule.curatorAfterHours
  return [
    ...(reached === undefined ? [] : [remind(pair.mentorId, reached)]),
    ...(isCurators && curator !== null ? [remind(curator, rule.curatorAfterHours ?? 0)] : []),
  ]
}

function nudgesOf(scene: NudgeScene): PlannedDelivery[] {
  return scene.programme.rows.flatMap((row) => [...lateNudges(scene, row), ...row.marks.flatMap((mark) => uncheckedNudges(scene, row, mark))])
}

/** Makes the job's use case: looks at every running programme with something late or unchecked. Planning twice is harmless. */
export function createNudgePlanning({ kernel, deliveries, organisationOf, pairs, holdsOf }: ProgrammeDependencies, programmes: ProgrammeModel) {
  return async function planNudges(): Promise<void> {
    const now = kernel.clock.now()
    const tomorrow = addDays(dayOf(now, 'utc'), 1)
    const waiting = { $or: [{ 'rows.finalOn': { $lt: tomorrow } }, { 'rows.marks.state': 'reported' }] }
    const cursor = programmes.find({ state: 'running', suspendedAt: null, ...waiting }).lean<ProgrammeRecord[]>().cursor()
    for await (const record of cursor) {
      const programme = toProgramme(record)
      const [pair, organisation] = [await pairs.get(programme.pairId), await organisationOf(programme.organisationId)]
      if (!pair || !organisation) throw new Error(`programme ${programme.id} has lost its pair or organisation`)
      const planned = nudgesOf({ programme, pair, organisation, now, today: dayOf(now, organisation.zone), holds: await holdsOf(programme.id) })
      if (planned.length > 0) await kernel.transaction(() => deliveries.plan(planned))
    }
  }
}
