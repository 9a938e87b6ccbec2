import type { Connection } from 'mongoose'
import { createBot } from '../bot/create-bot.js'
import { features } from '../bot/features/index.js'
import { startBot } from '../bot/start-bot.js'
import type { TextBook } from '../bot/texts.js'
import type { Clock } from '../core/clock.js'
import type { Log } from '../log.js'
import { createTelegramFetch } from '../messenger/telegram-fetch.js'
import { createTelegramFiles } from '../messenger/telegram-files.js'
import { createChatLeases } from '../modules/receiving/chat-leases.js'
import { createDialogueStore } from '../modules/receiving/dialogue-store.js'
import { createInboxStore } from '../modules/receiving/inbox-store.js'
import { createLease } from '../modules/receiving/lease.js'
import { createRememberedHash } from '../modules/receiving/remembered-hash.js'
import type { Services } from '../services.js'

export interface BotRoleDependencies {
  connection: Connection
  services: Services
  textBook: TextBook
  clock: Clock
  log: Log
  token: string
  apiRoot: string
  webhook: { url: string; secret: string } | null
  defaultZone: string
  publicUrl: string
}

/** How long a process may be silent before another one takes over its polling, or its chats. */
const pollerLeaseMs = 15_000
const chatLeaseMs = 10_000

/** Receives updates and answers people: the role `bot`. */
export function startBotRole(given: BotRoleDependencies) {
  const { connection, clock, log, token, apiRoot, textBook, services, defaultZone, publicUrl, webhook } = given
  const dialogueStore = createDialogueStore({ connection, clock })
  const inbox = createInboxStore({ connection, clock })
  const bot = createBot({
    token,
    apiRoot,
    services,
    textBook,
    clock,
    log,
    features,
    defaultZone,
    publicUrl,
    fetch: createTelegramFetch(),
    wasHandled: inbox.wasHandled,
    dialogueStore: dialogueStore as Parameters<typeof createBot>[0]['dialogueStore'],
    files: { download: (fileId) => createTelegramFiles({ api: bot.api, token, apiRoot }).download(fileId) },
  })
  const running = startBot({
    bot,
    clock,
    log,
    webhook: webhook && { ...webhook, chatLeases: createChatLeases(connection, chatLeaseMs) },
    inbox,
    lease: createLease(connection, 'poller', pollerLeaseMs),
    menuHash: createRememberedHash(connection, 'menu'),
    texts: textBook.common,
  })
  return { bot, ...running }
}

export type BotRole = ReturnType<typeof startBotRole>
