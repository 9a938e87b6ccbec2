import { ForbiddenError, type ActionContext } from 'adminjs'
import { isStaffRole } from '../../src/modules/accounts/account.js'
import { mayDo } from '../../src/modules/accounts/rights.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PlainRecord, ResourceDefinition } from './definition.js'

/** Matches nothing on any server. */
export const nothing: PlainRecord = { _id: { $in: [] } }

/** The person of the request; without one nothing is read or written. */
export function userOf(context: Pick<ActionContext, 'currentAdmin'> | undefined): PanelUser {
  const user = context?.currentAdmin
  if (!user || typeof user.id !== 'string' || !isStaffRole(user['role'])) throw new ForbiddenError('anyForbiddenError')
  return user as unknown as PanelUser
}

/** The organisation of the person, narrowed by the definition; everything only for an administrator of the installation. */
export function scopeOf(definition: ResourceDefinition, user: PanelUser): PlainRecord {
  const narrower = definition.restrict?.(user) ?? {}
  if (user.organisationId !== null) return { $and: [{ [definition.scope]: user.organisationId }, narrower] }
  return user.role === 'sysadmin' ? narrower : nothing
}

/** True when the role may read records of this kind at all. */
export function mayRead(definition: ResourceDefinition, user: PanelUser): boolean {
  return ['list', 'show', 'search'].some((action) => mayDo([user.role], definition.id, action))
}
