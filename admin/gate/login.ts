import express, { Router, type Request } from 'express'
import type { Clock } from '../../src/core/clock.js'
import type { Problem, Result } from '../../src/core/result.js'
import type { Account } from '../../src/modules/accounts/account.js'
import { endSession, systemTime } from './guard.js'
import type { LoginPage } from './login-page.js'

export interface LoginOptions {
  verify: (email: unknown, password: unknown, address: string) => Promise<Result<Account>>
  clock: Clock
  renderPage: LoginPage
  describeProblem: (problem: Problem) => string
  onLogin: (account: Account, address: string | null) => Promise<void>
}

/** A path inside the panel, so that `next` leads nowhere else. */
export function safeTarget(next: unknown, base: string): string {
  const isOwn = typeof next === 'string' && (next === base || next.startsWith(`${base}/`))
  return isOwn && !/[\\\s]|\/\/|\.\./.test(next) ? next : base
}

/** Starts a new session with a new id, so that a planted id is worth nothing. */
function renewSession(request: Request, account: Account, now: number): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error: unknown) => {
      if (error) return reject(error)
      Object.assign(request.session, { accountId: account.id, epoch: account.sessionEpoch, startedAt: now, seenAt: now })
      request.session.save((failure: unknown) => (failure ? reject(failure) : resolve()))
    })
  })
}

/** Builds `/login` and `/logout`. */
export function createLogin(options: LoginOptions): Router {
  const router = Router()

  router.get('/login', (request, response) => {
    if (request.session.accountId !== undefined) return response.redirect(302, safeTarget(request.query['next'], request.baseUrl))
    response.send(options.renderPage({ action: request.originalUrl, email: '', error: null }))
  })

  router.post('/login', express.urlencoded({ extended: false, limit: '4kb' }), express.json({ limit: '4kb' }), async (request, response) => {
    const { email, password } = (request.body ?? {}) as Record<string, unknown>
    const verified = await options.verify(email, password, request.ip ?? '')
    if (!verified.ok) {
      const error = options.describeProblem(verified.problem)
      const status = verified.problem.code === 'login-too-often' ? 429 : 401
      const typed = typeof email === 'string' ? email.slice(0, 254) : ''
      response.status(status).send(options.renderPage({ action: request.originalUrl, email: typed, error }))
      return
    }
    await renewSession(request, verified.value, systemTime(options.clock))
    await options.onLogin(verified.value, request.ip ?? null)
    response.redirect(303, safeTarget(request.query['next'], request.baseUrl))
  })

  router.post('/logout', async (request, response) => {
    await endSession(request)
    response.redirect(303, `${request.baseUrl}/login`)
  })
  return router
}
