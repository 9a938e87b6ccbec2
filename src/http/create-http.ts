import { createServer, type Server } from 'node:http'
import express, { type Express, type RequestHandler, type Router } from 'express'
import type { Log } from '../log.js'
import { createErrorPages, ForeignOrigin } from './error-pages.js'
import { createReadyz, livez, type HealthChecks } from './health.js'
import { createHomePage } from './home-page.js'
import { createMetrics, createMetricsDoor, type MetricSource } from './metrics.js'
import { createSafeHeaders } from './safe-headers.js'
import { createSameOriginCheck } from './same-origin.js'

export interface HttpParts {
  log: Log
  checks: HealthChecks
  metrics: readonly MetricSource[]
  /** Where people open it; `https:` brings the headers of encrypted connections. */
  publicUrl?: string
  /** Whose word about a caller's address is believed. */
  trustedProxies?: readonly string[]
  /** Opens the metrics from everywhere; without it only this machine and trusted proxies read them. */
  metricsToken?: string | null
  /** Receives updates when the bot works by webhook. */
  webhook?: RequestHandler
  panel?: Router
  /** Calendar files by secret addresses. */
  calendar?: Router
  sandbox?: Router
}

/** Puts together what is served over HTTP: first page, health, metrics, and the parts of the roles that run here (contract §4). */
export function createHttp({ log, checks, metrics, webhook, panel, sandbox, calendar, publicUrl = 'http://127.0.0.1:3000', trustedProxies = ['loopback'], metricsToken = null }: HttpParts): Express {
  const app = express()
  app.disable('x-powered-by')
  // Anybody can write an address into a header: only these are believed.
  app.set('trust proxy', [...trustedProxies])
  app.use(createSafeHeaders(publicUrl.startsWith('https:')))
  app.get('/livez', livez)
  app.get('/readyz', createReadyz(checks))
  app.get('/metrics', createMetricsDoor(metricsToken), createMetrics(metrics))
  app.use(createSameOriginCheck(publicUrl, () => new ForeignOrigin()))
  if (webhook) app.all('/telegram/webhook', webhook)
  if (sandbox) app.use('/sandbox', sandbox)
  if (calendar) app.use(calendar)
  if (panel) app.use(panel)
  app.get('/', createHomePage({ hasSandbox: Boolean(sandbox), hasPanel: Boolean(panel) }))
  const { missing, broken } = createErrorPages(log)
  app.use(missing)
  app.use(broken)
  return app
}

/** A request that comes too slowly is cut off: headers first, then the whole with its file of 20 MB. */
export const patience = { headersTimeout: 15_000, requestTimeout: 180_000, connectionsCheckingInterval: 5_000 }

/** Starts listening; a port in use is told as an error with code EADDRINUSE. */
export function listen(app: Express, host: string, port: number, borne = patience): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(borne, app)
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

/** Stops taking requests, lets those under way end, and closes idle connections. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5_000).unref()
  })
}
