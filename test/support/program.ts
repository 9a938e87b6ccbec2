import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Config } from '../../src/config.js'
import { systemActor } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import type { Log } from '../../src/log.js'
import { runRoles } from '../../src/roles/run-roles.js'
import { defaultSending } from '../../src/sending-settings.js'
import { testDatabase } from './database.js'
import { connectTelegram } from './telegram.js'

/** The whole program in this process: real HTTP, bot, worker, panel and sandbox on a database of its own. */
export async function runProgram(overrides: Partial<Config> = {}, log: Log = pino({ level: 'silent' })) {
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'nastavnik-'))
  const clock = createClock()
  const config: Config = {
    production: false, mongodbUri: database.uri, databaseName: database.name, botToken: null, telegramApiRoot: '', webhook: null,
    roles: ['bot', 'worker', 'panel'], host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1', trustedProxies: ['loopback'], metricsToken: null, sessionSecret: 'a-secret-for-tests-only-0123456789',
    adminEmail: null, adminPassword: null, dataDir, timeZone: 'Europe/Moscow', logLevel: 'silent',
    sending: { ...defaultSending, chatGapMs: 100 }, jobsPollMs: 30_000, ...overrides,
  }
  const running = await runRoles({ config, connection: database.connection, clock, log, say: () => undefined })
  const address = running.server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url,
    clock,
    database,
    services: running.services,
    operator: systemActor('command'),
    telegram: connectTelegram(url, { timeoutMs: 20_000, patienceMs: 6_000 }),
    async stop() {
      await running.stop()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
