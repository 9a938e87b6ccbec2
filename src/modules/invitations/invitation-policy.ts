import type { Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'

/** Links are issued and revoked by the curator of the organisation (IMPL-04). */
export function mayInvite(actor: Actor, organisationId: string, action: 'issue' | 'revoke'): boolean {
  return may(actor, organisationId, 'Invitation', action)
}
