import { join } from 'node:path'
import type { Connection } from 'mongoose'
import { createApp } from '../../../../src/app.js'
import { createTextBook } from '../../../../src/bot/texts.js'
import { loadConfig } from '../../../../src/config.js'
import { createClock } from '../../../../src/core/clock.js'
import { must } from '../../../../src/core/result.js'
import { openConnection } from '../../../../src/db/connection.js'
import { createLog } from '../../../../src/log.js'
import { defineInboxModel } from '../../../../src/modules/receiving/inbox-model.js'
import { projectRoot } from '../../../../src/paths.js'
import { startBotRole } from '../../../../src/roles/bot-role.js'
import { tell } from './moments.js'
import type { WorkerOrders } from './orders.js'

const { without } = JSON.parse(process.env.FAULT_ORDERS ?? '{}') as WorkerOrders

/** What comes is worked through from memory alone: it is confirmed without being stored. */
function takeOutInbox(connection: Connection): void {
  Object.assign(defineInboxModel(connection).collection, { insertMany: () => Promise.resolve({ insertedCount: 0 }) })
}

/** A bot as `main` starts it, by long polling. */
async function run(): Promise<void> {
  const loaded = loadConfig(process.env)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  const { botToken: token, telegramApiRoot: apiRoot, timeZone: defaultZone, publicUrl, mongodbUri, databaseName, logLevel } = loaded.config
  const log = createLog(logLevel)
  const connection = must(await openConnection(mongodbUri ?? '', databaseName))
  const clock = createClock()
  const { services } = createApp({ connection, clock, defaultZone, botName: async () => 'nastavnik_bot' })
  if (without.includes('inbox')) takeOutInbox(connection)
  const textBook = createTextBook(join(projectRoot, 'locales', 'ru'))
  const bot = startBotRole({ connection, services, textBook, clock, log, token: token ?? '', apiRoot, webhook: null, defaultZone, publicUrl })
  process.once('SIGTERM', () => void bot.stop().then(() => process.exit(0)))
  await tell('ready')
}

process.on('disconnect', () => process.exit(1))
await run()
