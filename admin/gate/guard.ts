import type { Request, RequestHandler } from 'express'
import { systemTime, type Clock } from '../../src/core/clock.js'
import type { Account } from '../../src/modules/accounts/account.js'
import { GateError } from './gate-error.js'
import { toPanelUser, type Description } from './panel-user.js'
import { isExpired, type Sessions } from './session.js'

export interface GuardOptions {
  getAccount: (id: string) => Promise<Account | null>
  describe: (account: Account) => Promise<Description>
  clock: Clock
  touch: Sessions['touch']
}

const refreshAfter = 60_000
/** A look that the page takes by itself: it keeps nobody signed in. */
export const automaticHeader = 'x-nastavnik-automatic'

/** Ends the session in the database; the cookie then opens nothing. */
export function endSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.destroy((error: unknown) => (error ? reject(error) : resolve()))
  })
}

/** Reads the account of the session; null when the session or the account has ended. */
async function accountOf(request: Request, { getAccount, clock, touch }: GuardOptions): Promise<Account | null> {
  const { session } = request
  if (session.accountId === undefined) return null
  const now = systemTime(clock)
  const account = isExpired(session, now) ? null : await getAccount(session.accountId)
  if (!account || account.closedAt || account.sessionEpoch !== session.epoch) {
    await endSession(request)
    return null
  }
  const isByHand = request.get(automaticHeader) === undefined
  if (isByHand && now - (session.seenAt ?? 0) > refreshAfter) await touch(request.sessionID, now)
  return account
}

/** Lets only an open account through and loads it on each request: closing it or changing its role acts at once (IMPL-18). */
export function createGuard(options: GuardOptions): RequestHandler {
  return async (request, response, next) => {
    const account = await accountOf(request, options)
    if (account) {
      response.locals.panelUser = toPanelUser(account, await options.describe(account))
      Object.defineProperty(response.locals.panelUser, 'address', { value: request.ip, enumerable: false })
      return next()
    }
    if (request.method !== 'GET' || request.path.startsWith('/api/')) return next(new GateError(401, 'signed-out'))
    const wanted = request.path === '/' ? '' : `?next=${encodeURIComponent(request.originalUrl)}`
    response.redirect(302, `${request.baseUrl}/login${wanted}`)
  }
}
