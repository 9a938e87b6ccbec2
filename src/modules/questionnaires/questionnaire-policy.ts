import { belongsTo, isSystem, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'

/** Everybody answers for himself; the curator may fill in for someone, on paper or by word (IMPL-29, MENTOR-01). */
export function mayFill(actor: Actor, organisationId: string, personId: string): boolean {
  return may(actor, organisationId, 'Response', 'answer') || (belongsTo(actor, organisationId) && actor.personId === personId)
}

/** Lists of questions and their closing day are the curator's. */
export function mayEditQuestionnaire(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Questionnaire', 'edit')
}

/** Any colleague may propose another one as a mentor (MENTOR-02, 003 п.3). */
export function mayNominate(actor: Actor, organisationId: string, personId: string): boolean {
  return isSystem(actor) || (belongsTo(actor, organisationId) && actor.personId !== personId)
}
