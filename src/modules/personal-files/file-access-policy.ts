import type { Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'

const workingStates: readonly Pair['state'][] = ['ordered', 'active', 'paused']

/** The mentor of a pair that has its order asks about one of his present mentees (DUTY-03). */
export function mayAskForFile(actor: Actor, pair: Pair, menteeId: string): boolean {
  return actor.organisationId === pair.organisationId && actor.personId === pair.mentorId && currentMenteeIds(pair).includes(menteeId)
}

/** While the pair works together; before its order there is no ground to look into a personal file. */
export function isGroundForFile(pair: Pick<Pair, 'state'>): boolean {
  return workingStates.includes(pair.state)
}

/** The curator and the head keep the order of acquaintance; nobody decides on his own request (DATA-03). */
export function mayDecideOnFile(actor: Actor, { organisationId, mentorId }: { organisationId: string; mentorId: string }): boolean {
  return may(actor, organisationId, 'FileAccess', 'approve') && actor.personId !== mentorId
}
