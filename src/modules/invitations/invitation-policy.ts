import { belongsTo, hasRole, isSystem, type Actor } from '../../core/actor.js'

/** Links are issued and revoked by the curator and the system administrator of the organisation (IMPL-04). */
export function mayInvite(actor: Actor, organisationId: string): boolean {
  return isSystem(actor) || (belongsTo(actor, organisationId) && hasRole(actor, 'curator', 'sysadmin'))
}
