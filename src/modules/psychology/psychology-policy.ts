import { belongsTo, hasRole, isSystem, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'

/** Only the psychologist, or whoever was given that role instead, writes and reads notes (ROLE-08, PSY-07). */
export function mayKeepNotes(actor: Actor, organisationId: string): boolean {
  return !isSystem(actor) && may(actor, organisationId, 'PsychologyNote', 'note')
}

/** Released conclusions are read by the curator and the head as well (PSY-07). */
export function mayReadConclusions(actor: Actor, organisationId: string): boolean {
  return belongsTo(actor, organisationId) && hasRole(actor, 'psychologist', 'curator', 'head')
}

/** Everybody of the organisation asks for a consultation for himself only (PSY-03). */
export function mayAskConsultation(actor: Actor, organisationId: string): boolean {
  return actor.personId !== null && actor.organisationId === organisationId && hasRole(actor, 'mentor', 'mentee', 'curator', 'head')
}
