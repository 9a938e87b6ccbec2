import type { Role } from '../../core/actor.js'

/** Roles that work in the panel; mentors and mentees have the bot only. */
export const staffRoles = ['curator', 'head', 'psychologist', 'council', 'sysadmin'] as const satisfies readonly Role[]
export type StaffRole = (typeof staffRoles)[number]

/** A personal login of the panel (IMPL-18); `organisationId` null is a system administrator of the whole installation. */
export interface Account {
  id: string
  email: string
  organisationId: string | null
  role: StaffRole
  personId: string | null
  closedAt: Date | null
  createdAt: Date
  updatedAt: Date
  /** Raised when the password, the role or the state changes: older sessions end. */
  sessionEpoch: number
  /** Since when a code is asked beside the password; null: it is not. */
  codeSince: Date | null
  /** When the password was made. */
  passwordAt: Date
}

export const longestEmail = 254
const emailShape = /^[^\s@<>()"',;:\\]+@[^\s@<>()"',;:\\.]+(\.[^\s@<>()"',;:\\.]+)+$/

/** Brings an e-mail to the form it is stored and looked up in; null when it is not a string or not an e-mail. */
export function normaliseEmail(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const email = value.normalize('NFC').trim().toLowerCase()
  return email.length <= longestEmail && emailShape.test(email) ? email : null
}

/** Tells whether a value from outside is a role of the panel. */
export function isStaffRole(value: unknown): value is StaffRole {
  return staffRoles.some((role) => role === value)
}

/** True for an account that sees every organisation. */
export function isInstallationWide(account: Pick<Account, 'role' | 'organisationId'>): boolean {
  return account.role === 'sysadmin' && account.organisationId === null
}
