import { belongsTo, isSystem, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'

/** Everybody decides about his own papers only. */
export function mayDecide(actor: Actor, organisationId: string, personId: string): boolean {
  return isSystem(actor) || (belongsTo(actor, organisationId) && actor.personId === personId && actor.channel === 'bot')
}

/** The curator registers papers, refusals and withdrawals that came on paper or by word (IMPL-29). */
export function mayRegister(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Consent', 'registerConsent')
}

/** The curator edits the texts of the papers (IMPL-26). */
export function mayPublish(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Consent', 'editText')
}
