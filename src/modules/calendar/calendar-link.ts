export const calendarScopes = ['mine', 'all'] as const
/** Meetings of the pairs whom this curator leads, or of the whole organisation. */
export type CalendarScope = (typeof calendarScopes)[number]

/** A secret address by which a calendar program reads meetings; the address itself is kept nowhere. */
export interface CalendarLink {
  accountId: string
  organisationId: string
  scope: CalendarScope
  createdAt: Date
  lastUsedAt: Date | null
}

/** Length of the secret: 32 random bytes in base64url. */
export const secretLength = 43

/** Tells whether a text has the shape of a secret at all. */
export function isSecret(text: string): boolean {
  return new RegExp(`^[A-Za-z0-9_-]{${secretLength}}$`).test(text)
}
