import { inRows, type Button, type Screen } from '../../../core/screen.js'
import type { Meeting } from '../../../modules/meetings/meeting.js'
import { findItem, type Organisation } from '../../../modules/organisations/organisation.js'
import { escapeHtml } from '../../chat.js'
import { meetingCallbacks } from '../../features/meetings/callbacks.js'
import type { TextArgs } from '../../texts.js'
import { sayMoment } from '../dates.js'

/** What a view of a meeting needs to speak to one person. */
export interface MeetingFace {
  t(key: string, args?: TextArgs): string
  zone: string
  now: Date
  organisation: Pick<Organisation, 'dictionaries'>
  /** Who looks. */
  personId: string
  mentorId: string | null
  /** Name and patronymic, escaped. */
  nameOf(personId: string): string
}

export function kindText({ organisation }: Pick<MeetingFace, 'organisation'>, kind: string): string {
  return escapeHtml(findItem(organisation, 'meetingKinds', kind)?.text ?? kind)
}

export const meetingMoment = (face: Pick<MeetingFace, 'now' | 'zone'>, meeting: Pick<Meeting, 'startsAt'>) => sayMoment(meeting.startsAt, face.now, face.zone)

/** Place, or link, or both. */
export function meetingPlace(meeting: Pick<Meeting, 'place' | 'link'>): string {
  return [meeting.place, meeting.link ?? ''].filter(Boolean).map(escapeHtml).join(', ')
}

/** The others: the mentor for a mentee, the mentees for the mentor. */
export function othersLine(face: MeetingFace, meeting: Meeting): string {
  const others = meeting.attendees.map(({ personId }) => personId).filter((id) => id !== face.personId)
  const shown = face.mentorId !== null && face.personId !== face.mentorId && others.includes(face.mentorId) ? [face.mentorId] : others
  return shown.map(face.nameOf).join(', ')
}

const replyOf = (face: MeetingFace, meeting: Meeting) => meeting.attendees.find(({ personId }) => personId === face.personId)?.reply

/** What the attendees have answered, for the one who arranged it. */
function replyLines(face: MeetingFace, meeting: Meeting): string[] {
  return meeting.attendees
    .filter(({ personId }) => personId !== face.personId && personId !== face.mentorId)
    .map(({ personId, reply, wish }) => face.t(`meeting-reply-${reply}`, { name: face.nameOf(personId), wish: escapeHtml(wish ?? '') }))
}

/** The lines of a meeting: when, what and with whom, where, about what. */
export function meetingLines(face: MeetingFace, meeting: Meeting, head = face.t('meeting-when', { moment: meetingMoment(face, meeting) })): string[] {
  const topic = meeting.topic ? [face.t('meeting-topic', { topic: escapeHtml(meeting.topic) })] : []
  return [
    `<b>${head}</b>`,
    face.t('meeting-with', { kind: kindText(face, meeting.kind), name: othersLine(face, meeting) }),
    face.t('meeting-where', { place: meetingPlace(meeting) }),
    ...topic,
  ]
}

function plannedButtons(face: MeetingFace, meeting: Meeting): Button[][] {
  const button = (key: string, action: Parameters<typeof meetingCallbacks.button>[1]) => meetingCallbacks.button(face.t(key), action, meeting.id)
  const isMentor = face.personId === face.mentorId
  const reply = replyOf(face, meeting)
  if (meeting.startsAt <= face.now) return isMentor ? [[button('meeting-took-place', 'held')], [button('meeting-not-held', 'missed')]] : [[meetingCallbacks.button(face.t('meeting-mine-mentee'), 'mine')]]
  const confirm = reply === 'confirmed' ? [] : [[button('meeting-confirm', 'confirm')]]
  if (isMentor) return [...confirm, [button('meeting-move', 'move'), button('meeting-cancel', 'cancel')]]
  return reply === undefined ? [] : [...confirm, [button('meeting-other-time', 'wish')]]
}

function stateLines(face: MeetingFace, meeting: Meeting): string[] {
  if (meeting.state !== 'planned') {
    const words = escapeHtml(meeting.summary ?? meeting.reason ?? '')
    return [face.t(`meeting-state-${meeting.state}`, { words, hasWords: words === '' ? 'no' : 'yes' })]
  }
  if (face.personId === face.mentorId) return replyLines(face, meeting)
  if (meeting.startsAt <= face.now) return [face.t('meeting-state-begun')]
  const reply = replyOf(face, meeting)
  return reply === 'confirmed' || reply === 'move-asked' ? [face.t(`meeting-own-${reply}`)] : []
}

/** A meeting before one of its people, with what that person can do now; a head of its own says the moment too. */
export function meetingScreen(face: MeetingFace, meeting: Meeting, head?: string): Screen {
  const text = [...meetingLines(face, meeting, head), ...stateLines(face, meeting)].join('\n')
  return { text, buttons: meeting.state === 'planned' ? plannedButtons(face, meeting) : [] }
}

/** One line of a list. */
export function meetingShortLine(face: MeetingFace, meeting: Meeting): string {
  return face.t('meeting-line', { moment: meetingMoment(face, meeting), name: othersLine(face, meeting), place: meetingPlace(meeting) })
}

/** Number buttons that open meetings of a list. */
export function meetingNumbers(meetings: readonly Meeting[]): Button[][] {
  const mostInRow = 5
  return inRows(meetings.map(({ id }, index) => meetingCallbacks.button(String(index + 1), 'open', id)), mostInRow)
}
