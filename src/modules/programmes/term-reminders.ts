import { addDays, endOfDay, instantAt, type Day } from '../../core/dates.js'
import type { Subject } from '../../core/kernel.js'
import type { DeliveryKind, DeliveryPlanner, PlannedDelivery } from '../deliveries/delivery.js'
import { offsetLabel } from '../deliveries/reminder-rules.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import { isRowDone } from './plan-rules.js'
import type { PlanRow, Programme } from './programme.js'

/** Hour of the day, in the organisation's zone, at which nudges about terms go out (section 29). */
export const nudgeHour = 16

export const nudgeKinds: DeliveryKind[] = ['row-nudge', 'row-unchecked', 'row-overdue-curator']

/** What a delivery about a row is about; row ids are unique only within a programme. */
export function rowSubject(programmeId: string, rowId: string): Subject {
  return { type: 'PlanRow', id: `${programmeId}.${rowId}` }
}

type Term = 'intermediate' | 'final'

/** A term as the deliveries know it: another date, planning anew, or another try of the doer is another happening. */
export function termOccurrence(term: Term, row: PlanRow, termOn: Day, personId: string): string {
  const tries = row.marks.find(({ menteeId }) => menteeId === personId)?.reports.length ?? 0
  return [term, termOn, row.sequence, ...(tries === 0 ? [] : [tries])].join(':')
}

/** Hours of the settings as the day of a nudge; the hour is always the same. */
export function nudgeAt(termOn: Day, offsetHours: number, zone: string): Date {
  return instantAt(addDays(termOn, Math.round(offsetHours / 24)), nudgeHour, 0, zone)
}

/** A nudge before a term is of use until the term's day is over, and for a day in any case: held over a Sunday it still comes. */
function untilTerm(termOn: Day, offsetHours: number, zone: string): Date {
  const aDayLater = nudgeAt(termOn, offsetHours + 24, zone)
  const end = endOfDay(termOn, zone)
  return end > aDayLater ? end : aDayLater
}

/** `-168` becomes `-7d`, `-36` stays `-36h`; the term's own day has always been `0d`, and keys of planned messages hold it. */
export function offsetName(hours: number): string {
  return hours === 0 ? '0d' : offsetLabel(hours)
}

export interface ReminderScene {
  programme: Programme
  pair: Pair
  organisation: Organisation
  now: Date
}

/** Everybody whom a row's terms concern now: those who still have to do it, and their mentor. */
export function concernedBy(row: PlanRow, pair: Pair): string[] {
  const doers = row.marks.filter((mark) => mark.state === 'open' || mark.state === 'returned').map((mark) => mark.menteeId)
  return doers.length === 0 ? [] : [...doers, pair.mentorId]
}

/** Nudges of one row before and on its terms, to each doer and to the mentor; those whose hour is over are left out. */
export function termReminders({ programme, pair, organisation, now }: ReminderScene, row: PlanRow): PlannedDelivery[] {
  const nudge = (term: Term, termOn: Day, hours: number, personId: string): PlannedDelivery => ({
    kind: 'row-nudge',
    organisationId: programme.organisationId,
    personId,
    subject: rowSubject(programme.id, row.id),
    occurrence: termOccurrence(term, row, termOn, personId),
    offset: offsetName(hours),
    params: { programmeId: programme.id, rowId: row.id, term },
    dueAt: nudgeAt(termOn, hours, organisation.zone),
    expiresAt: untilTerm(termOn, hours, organisation.zone),
  })
  const terms: [Term, Day][] = [...(row.intermediateOn ? [['intermediate', row.intermediateOn] as [Term, Day]] : []), ['final', row.finalOn]]
  const { offsets } = organisation.settings.reminders['plan-row']
  return terms
    .flatMap(([term, termOn]) => offsets.flatMap((hours) => concernedBy(row, pair).map((personId) => nudge(term, termOn, hours, personId))))
    .filter(({ dueAt }) => dueAt !== undefined && dueAt > now)
}

export type ReminderKeeper = ReturnType<typeof createReminderKeeper>

/** Keeps the reminders of rows in step with the plan, inside the transaction of its change. */
export function createReminderKeeper(deliveries: DeliveryPlanner) {
  const cancelRow = (programme: Programme, rowId: string, personId?: string) =>
    deliveries.cancel({
      organisationId: programme.organisationId,
      subject: rowSubject(programme.id, rowId),
      kinds: nudgeKinds,
      ...(personId === undefined ? {} : { personId }),
    })

  return {
    /** Plans the reminders of all rows. */
    async planAll(scene: ReminderScene): Promise<void> {
      const planned = scene.programme.rows.flatMap((row) => termReminders(scene, row))
      if (planned.length > 0) await deliveries.plan(planned)
    },

    /** Cancels the reminders of all rows, of one person when given. */
    async cancelAll(programme: Programme, personId?: string): Promise<void> {
      for (const row of programme.rows) await cancelRow(programme, row.id, personId)
    },

    /** A doer has reported, or is done: his nudges go; the mentor's too when nobody is left. */
    async settleDoer(programme: Programme, row: PlanRow, menteeId: string): Promise<void> {
      await (isRowDone(row) ? cancelRow(programme, row.id) : cancelRow(programme, row.id, menteeId))
    },

    /** The mentor has answered a report: he needs no more reminding of it. */
    async settleCheck(programme: Programme, rowId: string, reported: string): Promise<void> {
      const { organisationId } = programme
      await deliveries.cancel({ organisationId, subject: rowSubject(programme.id, rowId), kinds: ['row-unchecked'], occurrence: reported })
    },

    /** A returned row is the doer's again. */
    async replanDoer(scene: ReminderScene, row: PlanRow, menteeId: string): Promise<void> {
      const planned = termReminders(scene, row).filter(({ personId }) => personId === menteeId)
      if (planned.length > 0) await deliveries.plan(planned)
    },

    /** After a change of a running plan: rows that are new or whose terms moved are planned, the former reminders go. */
    async replan({ before, ...scene }: ReminderScene & { before: Programme }): Promise<void> {
      if (scene.programme.state !== 'running' || scene.programme.suspendedAt !== null) return
      for (const row of scene.programme.rows) {
        const former = before.rows.find(({ id }) => id === row.id)
        if (former && former.sequence === row.sequence) continue
        if (former) await cancelRow(before, row.id)
        const planned = termReminders(scene, row)
        if (planned.length > 0) await deliveries.plan(planned)
      }
    },
  }
}
