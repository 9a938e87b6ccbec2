import { hasRole, isSystem, type Actor } from '../../core/actor.js'
import { mayDo, type ResourceName } from './rights.js'

/** True for a system administrator without an organisation. */
export function isInstallationAdministrator(actor: Actor): boolean {
  return hasRole(actor, 'sysadmin') && actor.organisationId === null
}

/** The question every policy asks: does the table let the actor do this in that organisation? The system may, others in their own only. */
export function may(actor: Actor, organisationId: string, resource: ResourceName, action: string): boolean {
  if (isSystem(actor)) return true
  const isInside = actor.organisationId === organisationId || isInstallationAdministrator(actor)
  return isInside && mayDo(actor.roles, resource, action)
}
