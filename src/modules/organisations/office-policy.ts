import type { Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'

/** The head appoints (ROLE-03); the curator and the administrator write down what the order says (ROLE-17). */
export function mayAppoint(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Organisation', 'appoint')
}
