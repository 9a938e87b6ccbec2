import { addDays, dayOf, daysBetween, type Day } from '../../core/dates.js'
import type { PlannedDelivery } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import type { ReminderRule } from '../organisations/settings.js'
import { curatorPersonOf, reportOccurrence, rowNotice } from './notices.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { isLate } from './plan-rules.js'
import { toProgramme, type ProgrammeModel, type ProgrammeRecord } from './programme-model.js'
import type { Mark, PlanRow, Programme } from './programme.js'
import { concernedBy, nudgeAt, offsetName, rowSubject, termOccurrence } from './term-reminders.js'

interface NudgeScene {
  programme: Programme
  pair: Pair
  organisation: Organisation
  now: Date
  today: Day
}

const hoursInDay = 24
const hourMs = 3_600_000

/** The newest nudge that a late row has earned: every few days (PROG-07); missed ones are not made up for. */
export function lateNudges({ programme, pair, organisation, now, today }: NudgeScene, row: PlanRow): PlannedDelivery[] {
  const rule: ReminderRule = organisation.settings.reminders['plan-row']
  if (!row.marks.some((mark) => isLate(row, mark, now, organisation.zone))) return []
  const daysLate = daysBetween(row.finalOn, today)
  const every = Math.max(1, Math.round((rule.repeatHours ?? 0) / hoursInDay))
  const times = rule.repeatHours === undefined ? 0 : Math.floor(daysLate / every)
  const about = (kind: 'row-nudge' | 'row-overdue-curator', personId: string, hours: number): PlannedDelivery => ({
    kind,
    organisationId: programme.organisationId,
    personId,
    subject: rowSubject(programme.id, row.id),
    occurrence: termOccurrence('final', row, row.finalOn, personId),
    offset: offsetName(hours),
    params: { programmeId: programme.id, rowId: row.id, term: 'final' },
    dueAt: nudgeAt(row.finalOn, hours, organisation.zone),
  })
  const nudges = times === 0 ? [] : concernedBy(row, pair).map((personId) => about('row-nudge', personId, times * every * hoursInDay))
  const curator = curatorPersonOf(pair, organisation)
  const isCurators = rule.curatorAfterHours !== undefined && daysLate * hoursInDay >= rule.curatorAfterHours
  return isCurators && curator !== null ? [...nudges, about('row-overdue-curator', curator, rule.curatorAfterHours ?? 0)] : nudges
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
  const reached = rule.offsets.filter((offset) => hours >= offset).sort((a, b) => a - b).at(-1)
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
export function createNudgePlanning({ kernel, deliveries, organisationOf, pairs }: ProgrammeDependencies, programmes: ProgrammeModel) {
  return async function planNudges(): Promise<void> {
    const now = kernel.clock.now()
    const tomorrow = addDays(dayOf(now, 'utc'), 1)
    const waiting = { $or: [{ 'rows.finalOn': { $lt: tomorrow } }, { 'rows.marks.state': 'reported' }] }
    const cursor = programmes.find({ state: 'running', suspendedAt: null, ...waiting }).lean<ProgrammeRecord[]>().cursor()
    for await (const record of cursor) {
      const programme = toProgramme(record)
      const [pair, organisation] = [await pairs.get(programme.pairId), await organisationOf(programme.organisationId)]
      if (!pair || !organisation) throw new Error(`programme ${programme.id} has lost its pair or organisation`)
      const planned = nudgesOf({ programme, pair, organisation, now, today: dayOf(now, organisation.zone) })
      if (planned.length > 0) await kernel.transaction(() => deliveries.plan(planned))
    }
  }
}
