import { belongsTo, hasRole, isSystem, type Actor } from '../../core/actor.js'
import type { Pair, PairState } from '../pairs/pair.js'
import type { Meeting } from './meeting.js'

/** A pair meets from the agreement of both sides on, while it is not over or paused. */
const meetingPairStates: readonly PairState[] = ['agreed', 'consents', 'ordered', 'active']

/** True when the pair's people may meet: also before the agreement, where one of them wants to talk first (PAIR-02). */
export function mayMeet(pair: Pick<Pair, 'state' | 'mentor' | 'members'>): boolean {
  const wantsTalk = [pair.mentor, ...pair.members].some(({ answer }) => answer === 'talk')
  return meetingPairStates.includes(pair.state) || (pair.state === 'proposed' && wantsTalk)
}

const isCurator = (actor: Actor, organisationId: string) => isSystem(actor) || (belongsTo(actor, organisationId) && hasRole(actor, 'curator'))

/** The mentor sets, moves and closes meetings; the curator may do it for him (MEET-01, IMPL-29). */
export function mayArrange(actor: Actor, about: { organisationId: string; mentorId: string }): boolean {
  return actor.personId === about.mentorId || isCurator(actor, about.organisationId)
}

/** An attendee answers for himself; the curator records it for someone without a messenger (IMPL-29). */
export function mayReply(actor: Actor, meeting: Meeting, personId: string): boolean {
  const isAttendee = meeting.attendees.some((attendee) => attendee.personId === personId)
  return isAttendee && (actor.personId === personId || isCurator(actor, meeting.organisationId))
}
