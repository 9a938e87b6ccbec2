import { belongsTo, hasRole, isSystem, type Actor, type Role } from '../../core/actor.js'
import { may } from '../accounts/may.js'
import type { Person } from './person.js'

/** The staff register is kept by the curator and the system administrator of the organisation (IMPL-08). */
export function mayKeepPeople(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Person', 'edit')
}

/** Everybody sets his own bot; the keepers of the register may do it for him (IMPL-29). */
export function maySetUp(actor: Actor, person: Pick<Person, 'id' | 'organisationId'>): boolean {
  return mayKeepPeople(actor, person.organisationId) || (belongsTo(actor, person.organisationId) && actor.personId === person.id)
}

/** Roles that decide over others: the head appoints the curator, he and the system administrator give these (ROLE-02, ROLE-03). */
const deciding: readonly Role[] = ['curator', 'head', 'sysadmin']

/** True when the actor may give or end this role in the organisation; the curator gives the rest (ROLE-16). */
export function mayGiveRole(actor: Actor, organisationId: string, role: Role): boolean {
  if (!may(actor, organisationId, 'Person', 'assignRole')) return false
  return isSystem(actor) || !deciding.includes(role) || hasRole(actor, 'head', 'sysadmin')
}
