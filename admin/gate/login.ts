import { Router, type Request } from 'express'
import { systemTime, type Clock } from '../../src/core/clock.js'
import type { Problem } from '../../src/core/result.js'
import type { LoginWay } from '../../src/modules/accounts/login-way.js'
import type { Services } from '../../src/services.js'
import type { Cookie } from './cookies.js'
import { renewSession, type Entrance } from './entrance.js'
import { fieldsOf, readSmallForm } from './forms.js'
import { endSession } from './guard.js'
import type { LoginPages } from './login-page.js'
import { safeTarget } from './safe-target.js'

export interface LoginOptions {
  accounts: Services['accounts']
  clock: Clock
  entrance: Entrance
  device: Cookie
  pages: LoginPages
  describeProblem: (problem: Problem) => string
  onError: (error: unknown, request: Request) => void
}

const statusOf = ({ code }: Problem) => (code === 'login-too-often' ? 429 : 401)

/** Builds `/login` and `/logout`. */
export function createLogin({ accounts, entrance, device, pages, describeProblem, onError }: LoginOptions): Router {
  const router = Router()

  router.get('/login', (request, response) => {
    if (request.session.accountId !== undefined) return response.redirect(302, safeTarget(request.query['next'], request.baseUrl))
    response.send(pages.login({ base: request.baseUrl, action: request.originalUrl, email: '', error: null }))
  })

  router.post('/login', ...readSmallForm, async (request, response) => {
    const { email, password } = fieldsOf(request.body)
    const verified = await accounts.verify(email, password, request.ip ?? '', device.read(request))
    if (verified.ok) return entrance.begin(request, response, verified.value, 'password')
    const error = describeProblem(verified.problem)
    const typed = typeof email === 'string' ? email.slice(0, 254) : ''
    response.status(statusOf(verified.problem)).send(pages.login({ base: request.baseUrl, action: request.originalUrl, email: typed, error }))
    // After the answer, so that its time tells nothing.
    if (verified.problem.code === 'login-wrong') accounts.recordRefusal({ email }, { way: 'password', address: request.ip ?? '' }).catch((failure: unknown) => onError(failure, request))
  })

  router.post('/logout', async (request, response) => {
    const { accountId } = request.session
    await endSession(request)
    if (accountId !== undefined) await accounts.recordLogout(accountId, request.ip ?? '')
    response.set('Clear-Site-Data', '"storage"')
    response.redirect(303, `${request.baseUrl}/login`)
  })
  return router
}

/** The login that waits for its code; null when there is none, or none any more. */
function pendingOf(request: Request, now: number) {
  const { pending } = request.session
  return pending && pending.until > now ? pending : null
}

/** Builds `/login/code`, the second step. */
export function createCodeStep({ accounts, clock, entrance, pages, describeProblem }: LoginOptions): Router {
  const router = Router()
  const pageFor = (request: Request, error: string | null) => pages.code({ base: request.baseUrl, action: request.originalUrl, error })

  router.get('/login/code', (request, response) => {
    if (!pendingOf(request, systemTime(clock))) return response.redirect(302, `${request.baseUrl}/login`)
    response.send(pageFor(request, null))
  })

  router.post('/login/code', ...readSmallForm, async (request, response) => {
    const pending = pendingOf(request, systemTime(clock))
    if (!pending) return response.redirect(303, `${request.baseUrl}/login`)
    const checked = await accounts.checkCode(pending.accountId, fieldsOf(request.body)['code'])
    if (!checked.ok) {
      response.status(statusOf(checked.problem)).send(pageFor(request, describeProblem(checked.problem)))
      if (checked.problem.code === 'login-code-wrong') await accounts.recordRefusal({ id: pending.accountId }, { way: `${pending.way}-code`, address: request.ip ?? '' })
      return
    }
    const { account, isSpare } = checked.value
    // A reset or a closing between the two steps ends the login too.
    if (account.sessionEpoch !== pending.epoch) {
      await renewSession(request, {})
      return response.redirect(303, `${request.baseUrl}/login`)
    }
    const way: LoginWay = `${pending.way}-${isSpare ? 'spare' : 'code'}`
    await entrance.complete(request, response, account, way)
  })
  return router
}
