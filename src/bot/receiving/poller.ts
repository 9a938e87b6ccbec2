import { GrammyError, type Api } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { pause } from '../../core/pause.js'
import type { Lease } from '../../modules/receiving/lease.js'

/** What we ask Telegram for; the rest never comes. */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const

export interface PollerDependencies {
  api: Api
  lease: Lease
  log: Logger
  /** Stores updates; after it they are confirmed with the next call. */
  receive(updates: Update[]): Promise<void>
  /** Runs what an earlier process left, each time the lease is gained. */
  resume(): Promise<number>
}

const pollSeconds = 10
const batch = 100
const leaseCheckMs = 1_000
const longestPauseMs = 15_000

function pauseAfter(error: unknown, failures: number): number {
  if (error instanceof GrammyError && error.error_code === 429) return (error.parameters.retry_after ?? 1) * 1000
  return Math.min(longestPauseMs, 500 * 2 ** Math.min(failures, 6))
}

/** Long polling by one process at a time; the others wait for the lease. Never throws; stops when it is told to. */
export function createPoller({ api, lease, log, receive, resume }: PollerDependencies) {
  const stopping = new AbortController()
  let offset: number | undefined
  let isHolder = false
  let lastAnswer: number | null = null

  async function hold(): Promise<boolean> {
    const taken = await lease.take()
    if (taken && !isHolder) {
      await api.deleteWebhook()
      const count = await resume()
      log.info({ resumed: count }, 'long polling starts')
    }
    isHolder = taken
    return taken
  }

  async function step(): Promise<void> {
    if (!(await hold())) return pause(leaseCheckMs, stopping.signal)
    const updates = await api.getUpdates(
      { offset, limit: batch, timeout: pollSeconds, allowed_updates: [...allowedUpdates] },
      stopping.signal as unknown as Parameters<Api['getUpdates']>[1],
    )
    lastAnswer = performance.now()
    await receive(updates)
    const last = updates.at(-1)
    if (last) offset = last.update_id + 1
  }

  async function loop(): Promise<void> {
    let failures = 0
    while (!stopping.signal.aborted) {
      try {
        await step()
        failures = 0
      } catch (error) {
        if (stopping.signal.aborted) break
        failures += 1
        const status = error instanceof GrammyError ? error.error_code : null
        log.warn({ status, reason: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown', failures }, 'receiving failed, trying again')
        await pause(pauseAfter(error, failures), stopping.signal)
      }
    }
    /** Confirms what was taken, so that the next process does not get it again. */
    if (isHolder && offset !== undefined) {
      await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => log.warn('the last updates could not be confirmed'))
    }
    await lease.release().catch(() => log.warn('the lease could not be given back'))
  }

  let running: Promise<void> | null = null
  return {
    start(): void {
      running ??= loop()
    },
    async stop(): Promise<void> {
      stopping.abort()
      await running
    },
    /** Milliseconds since Telegram last answered, or null before the first answer. */
    silentFor: () => (lastAnswer === null ? null : performance.now() - lastAnswer),
    isHolder: () => isHolder,
  }
}
