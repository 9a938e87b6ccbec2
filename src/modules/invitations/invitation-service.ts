import type { Actor, Role } from '../../core/actor.js'
import type { Result } from '../../core/result.js'

export type InvitationState = 'open' | 'used' | 'revoked' | 'dead' | 'expired'

export interface Invitation {
  id: string
  organisationId: string
  personId: string
  role: Role
  state: InvitationState
  expiresAt: Date
  usedAt: Date | null
  /** Wrong second data so far; at five the link dies. */
  attempts: number
  createdAt: Date
}

/** What the opener of a link may see before confirming: initials and organisation, nothing else. */
export interface InvitationCard {
  initials: string
  organisationName: string
  organisationId: string
  role: Role
  /** True when day and month of birth are asked next. */
  asksBirthday: boolean
}

export interface IssuedInvitation {
  invitationId: string
  personId: string
  name: string
  role: Role
  /** `https://t.me/<bot>?start=<token>`: shown once, only a hash is stored. */
  link: string
  expiresAt: Date
}

export interface Linked {
  personId: string
  organisationId: string
  role: Role
}

export interface InvitationService {
  /** Makes a one-time link of 72 hours; former open links of this person and role are revoked. */
  issue(actor: Actor, input: { personId: string; role?: Role }): Promise<Result<IssuedInvitation>>
  /** Looks at a link without using it. Problems: invitation-unknown, -used, -expired, -dead. */
  look(token: string): Promise<Result<InvitationCard>>
  /** Uses the link for this chat: exactly one of any number of parallel tries succeeds. `birthday` is «dd.mm» where it is asked. */
  accept(token: string, input: { telegramId: number; birthday?: string }): Promise<Result<Linked>>
  /** «Нет»: the link stays for the right person, the curator is told nothing. */
  revoke(actor: Actor, invitationId: string): Promise<Result<Invitation>>
  list(organisationId: string): Promise<Invitation[]>
}
