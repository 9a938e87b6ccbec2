import { belongsTo, hasRole, isSystem, type Actor } from '../../core/actor.js'

/** The head appoints (ROLE-03); the curator and the administrator write down what the order says (ROLE-17). */
export function mayAppoint(actor: Actor, organisationId: string): boolean {
  if (isSystem(actor) || (hasRole(actor, 'sysadmin') && actor.organisationId === null)) return true
  return belongsTo(actor, organisationId) && hasRole(actor, 'head', 'curator', 'sysadmin')
}
