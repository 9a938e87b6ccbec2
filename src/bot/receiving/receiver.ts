import { setTimeout as wait } from 'node:timers/promises'
import { BotError, type Bot } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import type { BotContext } from '../context.js'
import { chainKeyOf, createChains } from './chains.js'

/** Where updates are kept until they are handled. */
export interface Inbox {
  add(updates: readonly Update[]): Promise<Update[]>
  unfinished(limit: number, before: Date): Promise<Update[]>
  mark(updateIds: readonly number[], state: 'done' | 'failed'): Promise<void>
}

export interface ReceiverDependencies {
  bot: Bot<BotContext>
  inbox: Inbox
  log: Logger
  /** Longest time for one update; then its chat goes on without it. */
  watchdogMs?: number
}

export type Receiver = ReturnType<typeof createReceiver>

const usualWatchdogMs = 60_000
const mostAtOnce = 500
const backlogPart = 200
const flushMs = 20

/** Runs each stored update once, in the order of its chat, and marks it (design §5, Receiving). */
export function createReceiver({ bot, inbox, log, watchdogMs = usualWatchdogMs }: ReceiverDependencies) {
  const chains = createChains()
  const known = new Set<number>()
  const finished = { done: [] as number[], failed: [] as number[] }
  let flushing: Promise<void> | null = null

  async function flush(): Promise<void> {
    await wait(flushMs)
    flushing = null
    for (const state of ['done', 'failed'] as const) {
      const ids = finished[state].splice(0)
      try {
        await inbox.mark(ids, state)
      } catch (error) {
        finished[state].push(...ids)
        log.error({ reason: error instanceof Error ? error.message : 'unknown', count: ids.length }, 'handled updates could not be marked')
        return
      }
      for (const id of ids) known.delete(id)
    }
  }

  function note(updateId: number, state: 'done' | 'failed'): void {
    finished[state].push(updateId)
    flushing ??= flush()
  }

  async function guarded(update: Update): Promise<'done' | 'failed'> {
    const stop = new AbortController()
    const handled = bot.handleUpdate(update).then(
      () => 'done' as const,
      async (error: unknown) => {
        if (!(error instanceof BotError)) throw error
        await bot.errorHandler(error as BotError<BotContext>)
        return 'failed' as const
      },
    )
    const late = wait(watchdogMs, 'late' as const, { signal: stop.signal, ref: false }).catch(() => 'late' as const)
    const outcome = await Promise.race([handled, late])
    stop.abort()
    if (outcome !== 'late') return outcome
    log.error({ updateId: update.update_id }, 'an update took too long and was left')
    return 'failed'
  }

  async function handle(update: Update): Promise<void> {
    try {
      note(update.update_id, await guarded(update))
    } catch (error) {
      log.error({ updateId: update.update_id, reason: error instanceof Error ? error.message : 'unknown' }, 'an update failed and could not be answered')
      note(update.update_id, 'failed')
    }
  }

  function enqueue(updates: readonly Update[]): void {
    for (const update of updates) {
      if (known.has(update.update_id)) continue
      known.add(update.update_id)
      chains.add(chainKeyOf(update), () => handle(update))
    }
  }

  async function settle(): Promise<void> {
    await chains.downTo(0)
    while (flushing) await flushing
  }

  return {
    /** Stores updates (then they may be confirmed) and sets them going; waits while too much is in work. */
    async receive(updates: readonly Update[]): Promise<void> {
      await chains.downTo(mostAtOnce)
      enqueue(await inbox.add(updates))
    },
    /** Sets going what an earlier run left unfinished, in order; returns how many. */
    async resume(before: Date): Promise<number> {
      let count = 0
      for (;;) {
        const part = (await inbox.unfinished(backlogPart, before)).filter((update) => !known.has(update.update_id))
        if (part.length === 0) return count
        count += part.length
        enqueue(part)
        await settle()
      }
    },
    /** Resolves when nothing is in work and all is marked. */
    idle: settle,
    isBusy: () => chains.count() > 0,
  }
}
