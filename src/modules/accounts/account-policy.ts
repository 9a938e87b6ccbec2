import { isSystem, type Actor } from '../../core/actor.js'
import type { Account } from './account.js'
import { isInstallationAdministrator } from './may.js'
import { mayDo } from './rights.js'

/** True when the actor may manage an account of this organisation (null: of the whole installation). */
export function mayManageAccount(actor: Actor, action: string, organisationId: string | null): boolean {
  if (isSystem(actor)) return true
  if (!mayDo(actor.roles, 'Account', action)) return false
  return isInstallationAdministrator(actor) || (organisationId !== null && actor.organisationId === organisationId)
}

/** The actor that an open account stands for in the panel. */
export function actorOfAccount(account: Account): Actor {
  return {
    organisationId: account.organisationId,
    personId: account.personId,
    accountId: account.id,
    roles: [account.role],
    channel: 'panel',
  }
}
