import { GrammyError, type Bot } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { pause } from '../core/pause.js'
import type { Clock } from '../core/clock.js'
import type { ChatLeases } from '../modules/receiving/chat-leases.js'
import type { Lease } from '../modules/receiving/lease.js'
import { updateCommandMenu, type RememberedHash } from './command-menu.js'
import type { BotContext } from './context.js'
import { createUpdateHandler } from './receiving/handle-update.js'
import { allowedUpdates, createPoller } from './receiving/poller.js'
import { createReceiver, type Inbox } from './receiving/receiver.js'
import { createSharedQueue } from './receiving/shared-queue.js'
import { createStoreGate } from './receiving/store-gate.js'
import type { Texts } from './texts.js'

export interface StartBotDependencies {
  bot: Bot<BotContext>
  inbox: Inbox
  lease: Lease
  menuHash: RememberedHash
  texts: Texts
  clock: Clock
  log: Logger
  /** Receive by webhook at this address, together with other processes; null is long polling. */
  webhook: { url: string; secret: string; chatLeases: ChatLeases } | null
}

/** One of the two ways to receive. */
interface Way {
  receive(update: Update): Promise<void>
  /** Called once the messenger has answered. */
  start(): void
  idle(): Promise<void>
  stop(): Promise<void>
}

export type RunningBot = ReturnType<typeof startBot>

const retryMs = 2_000

function byPolling({ bot, inbox, lease, clock, log }: StartBotDependencies): Way {
  const receiver = createReceiver({ handle: createUpdateHandler({ bot, log }), inbox, log, term: lease.term })
  const poller = createPoller({ api: bot.api, lease, log, receive: receiver.receive, resume: () => receiver.resume(clock.now()) })
  return {
    receive: (update) => receiver.receive([update]),
    start: poller.start,
    idle: receiver.idle,
    async stop() {
      const received = receiver.stop()
      await poller.stop()
      await received
      await lease.release().catch(() => log.warn('the lease could not be given back'))
    },
  }
}

function byWebhook({ bot, inbox, log }: StartBotDependencies, leases: ChatLeases): Way {
  const queue = createSharedQueue({ inbox, leases, handle: createUpdateHandler({ bot, log }), log })
  const gate = createStoreGate({ add: (updates, withinMs) => inbox.add(updates, withinMs), onStored: queue.wantFor })
  return { receive: gate.store, start: queue.start, idle: queue.idle, stop: queue.stop }
}

/** Starts receiving in the background; a messenger that is away is waited for. */
export function startBot(given: StartBotDependencies) {
  const { bot, menuHash, texts, log, webhook } = given
  const way = webhook ? byWebhook(given, webhook.chatLeases) : byPolling(given)
  const stopping = new AbortController()
  let ready = false
  let refusal: number | null = null

  async function introduce(): Promise<void> {
    await bot.init()
    await updateCommandMenu(bot.api, texts, bot.botInfo.id, menuHash)
    if (webhook) await bot.api.setWebhook(webhook.url, { secret_token: webhook.secret, allowed_updates: [...allowedUpdates] })
  }

  async function begin(): Promise<void> {
    while (!ready && !stopping.signal.aborted) {
      try {
        await introduce()
        ready = true
      } catch (error) {
        refusal = error instanceof GrammyError ? error.error_code : null
        log.warn({ status: refusal, name: error instanceof Error ? error.name : 'unknown' }, 'the messenger does not answer yet')
        await pause(retryMs, stopping.signal)
      }
    }
    if (!stopping.signal.aborted) way.start()
  }

  const started = begin()
  return {
    /** Stores one update and sets it going. */
    receive: way.receive,
    isReady: () => ready,
    /** The messenger's refusal (401: wrong token), or null. */
    refusal: () => refusal,
    idle: way.idle,
    async stop(): Promise<void> {
      stopping.abort()
      await started
      await way.stop()
    },
  }
}
