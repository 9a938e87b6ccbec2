import type { DeliveryKind, PlannedDelivery } from '../deliveries/delivery.js'
import { nextOpen, onDayOf, quietRulesOf, remindersAfter, remindersBefore } from '../deliveries/reminder-rules.js'
import type { Organisation } from '../organisations/organisation.js'
import { endOf, type Meeting } from './meeting.js'

type Zoned = Pick<Organisation, 'zone' | 'settings'>

/** The subject under which everything about a meeting is planned and cancelled. */
export function meetingSubject(meetingId: string) {
  return { type: 'meeting', id: meetingId }
}

/** One message about a meeting as it stands now: a moved one is another occurrence. */
export function meetingMessage(meeting: Meeting, kind: DeliveryKind, personId: string, extra: Partial<PlannedDelivery> = {}): PlannedDelivery {
  return {
    kind,
    organisationId: meeting.organisationId,
    personId,
    subject: meetingSubject(meeting.id),
    occurrence: String(meeting.sequence),
    ...extra,
    params: { meetingId: meeting.id, ...extra.params },
  }
}

/** The same message to everybody but one; useless once the meeting has begun. */
export function toAttendees(meeting: Meeting, kind: DeliveryKind, exceptId: string | null, extra: Partial<PlannedDelivery> = {}): PlannedDelivery[] {
  return meeting.attendees
    .filter(({ personId }) => personId !== exceptId)
    .map(({ personId }) => meetingMessage(meeting, kind, personId, { expiresAt: meeting.startsAt, ...extra }))
}

/**
 * Reminders of a meeting (MEET-04): before it to all, after its end the question to the mentor whether it took place, and a
 * day later once more while there is no summary.
 */
export function meetingReminders(meeting: Meeting, organisation: Zoned, mentorId: string, now: Date): PlannedDelivery[] {
  const rules = quietRulesOf(organisation)
  const { offsets } = organisation.settings.reminders.meeting
  const before = remindersBefore(meeting.startsAt, offsets, now, rules).flatMap(({ offset, dueAt }) =>
    toAttendees(meeting, 'meeting-reminder', null, { offset, dueAt }),
  )
  const question = meetingMessage(meeting, 'meeting-question', mentorId, { offset: 'end', dueAt: nextOpen(endOf(meeting), onDayOf(meeting.startsAt, rules)) })
  const unsummed = remindersAfter(meeting.startsAt, offsets.filter((hours) => hours > 0), rules).map(({ offset, dueAt }) =>
    meetingMessage(meeting, 'meeting-summary-reminder', mentorId, { offset, dueAt }),
  )
  return [...before, question, ...unsummed]
}
