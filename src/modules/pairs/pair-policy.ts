import { belongsTo, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'
import { sideOf, type Pair } from './pair.js'

/** What the table of rights calls the steps of a pair. */
export type PairAction = 'propose' | 'answer' | 'order' | 'pause' | 'resume' | 'terminate' | 'replaceMentor' | 'handOver' | 'complete'

/** True when the actor may do this step in the organisation: the curator leads, the head orders and ends (ROLE-02, ROLE-05). */
export function mayRunPairs(actor: Actor, organisationId: string, action: PairAction): boolean {
  return may(actor, organisationId, 'Pair', action)
}

/** True for a side that answers for itself, and for the curator who records its answer (IMPL-29). */
export function mayAnswerPair(actor: Actor, pair: Pair, personId: string): boolean {
  if (!belongsTo(actor, pair.organisationId) || sideOf(pair, personId) === null) return false
  return actor.personId === personId || mayRunPairs(actor, pair.organisationId, 'answer')
}
