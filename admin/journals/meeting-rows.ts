import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { findItem } from '../../src/modules/organisations/organisation.js'
import type { Meeting } from '../../src/modules/meetings/meeting.js'
import { formatInstant } from '../pages/format.js'
import type { JournalScene } from './journal.js'

/** Presence of a person at a meeting in words; nothing where it is not known. */
export function presenceOf({ context: { texts } }: JournalScene, { state, attendees }: Meeting, personId: string): string {
  if (state !== 'held') return ''
  const present = attendees.find((attendee) => attendee.personId === personId)?.present
  return present === null || present === undefined ? '' : texts.text(`journal.presence.${present ? 'yes' : 'no'}`)
}

/** Date, kind and what became of a meeting. */
export function meetingCells({ context: { texts }, organisation, user }: JournalScene, meeting: Meeting): { when: string; kind: string; state: string; outcome: string } {
  const mayRead = (field: string) => mayReadField([user.role], 'Meeting', field)
  const reason = mayRead('reason') && meeting.reason ? (texts.maybe(`words.Meeting.reason.${meeting.reason}`) ?? meeting.reason) : ''
  return {
    when: formatInstant(meeting.startsAt, organisation.zone),
    kind: findItem(organisation, 'meetingKinds', meeting.kind)?.text ?? meeting.kind,
    state: texts.text(`words.Meeting.state.${meeting.state}`),
    outcome: [mayRead('summary') ? meeting.summary : null, reason].filter(Boolean).join('. '),
  }
}
