import { join } from 'node:path'
import { createApp } from '../../../../src/app.js'
import { createTextBook } from '../../../../src/bot/texts.js'
import { loadConfig } from '../../../../src/config.js'
import { createClock } from '../../../../src/core/clock.js'
import { must } from '../../../../src/core/result.js'
import { readShift } from '../../../../src/db/clock-shift.js'
import { openConnection } from '../../../../src/db/connection.js'
import { createLog } from '../../../../src/log.js'
import { projectRoot } from '../../../../src/paths.js'
import { startWorkerRole } from '../../../../src/roles/worker-role.js'
import { tell, withMoments } from './moments.js'
import type { WorkerOrders } from './orders.js'
import { takeOut } from './taken-out.js'

const orders = JSON.parse(process.env.FAULT_ORDERS ?? '{}') as WorkerOrders

/** A sender as `main` starts it, with its port wrapped: the test that started it may be gone, then it ends. */
async function run(): Promise<void> {
  const loaded = loadConfig(process.env)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  const { config } = loaded
  const log = createLog(config.logLevel)
  const connection = must(await openConnection(config.mongodbUri ?? '', config.databaseName))
  const clock = createClock()
  clock.setShift(await readShift(connection))
  const { services } = createApp({ connection, clock, defaultZone: config.timeZone, botName: async () => 'nastavnik_bot', sending: config.sending })
  takeOut(orders.without, connection, services)
  services.deliveries = withMoments(services.deliveries, orders)
  const textBook = createTextBook(join(projectRoot, 'locales', 'ru'))
  const { botToken: token, telegramApiRoot: apiRoot, sending, jobsPollMs } = config
  const worker = await startWorkerRole({ connection, services, textBook, clock, log, token: token ?? '', apiRoot, sending, jobsPollMs })
  const followShift = setInterval(() => readShift(connection).then(clock.setShift, () => undefined), 200)
  process.once('SIGTERM', () => {
    clearInterval(followShift)
    void worker
      .stop()
      .then(() => connection.close())
      .then(() => tell('stopped'))
      .then(() => process.exit(0))
  })
  await tell('ready')
}

process.on('disconnect', () => process.exit(1))
process.on('unhandledRejection', (error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
await run()
