import type { Services } from '../../src/services.js'

/** Names of accounts for histories: the mail address, asked once for each. */
export function createAuthors(services: Pick<Services, 'accounts'>) {
  const known = new Map<string, string>()
  return async (accountId: string | null): Promise<string> => {
    if (accountId === null) return '—'
    const found = known.get(accountId) ?? (await services.accounts.get(accountId))?.email ?? '—'
    known.set(accountId, found)
    return found
  }
}
