import type { Request, Response } from 'express'
import { systemTime, type Clock } from '../../src/core/clock.js'
import type { Account } from '../../src/modules/accounts/account.js'
import type { LoginWay } from '../../src/modules/accounts/login-way.js'
import type { Services } from '../../src/services.js'
import type { Cookie } from './cookies.js'
import { safeTarget } from './safe-target.js'

const codeMinutes = 5

/** Starts a new session with a new id and these contents, so that a planted id is worth nothing. */
export function renewSession(request: Request, contents: Partial<Request['session']>): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error: unknown) => {
      if (error) return reject(error)
      Object.assign(request.session, contents)
      request.session.save((failure: unknown) => (failure ? reject(failure) : resolve()))
    })
  })
}

export interface Entrance {
  /** After the password or the link: asks for the code where it is on, else opens the session. */
  begin(request: Request, response: Response, account: Account, way: 'password' | 'link'): Promise<void>
  /** Opens the session, notes the login and remembers the browser. */
  complete(request: Request, response: Response, account: Account, way: LoginWay): Promise<void>
  /** Goes on under a new session id after something about the account has changed. */
  keep(request: Request, response: Response, account: Account): Promise<void>
}

/** Builds the way in that every kind of login ends with. */
export function createEntrance({ accounts, clock, device }: { accounts: Pick<Services['accounts'], 'recordLogin'>; clock: Clock; device: Cookie }): Entrance {
  const contentsFor = (account: Account) => {
    const now = systemTime(clock)
    return { accountId: account.id, epoch: account.sessionEpoch, startedAt: now, seenAt: now }
  }
  const self: Entrance = {
    async begin(request, response, account, way) {
      if (!account.codeSince) return self.complete(request, response, account, way)
      const until = systemTime(clock) + codeMinutes * 60_000
      await renewSession(request, { pending: { accountId: account.id, epoch: account.sessionEpoch, until, way } })
      const next = safeTarget(request.query['next'], request.baseUrl)
      response.redirect(303, `${request.baseUrl}/login/code?next=${encodeURIComponent(next)}`)
    },
    async complete(request, response, account, way) {
      await renewSession(request, contentsFor(account))
      const facts = { way, address: request.ip ?? '', agent: request.get('user-agent') ?? '', device: device.read(request) }
      device.write(response, await accounts.recordLogin(account, facts))
      response.redirect(303, safeTarget(request.query['next'], request.baseUrl))
    },
    async keep(request, response, account) {
      const { startedAt } = request.session
      await renewSession(request, { ...contentsFor(account), startedAt })
    },
  }
  return self
}
