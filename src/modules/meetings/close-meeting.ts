import type { Actor } from '../../core/actor.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { requireWords } from '../../core/wording.js'
import { meetingSubject } from './meeting-messages.js'
import { toMeeting, type MeetingDocument } from './meeting-model.js'
import { mayArrange } from './meeting-policy.js'
import type { MeetingDependencies } from './meeting-ports.js'
import type { MeetingService } from './meeting-service.js'
import type { MeetingStore } from './meeting-store.js'
import { meetingTransitions, type Meeting } from './meeting.js'

const longest = { summary: 1000, reason: 500 } as const

/** After a meeting: it took place with these people and a line of summary, or it did not, with the reason (MEET-04). */
export function createClosing({ kernel, deliveries, findPair }: MeetingDependencies, store: MeetingStore): Pick<MeetingService, 'hold' | 'miss'> {
  async function openPast(actor: Actor, meetingId: string, next: 'held' | 'missed'): Promise<Result<{ document: MeetingDocument; mentorId: string }>> {
    const document = await store.open(actor, meetingId)
    const pair = document && (await findPair(document.pairId))
    if (!document || !pair) return refuse('meeting-not-found')
    if (!mayArrange(actor, pair)) return refuse('not-allowed')
    if (!canMove(meetingTransitions, document.state, next)) return refuse(`meeting-is-${document.state}`)
    if (document.startsAt > kernel.clock.now()) return refuse('meeting-not-yet')
    return ok({ document, mentorId: pair.mentorId })
  }

  async function close(actor: Actor, document: MeetingDocument, patch: Partial<Meeting>, action: string): Promise<Result<Meeting>> {
    const closed = await store.change(actor, document, patch, { action, reason: patch.reason ?? undefined })
    await deliveries.cancel({ organisationId: closed.organisationId, subject: meetingSubject(closed.id) })
    return ok(closed)
  }

  return {
    hold: (actor, { meetingId, presentIds, summary }) =>
      store.transaction(async () => {
        const found = await openPast(actor, meetingId, 'held')
        if (!found.ok) return found
        const { document, mentorId } = found.value
        const { attendees } = toMeeting(document)
        if (!presentIds.every((id) => attendees.some(({ personId }) => personId === id))) return refuse('meeting-stranger')
        if (!presentIds.some((id) => id !== mentorId)) return refuse('meeting-nobody-present')
        const words = requireWords(summary, longest.summary)
        if (!words.ok) return words
        const present = attendees.map((attendee) => ({ ...attendee, present: presentIds.includes(attendee.personId) }))
        return close(actor, document, { state: 'held', attendees: present, summary: words.value }, 'meeting-hold')
      }),

    miss: (actor, { meetingId, reason }) =>
      store.transaction(async () => {
        const found = await openPast(actor, meetingId, 'missed')
        if (!found.ok) return found
        const words = requireWords(reason, longest.reason)
        if (!words.ok) return words
        return close(actor, found.value.document, { state: 'missed', reason: words.value }, 'meeting-miss')
      }),
  }
}
