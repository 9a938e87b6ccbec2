import { belongsTo, hasRole, isSystem, type Actor, type Role } from '../../core/actor.js'
import { may } from '../accounts/may.js'
import type { Day } from '../../core/dates.js'
import type { Person } from './person.js'

/** The staff register is kept by the curator and the system administrator of the organisation (IMPL-08). */
export function mayKeepPeople(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Person', 'edit')
}

/** Everybody sets his own bot; the keepers of the register may do it for him (IMPL-29). */
export function maySetUp(actor: Actor, person: Pick<Person, 'id' | 'organisationId'>): boolean {
  return mayKeepPeople(actor, person.organisationId) || (belongsTo(actor, person.organisationId) && actor.personId === person.id)
}

/** Who holds one of these is the second person of somebody's step (IMPL-25): no curator puts him away or takes his chat over. */
const guarded: readonly Role[] = ['curator', 'head', 'psychologist', 'sysadmin']

/** True for somebody who holds such a role now or from a later day on. */
export function isGuarded({ roles }: Pick<Person, 'roles'>, today: Day): boolean {
  return roles.some(({ role, to }) => guarded.includes(role) && (to === null || to >= today))
}

/** True when the actor may change the record or the chat of this person: those who decide are left to head and system administrator, and to themselves. */
export function mayOverrule(actor: Actor, person: Pick<Person, 'id' | 'roles'>, today: Day): boolean {
  return isSystem(actor) || hasRole(actor, 'head', 'sysadmin') || actor.personId === person.id || !isGuarded(person, today)
}

/** Roles that decide over others: the head appoints the curator, he and the system administrator give these (ROLE-02, ROLE-03). */
const deciding: readonly Role[] = ['curator', 'head', 'sysadmin']

/** True when the actor may give or end this role in the organisation; the curator gives the rest (ROLE-16). */
export function mayGiveRole(actor: Actor, organisationId: string, role: Role): boolean {
  if (!may(actor, organisationId, 'Person', 'assignRole')) return false
  return isSystem(actor) || !deciding.includes(role) || hasRole(actor, 'head', 'sysadmin')
}
