import { hasRole, isSystem, type Actor } from '../../core/actor.js'
import type { OfficeKind } from './office.js'
import { may } from '../accounts/may.js'

/** Who holds one of these signs and approves: no curator names him. */
export const leading: readonly OfficeKind[] = ['head', 'acting-head']

/** The head appoints (ROLE-03); the curator and the administrator write down what the order says (ROLE-17). */
export function mayAppoint(actor: Actor, organisationId: string, office: OfficeKind): boolean {
  if (!may(actor, organisationId, 'Organisation', 'appoint')) return false
  return isSystem(actor) || !leading.includes(office) || hasRole(actor, 'head', 'sysadmin')
}
