import { ok, refuse } from '../../core/result.js'
import { requireWords } from '../../core/wording.js'
import { meetingMessage } from './meeting-messages.js'
import { toMeeting, type MeetingDocument } from './meeting-model.js'
import { mayReply } from './meeting-policy.js'
import type { MeetingDependencies } from './meeting-ports.js'
import type { MeetingService } from './meeting-service.js'
import type { MeetingStore } from './meeting-store.js'
import type { Attendee } from './meeting.js'

const longestWish = 300

/** Attendees' answers to a meeting: confirmed, or another time wished (MEET-04); the mentor learns of both. */
export function createAnswering({ kernel, deliveries, findPair }: MeetingDependencies, store: MeetingStore): Pick<MeetingService, 'confirm' | 'askToMove'> {
  const now = () => kernel.clock.now()

  function withReply(document: MeetingDocument, personId: string, patch: Partial<Attendee>): Attendee[] {
    return toMeeting(document).attendees.map((attendee) => (attendee.personId === personId ? { ...attendee, ...patch } : attendee))
  }

  /** Who is told of an answer: the mentor; of the mentor's own wish, the others. */
  async function listeners(document: MeetingDocument, personId: string): Promise<string[]> {
    const mentorId = (await findPair(document.pairId))?.mentorId
    const others = document.attendees.map((attendee) => attendee.personId).filter((id) => id !== personId)
    return personId === mentorId ? others : others.filter((id) => id === mentorId)
  }

  return {
    confirm: (actor, { meetingId, personId }) =>
      store.transaction(async () => {
        const document = await store.open(actor, meetingId)
        if (!document) return refuse('meeting-not-found')
        const meeting = toMeeting(document)
        if (!mayReply(actor, meeting, personId)) return refuse('not-allowed')
        if (meeting.state !== 'planned') return refuse(`meeting-is-${meeting.state}`)
        if (meeting.startsAt <= now()) return refuse('meeting-begun')
        if (meeting.attendees.some((attendee) => attendee.personId === personId && attendee.reply === 'confirmed')) return ok(meeting)
        const confirmed = await store.change(actor, document, { attendees: withReply(document, personId, { reply: 'confirmed', wish: null }) }, { action: 'meeting-confirm' })
        const mentorId = (await findPair(meeting.pairId))?.mentorId
        if (mentorId && mentorId !== personId) {
          await deliveries.plan([meetingMessage(confirmed, 'meeting-confirmed', mentorId, { offset: personId, params: { byId: personId }, expiresAt: confirmed.startsAt })])
        }
        return ok(confirmed)
      }),

    askToMove: (actor, { meetingId, personId, wish }) =>
      store.transaction(async () => {
        const document = await store.open(actor, meetingId)
        if (!document) return refuse('meeting-not-found')
        const meeting = toMeeting(document)
        if (!mayReply(actor, meeting, personId)) return refuse('not-allowed')
        if (meeting.state !== 'planned') return refuse(`meeting-is-${meeting.state}`)
        if (meeting.startsAt <= now()) return refuse('meeting-begun')
        const words = requireWords(wish, longestWish)
        if (!words.ok) return words
        if (meeting.attendees.some((one) => one.personId === personId && one.reply === 'move-asked' && one.wish === words.value)) return ok(meeting)
        const attendees = withReply(document, personId, { reply: 'move-asked', wish: words.value })
        const asked = await store.change(actor, document, { attendees }, { action: 'meeting-ask-to-move', reason: words.value })
        const people = await listeners(document, personId)
        const offset = `${personId}:${asked.updatedAt.getTime()}`
        await deliveries.plan(people.map((id) => meetingMessage(asked, 'meeting-move-asked', id, { offset, params: { byId: personId }, expiresAt: asked.startsAt })))
        return ok(asked)
      }),
  }
}
