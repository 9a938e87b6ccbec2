import type { Role } from '../../core/actor.js'
import { isDay } from '../../core/dates.js'
import type { Transitions } from '../../core/transitions.js'

const pad = (part: number) => String(part).padStart(2, '0')

export const invitationStates = ['open', 'used', 'revoked', 'dead', 'expired'] as const
export type InvitationState = (typeof invitationStates)[number]

/** One use, 72 hours, five wrong second data at most (IMPL-04). */
export const invitationTransitions = {
  open: ['used', 'revoked', 'dead', 'expired'],
  used: [],
  revoked: [],
  dead: [],
  expired: [],
} as const satisfies Transitions<InvitationState>

/** Wrong second data after which the link dies. */
export const attemptsAllowed = 5

/** Roles that a link may be made for, in the order in which one is proposed. */
export const invitedRoles = ['mentee', 'mentor', 'curator', 'head'] as const satisfies readonly Role[]

/** Day and month as people type them, to compare with a birthday on record; null when it is no such date. */
export function parseBirthday(text: string): string | null {
  const match = /^\s*(\d{1,2})[.\s/-]+(\d{1,2})(?:[.\s/-]+\d{2,4})?\s*$/.exec(text)
  if (!match) return null
  const [day, month] = [Number(match[1]), Number(match[2])]
  if (!isDay(`2024-${pad(month)}-${pad(day)}`)) return null
  return `${pad(month)}-${pad(day)}`
}

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

