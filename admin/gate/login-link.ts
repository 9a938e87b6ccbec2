import { randomBytes } from 'node:crypto'
import { Router, type Request } from 'express'
import type { Services } from '../../src/services.js'
import type { Cookie } from './cookies.js'
import type { Entrance } from './entrance.js'
import { fieldsOf, readSmallForm } from './forms.js'
import type { LoginPages } from './login-page.js'

export interface LoginLinkOptions {
  accounts: Services['accounts']
  entrance: Entrance
  /** What the asking browser is known by. */
  asked: Cookie
  pages: LoginPages
  onError: (error: unknown, request: Request) => void
}

const browserBytes = 32

/** Builds `/login/telegram`, where a link is asked for, and `/login/link`, where it leads. */
export function createLoginLinkRoutes({ accounts, entrance, asked, pages, onError }: LoginLinkOptions): Router {
  const router = Router()
  const browserOf = (request: Request) => asked.read(request) ?? ''

  router.get('/login/telegram', (request, response) => {
    response.send(pages.askLink({ base: request.baseUrl, action: request.originalUrl, email: '' }))
  })

  router.post('/login/telegram', ...readSmallForm, (request, response) => {
    const browser = randomBytes(browserBytes).toString('base64url')
    asked.write(response, browser)
    response.send(pages.asked({ base: request.baseUrl }))
    // After the answer: neither its words nor its time tell whether there is such an account.
    accounts.askLoginLink(fieldsOf(request.body)['email'], browser, request.ip ?? '').catch((error: unknown) => onError(error, request))
  })

  // Looking uses nothing up: messengers and virus scanners open links too.
  router.get('/login/link', async (request, response) => {
    const look = await accounts.lookAtLoginLink(request.query['key'], browserOf(request))
    response.status(look === 'good' ? 200 : 410).send(pages.link({ base: request.baseUrl, action: request.originalUrl, look }))
  })

  router.post('/login/link', ...readSmallForm, async (request, response) => {
    const used = await accounts.useLoginLink(request.query['key'], browserOf(request))
    if (used.ok) {
      asked.forget(response)
      return entrance.begin(request, response, used.value, 'link')
    }
    response.status(410).send(pages.link({ base: request.baseUrl, action: request.originalUrl, look: 'gone' }))
  })
  return router
}
