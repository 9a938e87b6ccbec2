import { statSync, readdirSync, existsSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { createPanel } from '../../admin/create-panel.js'
import { bundleFolder, bundlePath } from '../../admin/gate/assets.js'
import type { OpenFile } from '../../admin/gate/files.js'
import { projectRoot } from '../../src/paths.js'
import { systemActor } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import type { StaffRole } from '../../src/modules/accounts/account.js'
import type { Services } from '../../src/services.js'
import type { TestDatabase } from './database.js'
import { ownOrganisation, panelKernel, type PanelKernel } from './panel-kernel.js'

export interface TestPanel extends PanelKernel {
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
  const given = panelKernel(database)
  const logged: object[] = []
  const organisations = { get: async () => null, list: async () => [] }
  const panel = createPanel({
    services: { accounts: given.accounts, audit: given.audit, organisations } as unknown as Services,
    connection: database.connection,
    kernel: given.kernel,
    clock: given.clock,
    config: { publicUrl: options.publicUrl ?? 'http://127.0.0.1:3000', sessionSecret: 'a secret of the tests, 32 signs long', timeZone: 'Europe/Moscow' },
    log: { error: (details) => void logged.push(details) },
    openFile: options.openFile ?? (async () => null),
  })
  await database.index()
  const app = express()
  app.use(panel)
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  return {
    ...given,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logged,
    async openAccount(role, organisationId = role === 'sysadmin' ? null : ownOrganisation) {
      opened += 1
      const { account, password } = must(await given.accounts.create(systemActor('command'), { email: `${role}${opened}@school5.ru`, role, organisationId }))
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
    const set = response.headers.getSetCookie()[0]
    if (set) self.cookie = set.split(';')[0] ?? ''
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
