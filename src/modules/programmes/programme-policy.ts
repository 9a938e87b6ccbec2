import { isSystem, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'
import type { ProgrammeApprover } from '../organisations/settings.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'

/** What the table of rights calls the steps of a programme that the pair's mentor takes himself. */
export type MentorStep = 'draft' | 'edit' | 'offer' | 'accept' | 'return' | 'release' | 'summarise' | 'reschedule'

/** What the pair's mentees do themselves. */
export type MenteeStep = 'answer' | 'report'

/** True when the table lets the actor do it for the pair's people, e.g. the curator (IMPL-29). */
export function mayKeepProgramme(actor: Actor, pair: Pair, action: MentorStep | MenteeStep | 'show' | 'complete' | 'extend'): boolean {
  return may(actor, pair.organisationId, 'Programme', action)
}

/** The mentor composes, checks and sums up; who else may is said by the table (PROG-08, IMPL-29). */
export function mayCompose(actor: Actor, pair: Pair, step: MentorStep): boolean {
  return actor.personId === pair.mentorId || mayKeepProgramme(actor, pair, step)
}

/** A mentee answers and reports for himself; the curator records it for someone without a messenger (IMPL-29). */
export function mayActFor(actor: Actor, pair: Pair, menteeId: string, step: MenteeStep): boolean {
  return currentMenteeIds(pair).includes(menteeId) && (actor.personId === menteeId || mayKeepProgramme(actor, pair, step))
}

/** By whom the organisation sets, among those whom the table lets; no regulation names one (PROG-24, SRC-13). */
export function mayApprove(actor: Actor, pair: Pair, approver: ProgrammeApprover): boolean {
  return isSystem(actor) || (actor.roles.includes(approver) && may({ ...actor, roles: [approver] }, pair.organisationId, 'Programme', 'approve'))
}

/** Completion is the curator's; the head may confirm it too. */
export function mayComplete(actor: Actor, pair: Pair): boolean {
  return mayKeepProgramme(actor, pair, 'complete')
}

/** Both sides and the curator may carry out a change of terms that the sides agreed on (REQ-06, CONS-05). */
export function mayMoveTerm(actor: Actor, pair: Pair): boolean {
  return mayCompose(actor, pair, 'reschedule') || (actor.personId !== null && currentMenteeIds(pair).includes(actor.personId))
}

const overStates: readonly Pair['state'][] = ['completed', 'terminated']

/** The pair's people and whom the table lets read the plan; after its end those who took part in it still do. */
export function mayRead(actor: Actor, pair: Pair): boolean {
  const tookPart = overStates.includes(pair.state) && pair.members.some((member) => member.menteeId === actor.personId)
  return mayMoveTerm(actor, pair) || tookPart || mayKeepProgramme(actor, pair, 'show')
}
