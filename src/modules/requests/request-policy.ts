import type { Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'

/** The curator of the organisation, or whom else the table lets decide on requests; the system too. */
export function isCurator(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Request', 'accept')
}

/** A mentee asks for himself; the curator records it for someone without a messenger (IMPL-29). */
export function mayAsk(actor: Actor, pair: Pair, menteeId: string): boolean {
  return currentMenteeIds(pair).includes(menteeId) && (actor.personId === menteeId || isCurator(actor, pair.organisationId))
}

/** The mentor answers; the curator may do it for him. */
export function mayAnswer(actor: Actor, pair: Pair): boolean {
  return actor.personId === pair.mentorId || may(actor, pair.organisationId, 'Request', 'answer')
}
