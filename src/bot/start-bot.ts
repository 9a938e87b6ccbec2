import { GrammyError, type Bot } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { pause } from '../core/pause.js'
import type { Clock } from '../core/clock.js'
import type { Lease } from '../modules/receiving/lease.js'
import { updateCommandMenu, type RememberedHash } from './command-menu.js'
import type { BotContext } from './context.js'
import { allowedUpdates, createPoller } from './receiving/poller.js'
import { createReceiver, type Inbox } from './receiving/receiver.js'
import type { Texts } from './texts.js'

export interface StartBotDependencies {
  bot: Bot<BotContext>
  inbox: Inbox
  lease: Lease
  menuHash: RememberedHash
  texts: Texts
  clock: Clock
  log: Logger
  /** Receive by webhook at this address; null is long polling. */
  webhook: { url: string; secret: string } | null
}

export type RunningBot = ReturnType<typeof startBot>

const retryMs = 2_000
const sweepMs = 30_000
/** A webhook's update that is unfinished for so long belongs to a process that is gone. */
const abandonedMs = 120_000

/** Starts receiving in the background; a messenger that is away is waited for. */
export function startBot({ bot, inbox, lease, menuHash, texts, clock, log, webhook }: StartBotDependencies) {
  const receiver = createReceiver({ bot, inbox, log })
  const stopping = new AbortController()
  const receive = (updates: Update[]) => receiver.receive(updates)
  const poller = createPoller({ api: bot.api, lease, log, receive, resume: () => receiver.resume(clock.now()) })
  let ready = false
  let refusal: number | null = null

  async function introduce(): Promise<void> {
    await bot.init()
    await updateCommandMenu(bot.api, texts, bot.botInfo.id, menuHash)
    if (webhook) await bot.api.setWebhook(webhook.url, { secret_token: webhook.secret, allowed_updates: [...allowedUpdates] })
  }

  async function sweep(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (await lease.take()) await receiver.resume(new Date(clock.now().getTime() - abandonedMs))
      } catch (error) {
        log.warn({ name: error instanceof Error ? error.name : 'unknown' }, 'unfinished updates could not be looked at')
      }
      await pause(sweepMs, stopping.signal)
    }
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
    if (stopping.signal.aborted) return
    if (webhook) await sweep()
    else poller.start()
  }

  const started = begin()
  return {
    receive,
    isReady: () => ready,
    /** The messenger's refusal (401: wrong token), or null. */
    refusal: () => refusal,
    idle: receiver.idle,
    async stop(): Promise<void> {
      stopping.abort()
      await started
      await poller.stop()
      await receiver.idle()
      if (webhook) await lease.release()
    },
  }
}
