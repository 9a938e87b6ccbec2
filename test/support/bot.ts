import { join } from 'node:path'
import pino from 'pino'
import { createApp } from '../../src/app.js'
import { createBot } from '../../src/bot/create-bot.js'
import type { Feature } from '../../src/bot/feature.js'
import { features as allFeatures } from '../../src/bot/features/index.js'
import { startBot } from '../../src/bot/start-bot.js'
import { createTextBook } from '../../src/bot/texts.js'
import { createClock } from '../../src/core/clock.js'
import { createTelegramFiles } from '../../src/messenger/telegram-files.js'
import { createTelegramFetch } from '../../src/messenger/telegram-fetch.js'
import { createDialogueStore } from '../../src/modules/receiving/dialogue-store.js'
import { createInboxStore } from '../../src/modules/receiving/inbox-store.js'
import { createLease } from '../../src/modules/receiving/lease.js'
import { createRememberedHash } from '../../src/modules/receiving/remembered-hash.js'
import { projectRoot } from '../../src/paths.js'
import { defineModels } from '../../src/define-models.js'
import { testDatabase } from './database.js'
import { startTelegram } from './telegram.js'

export interface BotHarnessOptions {
  features?: Feature[]
  /** The system's time in milliseconds; fixed dates keep transcripts readable. */
  now?: () => number
  /** Where the log goes; silent by default. */
  logLevel?: string
}

const leaseMs = 3_000

export type BotHarness = Awaited<ReturnType<typeof startBotHarness>>

/**
 * The real bot on a database of its own, long polling a sandbox server of its own:
 * `const anna = harness.telegram.user(1001); await anna.sends('/start'); await anna.presses('Мои задачи'); await anna.sees('…')`.
 */
export async function startBotHarness({ features = allFeatures, now, logLevel = 'silent' }: BotHarnessOptions = {}) {
  const database = await testDatabase()
  const clock = createClock(now)
  const { connection } = database
  const { services, kernel } = createApp({ connection, clock, defaultZone: 'Europe/Moscow', botName: async () => 'nastavnik_bot' })
  await defineModels(connection)
  await database.index()
  const telegram = await startTelegram({ clock })
  const textBook = createTextBook(join(projectRoot, 'locales', 'ru'))
  const log = pino({ level: logLevel })

  function launch() {
    const { token, apiRoot } = telegram
    const fetch = createTelegramFetch()
    const dialogueStore = createDialogueStore({ connection, clock })
    const inbox = createInboxStore({ connection, clock })
    const bot = createBot({
      token, apiRoot, fetch, services, textBook, clock, log, features,
      dialogueStore,
      wasHandled: inbox.wasHandled,
      defaultZone: 'Europe/Moscow',
      files: { download: (fileId) => createTelegramFiles({ api: bot.api, token, apiRoot }).download(fileId) },
    })
    const running = startBot({
      bot, clock, log,
      inbox,
      lease: createLease(connection, 'poller', leaseMs),
      menuHash: createRememberedHash(connection, 'menu'),
      texts: textBook.common,
      webhook: null,
    })
    return { bot, running }
  }

  let current = launch()
  telegram.settleWith(() => current.running.idle())

  return {
    database, clock, services, kernel, telegram,
    get bot() {
      return current.bot
    },
    running: () => current.running,
    /** Ends the bot in order and starts another one on the same data, as a deploy does. */
    async restartBot(): Promise<void> {
      await current.running.stop()
      current = launch()
    },
    async stop(): Promise<void> {
      await current.running.stop()
      await telegram.stop()
      await database.drop()
    },
  }
}
