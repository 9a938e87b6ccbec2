import { setTimeout as wait } from 'node:timers/promises'
import { BotError, type Bot } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import type { BotContext } from '../context.js'

export type Outcome = 'done' | 'failed'

export interface HandlerDependencies {
  bot: Bot<BotContext>
  log: Logger
  /** Longest time for one update; then its chat goes on without it. */
  watchdogMs?: number
}

const usualWatchdogMs = 60_000

/** Hands one update to the bot; never throws and never takes for ever, so that the chat goes on. */
export function createUpdateHandler({ bot, log, watchdogMs = usualWatchdogMs }: HandlerDependencies) {
  async function attempt(update: Update): Promise<Outcome> {
    try {
      await bot.handleUpdate(update)
      return 'done'
    } catch (error) {
      if (!(error instanceof BotError)) throw error
      await bot.errorHandler(error as BotError<BotContext>)
      return 'failed'
    }
  }

  return async (update: Update): Promise<Outcome> => {
    const stop = new AbortController()
    const late = wait(watchdogMs, 'late' as const, { signal: stop.signal, ref: false }).catch(() => 'late' as const)
    try {
      const outcome = await Promise.race([attempt(update), late])
      if (outcome !== 'late') return outcome
      log.error({ updateId: update.update_id }, 'an update took too long and was left')
    } catch (error) {
      log.error({ updateId: update.update_id, err: error }, 'an update failed and could not be answered')
    } finally {
      stop.abort()
    }
    return 'failed'
  }
}

export type UpdateHandler = ReturnType<typeof createUpdateHandler>
