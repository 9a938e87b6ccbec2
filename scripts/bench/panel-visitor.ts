import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Connection } from 'mongoose'
import { createPanel } from '../../admin/create-panel.js'
import { createApp } from '../../src/app.js'
import { systemActor } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import { must } from '../../src/core/result.js'
import { defineModels } from '../../src/define-models.js'

const zone = 'Europe/Moscow'
const operator = systemActor('command')

export interface BenchPanel {
  organisationId: string
  /** A GET of the signed-in curator, its body as JSON. */
  get(path: string): Promise<unknown>
  close(): Promise<void>
}

/** An organisation and the account of its curator. */
export async function openOffice(connection: Connection) {
  const app = createApp({ connection, clock: createClock(), defaultZone: zone, botName: () => Promise.resolve('bench_bot') })
  await defineModels(connection)
  const { id } = must(await app.services.organisations.createFromPreset(operator, { preset: 'school', name: 'Bench' }))
  const { account, password } = must(await app.services.accounts.create(operator, { email: 'curator@bench.example', role: 'curator', organisationId: id }))
  return { ...app, organisationId: id, email: account.email, password }
}

/** The real panel behind HTTP, with a curator signed in. */
export async function openPanel(connection: Connection): Promise<BenchPanel> {
  const { services, kernel, organisationId, email, password } = await openOffice(connection)
  const config = { publicUrl: 'http://127.0.0.1:3000', sessionSecret: 'a secret of the bench, 32 signs long', timeZone: zone }
  const panel = createPanel({ services, connection, kernel, clock: kernel.clock, config, log: { error: (details) => process.stderr.write(`${JSON.stringify(details)}\n`) }, openFile: () => Promise.resolve(null) })
  const server = await new Promise<Server>((resolve) => {
    const listening = express().use(panel).listen(0, '127.0.0.1', () => resolve(listening))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answer = await fetch(`${url}/admin/login`, { method: 'POST', redirect: 'manual', headers: { origin: url, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ email, password }) })
  const cookie = answer.headers.getSetCookie().map((set) => set.split(';')[0]).join('; ')
  return {
    organisationId,
    get: async (path) => (await fetch(url + path, { headers: { cookie } })).json(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
