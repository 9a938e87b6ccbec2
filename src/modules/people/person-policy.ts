import { belongsTo, hasRole, isSystem, type Actor, type Role } from '../../core/actor.js'
import type { Person } from './person.js'

function isInstallationAdministrator(actor: Actor): boolean {
  return hasRole(actor, 'sysadmin') && actor.organisationId === null
}

/** The staff register is kept by the curator and the system administrator of the organisation (IMPL-08). */
export function mayKeepPeople(actor: Actor, organisationId: string): boolean {
  if (isSystem(actor) || isInstallationAdministrator(actor)) return true
  return belongsTo(actor, organisationId) && hasRole(actor, 'curator', 'sysadmin')
}

/** Everybody sets his own bot; the keepers of the register may do it for him (IMPL-29). */
export function maySetUp(actor: Actor, person: Pick<Person, 'id' | 'organisationId'>): boolean {
  return mayKeepPeople(actor, person.organisationId) || (belongsTo(actor, person.organisationId) && actor.personId === person.id)
}

/** Roles that decide over others come from the head or the system administrator; the curator gives the rest (ROLE-02, ROLE-16). */
export function mayGiveRole(actor: Actor, organisationId: string, role: Role): boolean {
  if (isSystem(actor) || isInstallationAdministrator(actor)) return true
  if (!belongsTo(actor, organisationId)) return false
  const givers: readonly Role[] = role === 'head' || role === 'sysadmin' ? ['head', 'sysadmin'] : ['curator', 'head', 'sysadmin']
  return hasRole(actor, ...givers)
}

/** Sees the register: whoever keeps it, the head and the psychologist; everybody sees himself (ROLE-16). */
export function maySeePerson(actor: Actor, person: Pick<Person, 'id' | 'organisationId'>): boolean {
  return maySetUp(actor, person) || (belongsTo(actor, person.organisationId) && hasRole(actor, 'head', 'psychologist'))
}
