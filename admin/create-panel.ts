import compression from 'compression'
import { Router } from 'express'
import type { Connection } from 'mongoose'
import type { Clock } from '../src/core/clock.js'
import type { Kernel } from '../src/core/kernel.js'
import type { Account } from '../src/modules/accounts/account.js'
import { deviceDays } from '../src/modules/accounts/known-devices.js'
import { linkMinutes } from '../src/modules/accounts/login-links.js'
import { createSameOriginCheck } from '../src/http/same-origin.js'
import type { Services } from '../src/services.js'
import { createAdmin } from './create-admin.js'
import { createAccessPages } from './gate/access-pages.js'
import { createAccessRoutes } from './gate/access.js'
import { createAssets } from './gate/assets.js'
import { createCookie } from './gate/cookies.js'
import { createEntrance } from './gate/entrance.js'
import { createCalendarFileRoute } from './gate/calendar-file.js'
import { createErrorPage, refuseUnknown } from './gate/error-page.js'
import { createFileRoute, type OpenFile } from './gate/files.js'
import { GateError } from './gate/gate-error.js'
import { createGuard } from './gate/guard.js'
import { createCodeStep, createLogin } from './gate/login.js'
import { createLoginLinkRoutes } from './gate/login-link.js'
import { createLoginPages } from './gate/login-page.js'
import { loadPageFrame } from './gate/page-frame.js'
import type { Description } from './gate/panel-user.js'
import { createPageHeaders } from './gate/page-headers.js'
import { createSession } from './gate/session.js'
import { createListRoutes } from './lists/list-routes.js'
import { mountAdminJs, type TitleOf } from './mount-adminjs.js'
import { createChartRoute } from './charts/chart-route.js'
import { createFigureLoader } from './pages/figures.js'
import { rootPath } from './root-path.js'
import { loadPanelTexts, type PanelTexts } from './texts.js'



export interface PanelDependencies {
  services: Services
  connection: Connection
  kernel: Kernel
  clock: Clock
  config: { publicUrl: string; sessionSecret: string; timeZone: string }
  log: { error: (details: object, message: string) => void }
  /** Opens a file that this person may read; null when there is none. */
  openFile: OpenFile
  /** True where the sandbox stands in for the messenger. */
  hasSandbox?: boolean
}

/** The address without what somebody searched for: it may be a name. */
const withoutWords = (path: string) => path.replace(/(\/search\/).*/, '$1')

/** What stands in the bar above the pages: role, organisation and its zone. */
function describeAccounts({ services, config }: PanelDependencies, texts: PanelTexts) {
  return async ({ role, organisationId }: Account): Promise<Description> => {
    const organisation = organisationId === null ? null : await services.organisations.get(organisationId)
    const organisationName = organisation?.shortName ?? texts.text('shell.everywhere')
    return { title: texts.text(`roles.${role}`), organisationName, zone: organisation?.zone ?? config.timeZone }
  }
}

const titlesOf = (texts: PanelTexts): TitleOf => ({ resourceId, pageName }) => texts.maybe(pageName ? `pages.${String(pageName)}.menu` : `labels.${String(resourceId ?? 'dashboard')}`)

const dayMs = 86_400_000
const minuteMs = 60_000

/** Builds the panel, which answers everything under `/admin`: assets, headers, session, origin check, login, guard, own access, files, AdminJS. */
export function createPanel(given: PanelDependencies): Router {
  const { services, connection, clock, config } = given
  const { accounts } = services
  const texts = loadPanelTexts()
  const gateText = (key: string) => texts.text(`gate.${key}`)
  const frame = loadPageFrame(texts.text('product'))
  const secure = config.publicUrl.startsWith('https:')
  const assets = createAssets(rootPath)
  const admin = createAdmin(given, texts, assets.urls)
  const sessions = createSession({ connection, secret: config.sessionSecret, secure })
  const device = createCookie({ name: 'nastavnik-device', secure, lastsMs: deviceDays * dayMs })
  const asked = createCookie({ name: 'nastavnik-asked', secure, lastsMs: linkMinutes * minuteMs })
  const entrance = createEntrance({ accounts, clock, device })
  const onError = (error: unknown, { method, path }: { method: string; path: string }) => given.log.error({ err: error, method, path: withoutWords(path) }, 'panel request failed')
  const login = { accounts, clock, onError, entrance, device, pages: createLoginPages(frame, gateText), describeProblem: texts.problem }

  const router = Router()
  router.use(assets.serve)
  router.use(...createPageHeaders(secure), compression())
  router.use(sessions.handler)
  router.use(createSameOriginCheck(config.publicUrl, () => new GateError(403, 'foreign-origin')))
  router.use(createLogin(login), createCodeStep(login), createLoginLinkRoutes({ ...login, asked }))
  router.use(createGuard({ getAccount: accounts.get, describe: describeAccounts(given, texts), clock, touch: sessions.touch }))
  router.use(createAccessRoutes({ accounts, entrance, device, pages: createAccessPages(frame, gateText), describeProblem: texts.problem }))
  router.use(createCalendarFileRoute(services), createChartRoute(createFigureLoader({ services, texts, clock })))
  router.use(createFileRoute(given.openFile), createListRoutes({ admin, services, connection, texts, clock, zone: config.timeZone, publicUrl: config.publicUrl, hasSandbox: given.hasSandbox ?? false }))
  router.use(mountAdminJs(admin, assets.urls, titlesOf(texts)))
  router.use(refuseUnknown)
  router.use(createErrorPage({ texts: gateText, frame, onError }))
  return Router().use(rootPath, router)
}
