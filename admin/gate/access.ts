import { Router, type Request, type Response } from 'express'
import { toDataURL } from 'qrcode'
import type { Problem } from '../../src/core/result.js'
import type { Services } from '../../src/services.js'
import type { AccessPages } from './access-pages.js'
import type { Cookie } from './cookies.js'
import type { Entrance } from './entrance.js'
import { fieldsOf, readSmallForm } from './forms.js'
import { actorOf } from './panel-user.js'

export interface AccessOptions {
  accounts: Services['accounts']
  entrance: Entrance
  device: Cookie
  pages: AccessPages
  describeProblem: (problem: Problem) => string
}

const statusOf = ({ code }: Problem) => (code === 'login-too-often' ? 429 : 422)

/** Builds what everybody does with the own login, behind the guard: `/access/…`. Secrets are shown here only, never by AdminJS. */
export function createAccessRoutes({ accounts, entrance, device, pages, describeProblem }: AccessOptions): Router {
  const router = Router()
  const actor = (response: Response) => actorOf(response.locals.panelUser)
  const shapeOf = (request: Request, error: string | null = null) => ({ base: request.baseUrl, action: request.originalUrl, error })

  /** A page with a form of its own password, which does one thing when the password is right. */
  function route(path: string, draw: (shape: ReturnType<typeof shapeOf>) => string, act: (request: Request, response: Response, fields: Record<string, unknown>) => Promise<Problem | null>) {
    router.get(path, (request, response) => void response.send(draw(shapeOf(request))))
    router.post(path, ...readSmallForm, async (request, response) => {
      const problem = await act(request, response, fieldsOf(request.body))
      if (problem) response.status(statusOf(problem)).send(draw(shapeOf(request, describeProblem(problem))))
    })
  }

  route('/access/password', pages.password, async (request, response, { password, fresh }) => {
    const changed = await accounts.changePassword(actor(response), { old: password, fresh })
    if (!changed.ok) return changed.problem
    await entrance.keep(request, response, changed.value)
    response.send(pages.done({ base: request.baseUrl, what: 'password' }))
    return null
  })

  route('/access/code', pages.codeStart, async (request, response, { password }) => {
    const started = await accounts.startCode(actor(response), password)
    if (!started.ok) return started.problem
    response.redirect(303, `${request.baseUrl}/access/code/confirm`)
    return null
  })

  route('/access/code/off', pages.codeOff, async (request, response, { password }) => {
    const stopped = await accounts.stopCode(actor(response), password)
    if (!stopped.ok) return stopped.problem
    await entrance.keep(request, response, stopped.value)
    response.send(pages.done({ base: request.baseUrl, what: 'codeOff' }))
    return null
  })

  async function confirmPage(request: Request, response: Response, error: string | null): Promise<void> {
    const draft = await accounts.codeDraft(actor(response))
    if (!draft) return response.redirect(303, `${request.baseUrl}/pages/access`)
    const picture = await toDataURL(draft.address, { margin: 1, width: 240, errorCorrectionLevel: 'L' })
    response.status(error === null ? 200 : 422).send(pages.codeConfirm({ ...shapeOf(request, error), picture, secret: draft.secret }))
  }

  router.get('/access/code/confirm', (request, response) => confirmPage(request, response, null))
  router.post('/access/code/confirm', ...readSmallForm, async (request, response) => {
    const confirmed = await accounts.confirmCode(actor(response), fieldsOf(request.body)['code'])
    if (!confirmed.ok) return confirmPage(request, response, describeProblem(confirmed.problem))
    await entrance.keep(request, response, confirmed.value.account)
    response.send(pages.spareCodes({ base: request.baseUrl, codes: confirmed.value.spareCodes }))
  })

  for (const [path, what] of [['/access/link', 'linkOn'], ['/access/link/off', 'linkOff']] as const) {
    route(path, pages[what], async (request, response, { password }) => {
      const changed = await (what === 'linkOn' ? accounts.letLinks : accounts.stopLinks)(actor(response), password)
      if (!changed.ok) return changed.problem
      response.send(pages.done({ base: request.baseUrl, what }))
      return null
    })
  }

  route('/access/leave', pages.leave, async (request, response) => {
    const left = await accounts.leaveEverywhere(actor(response))
    if (!left.ok) return left.problem
    device.forget(response)
    response.redirect(303, `${request.baseUrl}/login`)
    return null
  })
  return router
}
