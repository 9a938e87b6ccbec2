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

const reasonOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown')

/** Renews the lease in the background, whatever the poller waits for. */
function createHeartbeat(lease: Lease, log: Logger, stopping: AbortSignal) {
  return async (): Promise<void> => {
    while (!stopping.aborted) {
      await pause(lease.milliseconds / 3, stopping)
      if (stopping.aborted || lease.term() === null) continue
      await lease.take().catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'the lease could not be renewed'))
    }
  }
}

/** Long polling by one process at a time; the others wait for the lease. Never throws; stops when it is told to. */
export function createPoller({ api, lease, log, receive, resume }: PollerDependencies) {
  const stopping = new AbortController()
  const beat = createHeartbeat(lease, log, stopping.signal)
  let offset: number | undefined
  let heldTerm: number | null = null
  let lastAnswer: number | null = null

  /** A hold that broke may have been another's meanwhile: what is unfinished is looked at anew. */
  async function hold(): Promise<boolean> {
    const term = lease.term() ?? ((await lease.take()) ? lease.term() : null)
    if (term === null || term === heldTerm) return term !== null
    await api.deleteWebhook()
    const count = await resume()
    heldTerm = term
    log.info({ resumed: count }, 'long polling starts')
    return lease.term() === term
  }

  async function step(): Promise<void> {
    if (!(await hold())) return pause(leaseCheckMs, stopping.signal)
    const updates = await api.getUpdates(
      { offset, limit: batch, timeout: pollSeconds, allowed_updates: [...allowedUpdates] },
      stopping.signal as unknown as Parameters<Api['getUpdates']>[1],
    )
    lastAnswer = performance.now()
    if (lease.term() !== heldTerm) return
    await receive(updates)
    /** An empty answer has confirmed the rest; numbers may begin anew below the last one after a quiet week. */
    const last = updates.at(-1)
    offset = last && last.update_id + 1
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
        log.warn({ status, reason: reasonOf(error), failures }, 'receiving failed, trying again')
        await pause(pauseAfter(error, failures), stopping.signal)
      }
    }
    /** Confirms what was taken, so that the next process does not get it again. */
    if (lease.term() !== null && offset !== undefined) {
      await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => log.warn('the last updates could not be confirmed'))
    }
  }

  let running: Promise<unknown> | null = null
  return {
    start(): void {
      running ??= Promise.all([loop(), beat()])
    },
    /** Asks for nothing more; the lease stays until what is in work is done. */
    async stop(): Promise<void> {
      stopping.abort()
      await running
    },
    /** Milliseconds since Telegram last answered, or null before the first answer. */
    silentFor: () => (lastAnswer === null ? null : performance.now() - lastAnswer),
    isHolder: () => lease.term() !== null,
  }
}
