import { Router as adminRoutes, type ActionRequest, type default as AdminJS } from 'adminjs'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { mayDo, mayOpen, pageNames, resourceNames } from '../src/modules/accounts/rights.js'
import { GateError } from './gate/gate-error.js'
import { escapeHtml } from './gate/html.js'
import type { PanelUser } from './gate/panel-user.js'
import { securePage } from './gate/page-state.js'
import { createUploads } from './gate/uploads.js'
import type { PanelResource } from './resource/panel-resource.js'

/** Bulk actions are not offered, and the second address of search is AdminJS's former one. */
const left = ['bulkAction', 'search', 'bundleComponents']

type Controller = Record<string, (request: unknown, response: unknown) => Promise<unknown>>
type ControllerClass = new (options: { admin: AdminJS }, user: unknown) => Controller
type AdminRoute = (typeof adminRoutes.routes)[number]

/** An address of a page that this role may not open is as unknown as one that is nowhere; actions asked for by the page answer for themselves. */
function mayShow({ role }: PanelUser, { resourceId, action, actionName, pageName }: Request['params']): boolean {
  const page = pageNames.find((name) => name === pageName)
  const resource = resourceNames.find((name) => name === resourceId)
  if (page) return mayOpen([role], page)
  return !resource || mayDo([role], resource, String(action ?? actionName ?? 'list'))
}

/** Refuses addresses of things that are not there, before AdminJS trips over them. */
async function checkAddress(admin: AdminJS, route: AdminRoute, params: Request['params'], user: PanelUser): Promise<void> {
  const { resourceId, recordId, action, actionName, pageName } = params
  if (typeof pageName === 'string' && !Object.hasOwn(admin.options.pages ?? {}, pageName)) throw new GateError(404, 'not-found')
  if (typeof resourceId !== 'string') return
  const resource = admin.resources.find((known) => known.id() === resourceId)
  if (!resource) throw new GateError(404, 'not-found')
  const name = action ?? actionName
  if (typeof name !== 'string') return
  const { actions } = resource.decorate()
  const found = Object.hasOwn(actions, name) ? actions[name] : undefined
  const fits = route.action === 'recordAction' ? found?.isRecordType() : found?.isResourceType()
  if (!fits) throw new GateError(404, 'not-found')
  if (recordId !== undefined && !(await (resource as unknown as PanelResource).has(recordId, user))) throw new GateError(404, 'not-found')
}

/** Names the page that the address leads to, before the browser has drawn it; null where only the browser knows. */
export type TitleOf = (params: Request['params']) => string | null

const nameTab = (html: string, title: string | null) => (title === null ? html : html.replace('<title>', `<title>${escapeHtml(title)} · `))

/** Before a posted body is read: the address is one of ours, and who may not do this is answered without it. */
function readAllowed(admin: AdminJS, route: AdminRoute, uploads: RequestHandler[]): RequestHandler[] {
  const isOpen: RequestHandler = async (request, response, next) => {
    await checkAddress(admin, route, request.params, response.locals.panelUser)
    next()
  }
  const onlyIfAllowed = (read: RequestHandler): RequestHandler => (request, response, next) => (mayShow(response.locals.panelUser, request.params) ? read(request, response, next) : next())
  return [isOpen, ...uploads.map(onlyIfAllowed)]
}

function handle(admin: AdminJS, route: AdminRoute, urls: ReadonlyMap<string, string>, titleOf: TitleOf): RequestHandler {
  const ControllerOf = route.Controller as ControllerClass
  const isPage = !route.path.startsWith('/api')
  return async (request: Request, response: Response) => {
    await checkAddress(admin, route, request.params, response.locals.panelUser)
    if (isPage && !mayShow(response.locals.panelUser, request.params)) throw new GateError(404, 'not-found')
    const controller = new ControllerOf({ admin }, response.locals.panelUser)
    const forAction: Partial<ActionRequest> = {
      params: { ...request.params } as ActionRequest['params'],
      query: { ...request.query },
      payload: response.locals.posted ?? {},
      method: request.method === 'POST' ? 'post' : 'get',
    }
    const answer = await controller[route.action]?.(forAction, response)
    if (response.headersSent) return
    if (isPage) response.type('html').send(securePage(nameTab(String(answer), titleOf(request.params)), response.locals.nonce, urls))
    else response.json(answer)
  }
}

/** AdminJS behind the gate: its own routes, our way of reading bodies, and the pass over its pages. */
export function mountAdminJs(admin: AdminJS, urls: ReadonlyMap<string, string>, titleOf: TitleOf): Router {
  const router = Router()
  const uploads = createUploads()
  for (const route of adminRoutes.routes) {
    if (left.includes(route.action)) continue
    const path = route.path.replace(/{(\w+)}/g, ':$1') || '/'
    if (route.method === 'POST') router.post(path, ...readAllowed(admin, route, uploads), handle(admin, route, urls, titleOf))
    else router.get(path, handle(admin, route, urls, titleOf))
  }
  return router
}
