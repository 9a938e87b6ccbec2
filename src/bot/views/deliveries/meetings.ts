import type { Meeting } from '../../../modules/meetings/meeting.js'
import type { Screen } from '../../../core/screen.js'
import { escapeHtml } from '../../chat.js'
import { meetingCallbacks } from '../../features/meetings/callbacks.js'
import { meetingMoment, meetingScreen, othersLine, type MeetingFace } from '../meetings/meeting-views.js'
import type { DeliveryData, DeliveryViews } from './data.js'

export type MeetingDeliveryKind =
  | 'meeting-set'
  | 'meeting-moved'
  | 'meeting-cancelled'
  | 'meeting-confirmed'
  | 'meeting-move-asked'
  | 'meeting-reminder'
  | 'meeting-question'
  | 'meeting-summary-reminder'

function faceOf({ t, zone, now, organisation, person, pair, nameOf }: DeliveryData): MeetingFace {
  return { t, zone, now, organisation, personId: person.id, mentorId: pair?.mentorId ?? null, nameOf }
}

/** A message about a meeting that surely exists: it is never deleted. */
function about(build: (data: DeliveryData, meeting: Meeting, face: MeetingFace) => Screen) {
  return (data: DeliveryData): Screen => {
    if (!data.meeting) throw new Error('a message about a meeting that is not there')
    return build(data, data.meeting, faceOf(data))
  }
}

const card = (head: string) => about((data, meeting, face) => meetingScreen(face, meeting, data.t(head, { moment: meetingMoment(face, meeting) })))

const question = (key: string) =>
  about(({ t }, meeting, face) => ({
    text: t(key, { moment: meetingMoment(face, meeting), name: othersLine(face, meeting) }),
    buttons: [[meetingCallbacks.button(t('meeting-took-place'), 'held', meeting.id)], [meetingCallbacks.button(t('meeting-not-held'), 'missed', meeting.id)]],
  }))

/** Messages about meetings (MEET-04). */
export const meetingDeliveries: DeliveryViews<MeetingDeliveryKind> = {
  'meeting-set': card('delivery-meeting-set'),
  'meeting-moved': card('delivery-meeting-moved'),
  'meeting-reminder': card('delivery-meeting-reminder'),
  'meeting-cancelled': about(({ t }, meeting, face) => ({
    text: t('delivery-meeting-cancelled', { moment: meetingMoment(face, meeting), name: othersLine(face, meeting), reason: escapeHtml(meeting.reason ?? '') }),
  })),
  'meeting-confirmed': about(({ t, nameOf, params }, meeting, face) => ({
    text: t('delivery-meeting-confirmed', { name: nameOf(params.byId), moment: meetingMoment(face, meeting) }),
  })),
  'meeting-move-asked': about(({ t, nameOf, params }, meeting, face) => {
    const wish = meeting.attendees.find(({ personId }) => personId === params.byId)?.wish ?? ''
    const isMentor = face.personId === face.mentorId
    const text = t('delivery-meeting-move-asked', { name: nameOf(params.byId), moment: meetingMoment(face, meeting), wish: escapeHtml(wish) })
    return isMentor
      ? { text, buttons: [[meetingCallbacks.button(t('meeting-move'), 'move', meeting.id)], [meetingCallbacks.button(t('meeting-cancel'), 'cancel', meeting.id)]] }
      : { text }
  }),
  'meeting-question': question('delivery-meeting-question'),
  'meeting-summary-reminder': question('delivery-meeting-summary'),
}
