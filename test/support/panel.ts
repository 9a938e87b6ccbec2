import { statSync, readdirSync, existsSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express, { type Router } from 'express'
import { createPanel } from '../../admin/create-panel.js'
import { bundleFolder, bundlePath } from '../../admin/gate/assets.js'
import type { OpenFile } from '../../admin/gate/files.js'
import { projectRoot } from '../../src/paths.js'
import { systemActor } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import type { StaffRole } from '../../src/modules/accounts/account.js'
import { createApp } from '../../src/app.js'
import { createClock, type Clock } from '../../src/core/clock.js'
import { defineModels } from '../../src/define-models.js'
import type { Services } from '../../src/services.js'
import type { TestDatabase } from './database.js'

export interface TestPanel {
  services: Services
  clock: Clock
  /** Ids of two organisations. */
  own: string
  other: string
  /** Sets the system's time that the clock reads. */
  setTime(iso: string): void
  /** Everything under `/admin`, to be mounted elsewhere. */
  router: Router
  url: string
  logged: object[]
  openAccount(role: StaffRole, organisationId?: string | null): Promise<{ id: string; email: string; password: string }>
  close(): Promise<void>
}

/** Builds the browser's bundle when it is older than the components. */
export async function ensureBundle(): Promise<void> {
  const folder = join(projectRoot, 'admin', 'components')
  const newest = Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs))
  if (!existsSync(bundlePath) || statSync(bundlePath).mtimeMs < newest) {
    const { buildBundle } = await import('../../admin/bundle.js')
    await buildBundle(bundleFolder)
  }
}

let opened = 0

/** The panel behind a real HTTP server on a free loopback port. */
export async function testPanel(database: TestDatabase, options: { publicUrl?: string; openFile?: OpenFile } = {}): Promise<TestPanel> {
  await ensureBundle()
  let system = Date.parse('2031-09-15T09:00:00Z')
  const clock = createClock(() => system)
  const { connection } = database
  await defineModels(connection)
  await database.index()
  const { services, kernel } = createApp({ connection, clock, defaultZone: 'Europe/Moscow', botName: async () => 'nastavnik_test_bot' })
  const command = systemActor('command')
  const [own, other] = await Promise.all(
    ['Школа № 5', 'Школа № 7'].map(async (name) => must(await services.organisations.createFromPreset(command, { preset: 'school', name })).id),
  )
  if (!own || !other) throw new Error('the organisations were not made')
  const logged: object[] = []
  const panel = createPanel({
    services,
    connection,
    kernel,
    clock,
    config: { publicUrl: options.publicUrl ?? 'http://127.0.0.1:3000', sessionSecret: 'a secret of the tests, 32 signs long', timeZone: 'Europe/Moscow' },
    log: { error: (details) => void logged.push(details) },
    openFile: options.openFile ?? (async () => null),
  })
  const app = express()
  app.use(panel)
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  return {
    services,
    router: panel,
    clock,
    own,
    other,
    setTime: (iso) => void (system = Date.parse(iso)),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logged,
    async openAccount(role, organisationId = role === 'sysadmin' ? null : own) {
      opened += 1
      const { account, password } = must(await services.accounts.create(command, { email: `${role}${opened}@school5.ru`, role, organisationId }))
      return { id: account.id, email: account.email, password }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export interface Visitor {
  cookie: string
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, fields?: Record<string, string> | FormData, headers?: Record<string, string>): Promise<Response>
  signIn(who: { email: string; password: string }): Promise<Response>
}

/** A browser without a browser: keeps its cookie and sends what a browser sends. */
export function visitor(url: string): Visitor {
  const self: Visitor = {
    cookie: '',
    get: (path, headers = {}) => send(path, { headers: { cookie: self.cookie, ...headers } }),
    post: (path, fields = {}, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { cookie: self.cookie, origin: url, 'sec-fetch-site': 'same-origin', ...headers },
        body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      }),
    signIn: ({ email, password }) => self.post('/admin/login', { email, password }),
  }
  async function send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(url + path, { redirect: 'manual', ...init })
    // The last byte leaves after the session is saved: without it the next request may read the session of before.
    await response.clone().arrayBuffer()
    const jar = new Map(self.cookie.split('; ').filter(Boolean).map((pair) => [pair.split('=')[0], pair] as const))
    for (const set of response.headers.getSetCookie()) jar.set(set.split('=')[0], set.split(';')[0] ?? '')
    self.cookie = [...jar.values()].join('; ')
    return response
  }
  return self
}

/** Fields of a form as the panel's own pages post them. */
export function formOf(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}
