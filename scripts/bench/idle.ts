import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { loadConfig } from '../../src/config.js'
import { createClock } from '../../src/core/clock.js'
import { runRoles } from '../../src/roles/run-roles.js'
import { openMonitored } from './monitored-database.js'
import { log } from './stacks.js'

const idleMs = 5_000

/** Database commands of all roles in five seconds in which nobody does anything, with the demo in place. */
export async function measureIdle(uri: string, name: string, dataDir: string): Promise<number> {
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
