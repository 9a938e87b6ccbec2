import { join } from 'node:path'
import type { Connection } from 'mongoose'
import { setTimeout as wait } from 'node:timers/promises'
import { loadConfig } from '../../src/config.js'
import { createClock } from '../../src/core/clock.js'
import { runRoles } from '../../src/roles/run-roles.js'
import { createApp } from '../../src/app.js'
import { createTextBook } from '../../src/bot/texts.js'
import { projectRoot } from '../../src/paths.js'
import { startWorkerRole } from '../../src/roles/worker-role.js'
import { startSandboxServer } from '../../src/sandbox/start-sandbox-server.js'
import { atMost, type Bench } from './bench.js'
import { openMonitored, type CommandWatch } from './monitored-database.js'
import { log } from './stacks.js'

const idleMs = 5_000

async function measureIdle(uri: string, name: string, dataDir: string): Promise<number> {
  const { connection, watch } = await openMonitored(uri, name)
  const loaded = loadConfig({ DATA_DIR: join(dataDir, 'idle'), PORT: '0', LOG_LEVEL: 'silent' })
  if (!loaded.ok) throw new Error(loaded.problems.join('; '))
  const roles = await runRoles({ config: loaded.config, connection, clock: createClock(), log, say: () => undefined })
  await wait(8_000)
  watch.start()
  await wait(idleMs)
  const count = watch.stop().length
  await roles.stop()
  await connection.dropDatabase()
  await connection.close()
  return count
}

/** Database commands of all roles in five seconds in which nobody does anything, with the demo in place. */
export const idleBench: Bench = {
  name: 'idle',
  async run({ uri, dataDir, show }) {
    show(atMost('', 'idle', 10, await measureIdle(uri, 'bench_idle', dataDir), { digits: 0 }))
  },
}

const lookMs = 20_000

/** A worker with nothing due: commands in five seconds, and its share of one core, in percent. */
export async function measureIdleWorker(connection: Connection, watch: CommandWatch): Promise<{ commands: number; cpuPercent: number }> {
  const clock = createClock()
  const token = '7000009:bench-token'
  const telegram = await startSandboxServer({ port: 0, token, clock })
  const { services } = createApp({ connection, clock, defaultZone: 'Europe/Moscow', botName: () => Promise.resolve('bench_bot') })
  const worker = await startWorkerRole({ connection, services, textBook: createTextBook(join(projectRoot, 'locales', 'ru')), clock, log, token, apiRoot: telegram.apiRoot })
  await wait(8_000)
  watch.start()
  const before = process.cpuUsage()
  await wait(lookMs)
  const { user, system } = process.cpuUsage(before)
  const commands = watch.stop().length
  await worker.stop()
  await telegram.stop()
  return { commands: commands / (lookMs / idleMs), cpuPercent: (user + system) / 1_000 / lookMs * 100 }
}
