import { hasRole, isSystem, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'

/** Links are issued by curator and head, and revoked by the curator of the organisation (IMPL-04). */
export function mayInvite(actor: Actor, organisationId: string, action: 'issue' | 'revoke'): boolean {
  return may(actor, organisationId, 'Invitation', action)
}

/** True when the actor's link may tie another chat to somebody who decides: the head's, the system's, and one's own (IMPL-25). */
export function mayTieAnew(actor: Actor, personId: string): boolean {
  return isSystem(actor) || hasRole(actor, 'head', 'sysadmin') || actor.personId === personId
}
