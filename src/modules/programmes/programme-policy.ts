import { belongsTo, hasRole, isSystem, type Actor } from '../../core/actor.js'
import type { ProgrammeApprover } from '../organisations/settings.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'

const isStaff = (actor: Actor, pair: Pair, ...roles: ('curator' | 'head')[]) =>
  isSystem(actor) || (belongsTo(actor, pair.organisationId) && hasRole(actor, ...roles))

/** The pair's curators: anybody with the role in its organisation (IMPL-29). */
export function isCuratorOf(actor: Actor, pair: Pair): boolean {
  return isStaff(actor, pair, 'curator')
}

/** The mentor composes, checks and sums up; the curator may do it for him (PROG-08, IMPL-29). */
export function mayCompose(actor: Actor, pair: Pair): boolean {
  return actor.personId === pair.mentorId || isCuratorOf(actor, pair)
}

/** A mentee answers and reports for himself; the curator records it for someone without a messenger (IMPL-29). */
export function mayActFor(actor: Actor, pair: Pair, menteeId: string): boolean {
  return currentMenteeIds(pair).includes(menteeId) && (actor.personId === menteeId || isCuratorOf(actor, pair))
}

/** By whom the organisation sets; no regulation names one (PROG-24, SRC-13). */
export function mayApprove(actor: Actor, pair: Pair, approver: ProgrammeApprover): boolean {
  return isStaff(actor, pair, approver)
}

/** Completion is the curator's; the head may confirm it too. */
export function mayComplete(actor: Actor, pair: Pair): boolean {
  return isStaff(actor, pair, 'curator', 'head')
}

/** Both sides and the curator may carry out a change of terms that the sides agreed on (REQ-06, CONS-05). */
export function mayMoveTerm(actor: Actor, pair: Pair): boolean {
  return mayCompose(actor, pair) || (actor.personId !== null && currentMenteeIds(pair).includes(actor.personId))
}

const overStates: readonly Pair['state'][] = ['completed', 'terminated']

/** The pair's people, the curator and the head read the plan; after its end those who took part in it still do. */
export function mayRead(actor: Actor, pair: Pair): boolean {
  const tookPart = overStates.includes(pair.state) && pair.members.some((member) => member.menteeId === actor.personId)
  return mayMoveTerm(actor, pair) || tookPart || isStaff(actor, pair, 'curator', 'head')
}
