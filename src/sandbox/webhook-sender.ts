import { setTimeout as wait } from 'node:timers/promises'
import type { Update } from 'grammy/types'
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
/** As many as Telegram opens by default. */
const mostAtOnce = 40

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

const chatOf = ({ message, callback_query: query, my_chat_member: member }: Update): number => message?.chat.id ?? query?.from.id ?? member?.chat.id ?? 0

/** Delivers waiting updates by POST, chats side by side as Telegram does; the next one of a chat goes only when the former was answered with 2xx. */
export function createWebhookSender(state: SandboxState, updates: UpdateQueue): WebhookSender {
  const busy = new Set<number>()
  const stopping = new AbortController()
  let lastError: string | undefined

  const isOff = () => stopping.signal.aborted || state.meta().webhook.url === ''

  async function deliver(update: Update): Promise<void> {
    for (let pause = firstRetryMs; !isOff(); pause = Math.min(pause * 2, longestRetryMs)) {
      lastError = await postUpdate(state.meta().webhook, update)
      if (lastError === undefined) {
        updates.takeRepeated(update.update_id)
        updates.remove(update.update_id)
        return
      }
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  function kick(): void {
    if (isOff()) return
    for (const update of updates.waiting()) {
      if (busy.size >= mostAtOnce) return
      const chat = chatOf(update)
      if (busy.has(chat)) continue
      busy.add(chat)
      void deliver(update).finally(() => {
        busy.delete(chat)
        kick()
      })
    }
  }

  updates.onPush(kick)
  return {
    kick,
    lastError: () => lastError,
    stop: () => stopping.abort(),
  }
}
