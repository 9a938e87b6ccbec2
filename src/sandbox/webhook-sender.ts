import type { SandboxState, WebhookSetting } from './sandbox-state.js'
import type { UpdateQueue } from './update-queue.js'

export interface WebhookSender {
  /** Looks for work: after setWebhook, and by itself after each new update. */
  kick(): void
  lastError(): string | undefined
  stop(): void
}

const firstRetryMs = 100
const longestRetryMs = 5_000
const answerTimeoutMs = 30_000

/** Posts one update; the reason of a failure, or undefined. */
async function postUpdate({ url, secret }: WebhookSetting, update: unknown): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(answerTimeoutMs),
    })
    await response.arrayBuffer()
    return response.ok ? undefined : `Wrong response from the webhook: ${response.status} ${response.statusText}`
  } catch (error) {
    return error instanceof Error ? `Connection failed: ${error.message}` : 'Connection failed'
  }
}

/** Delivers waiting updates by POST, one after another; the next goes only when the former was answered with 2xx. */
export function createWebhookSender(state: SandboxState, updates: UpdateQueue): WebhookSender {
  let busy = false
  let stopped = false
  let retryTimer: NodeJS.Timeout | null = null
  let lastError: string | undefined

  async function drain(): Promise<void> {
    let pause = firstRetryMs
    while (!stopped && state.meta().webhook.url !== '') {
      const update = updates.first()
      if (!update) return
      lastError = await postUpdate(state.meta().webhook, update)
      if (lastError === undefined) {
        updates.takeRepeated(update.update_id)
        updates.remove(update.update_id)
        pause = firstRetryMs
        continue
      }
      await new Promise<void>((resolve) => {
        retryTimer = setTimeout(resolve, pause)
      })
      pause = Math.min(pause * 2, longestRetryMs)
    }
  }

  function kick(): void {
    if (busy || stopped || state.meta().webhook.url === '') return
    busy = true
    void drain().finally(() => {
      busy = false
      if (updates.first()) kick()
    })
  }

  updates.onPush(kick)
  return {
    kick,
    lastError: () => lastError,
    stop() {
      stopped = true
      if (retryTimer) clearTimeout(retryTimer)
    },
  }
}
