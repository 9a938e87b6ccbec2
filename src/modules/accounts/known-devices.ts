import { randomBytes } from 'node:crypto'
import type { AccountModel } from './account-model.js'
import { hashOfToken, isSameText, type SecretBox } from './secret-box.js'

export const deviceDays = 180
const mostDevices = 10
const purpose = 'device'

/** Builds the memory of browsers in which an account logged in well: they get in while strangers are throttled (IMPL-18). */
export function createKnownDevices({ accounts, box }: { accounts: AccountModel; box: SecretBox }) {
  /** The hash of a cookie that we signed; null for anything else. */
  function hashOf(cookie: unknown): string | null {
    const [value, mark] = typeof cookie === 'string' && cookie.length < 200 ? cookie.split('.') : []
    return value && mark && isSameText(mark, box.mark(purpose, value)) ? hashOfToken(value) : null
  }

  return {
    hashOf,

    /** Tells whether the account knows the browser. */
    async knows(email: string, cookie: unknown, now: Date): Promise<string | null> {
      const hash = hashOf(cookie)
      if (hash === null) return null
      const since = new Date(now.getTime() - deviceDays * 86_400_000)
      const found = await accounts.exists({ email, closedAt: null, devices: { $elemMatch: { hash, at: { $gt: since } } } })
      return found ? hash : null
    },

    /** Remembers the browser for the account and returns what its cookie holds. */
    async remember(accountId: string, cookie: unknown, now: Date): Promise<string> {
      const known = hashOf(cookie)
      const value = known ? '' : randomBytes(32).toString('base64url')
      const hash = known ?? hashOfToken(value)
      await accounts.updateOne({ _id: accountId }, { $pull: { devices: { hash } } })
      await accounts.updateOne({ _id: accountId }, { $push: { devices: { $each: [{ hash, at: now }], $position: 0, $slice: mostDevices } } })
      return known ? String(cookie) : `${value}.${box.mark(purpose, value)}`
    },
  }
}
