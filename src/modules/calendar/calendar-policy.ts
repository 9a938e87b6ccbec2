import type { Actor } from '../../core/actor.js'
import type { Account } from '../accounts/account.js'
import { mayDo } from '../accounts/rights.js'

/** True for a person of the panel who sees the organisation's meetings. */
export function mayKeepCalendar(actor: Actor): actor is Actor & { accountId: string; organisationId: string } {
  return actor.accountId !== null && actor.organisationId !== null && mayDo(actor.roles, 'Calendar', 'subscribe')
}

/** True while the account is as it was when the address was made: open, in the same organisation, its sessions not ended, its role enough. */
export function isStillTheirs(account: Account, link: { organisationId: string; sessionEpoch: number }): boolean {
  const { closedAt, organisationId, sessionEpoch, role } = account
  return closedAt === null && organisationId === link.organisationId && sessionEpoch === link.sessionEpoch && mayDo([role], 'Calendar', 'subscribe')
}
