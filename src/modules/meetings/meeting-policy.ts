import type { Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'
import type { Pair, PairState } from '../pairs/pair.js'
import type { Meeting } from './meeting.js'

/** A pair meets from the agreement of both sides on, while it is not over or paused. */
const meetingPairStates: readonly PairState[] = ['agreed', 'consents', 'ordered', 'active']

/** True when the pair's people may meet: also before the agreement, where one of them wants to talk first (PAIR-02). */
export function mayMeet(pair: Pick<Pair, 'state' | 'mentor' | 'members'>): boolean {
  const wantsTalk = [pair.mentor, ...pair.members].some(({ answer }) => answer === 'talk')
  return meetingPairStates.includes(pair.state) || (pair.state === 'proposed' && wantsTalk)
}

/** The mentor sets, moves and closes meetings; the curator may do it for him (MEET-01, IMPL-29). */
export function mayArrange(actor: Actor, about: { organisationId: string; mentorId: string }): boolean {
  return actor.personId === about.mentorId || may(actor, about.organisationId, 'Meeting', 'set')
}

/** An attendee answers for himself; the curator records it for someone without a messenger (IMPL-29). */
export function mayReply(actor: Actor, meeting: Meeting, personId: string): boolean {
  const isAttendee = meeting.attendees.some((attendee) => attendee.personId === personId)
  return isAttendee && (actor.personId === personId || may(actor, meeting.organisationId, 'Meeting', 'confirm'))
}
