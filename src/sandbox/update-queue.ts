import type { Update } from 'grammy/types'
import { type ApiAnswer, refusals, success } from './api-answer.js'
import type { SandboxState } from './sandbox-state.js'

export interface PollRequest {
  offset: number
  limit: number
  timeoutSeconds: number
  allowed?: string[]
  /** Called when the client goes away. */
  onGone?(listener: () => void): void
}

export type UpdateQueue = ReturnType<typeof createUpdateQueue>

const typesOnRequestOnly = ['chat_member', 'message_reaction', 'message_reaction_count']
const keptHistory = 1000

function typeOf(update: Update): string {
  return Object.keys(update).find((key) => key !== 'update_id') ?? ''
}

/** Updates that wait for the bot: long polling with confirmation by offset, one poller at a time. */
export function createUpdateQueue(state: SandboxState) {
  const pending = new Map<number, Update>()
  const history: Update[] = []
  let repeated: Update[] = []
  let waiting: { wake(): void; replace(): void } | null = null
  const listeners = new Set<() => void>()

  function isAllowed(update: Update): boolean {
    const { allowed } = state.meta().webhook
    return allowed.length > 0 ? allowed.includes(typeOf(update)) : !typesOnRequestOnly.includes(typeOf(update))
  }

  function announce(): void {
    waiting?.wake()
    for (const listener of listeners) listener()
  }

  function push(content: Omit<Update, 'update_id'>): Update {
    const update: Update = { update_id: state.nextUpdateId(), ...content }
    history.push(update)
    if (history.length > keptHistory) history.shift()
    if (!isAllowed(update)) return update
    pending.set(update.update_id, update)
    state.saveUpdate(update.update_id, update)
    announce()
    return update
  }

  function remove(updateId: number): void {
    if (pending.delete(updateId)) state.saveUpdate(updateId, null)
  }

  function confirm(offset: number): void {
    const ids = [...pending.keys()]
    const first = offset < 0 ? ids.at(offset) : offset
    if (first === undefined) return
    for (const id of ids) if (id < first) remove(id)
  }

  function batch(limit: number): Update[] {
    const again = repeated.splice(0, limit)
    return [...again, ...[...pending.values()].slice(0, limit - again.length)]
  }

  function wait(request: PollRequest): Promise<'ready' | 'replaced'> {
    return new Promise((resolve) => {
      const finish = (outcome: 'ready' | 'replaced') => {
        clearTimeout(timer)
        if (waiting === own) waiting = null
        resolve(outcome)
      }
      const own = { wake: () => finish('ready'), replace: () => finish('replaced') }
      const timer = setTimeout(() => finish('ready'), request.timeoutSeconds * 1000)
      request.onGone?.(() => finish('ready'))
      waiting = own
    })
  }

  async function poll(request: PollRequest): Promise<ApiAnswer<Update[]>> {
    if (state.meta().webhook.url !== '') return refusals.webhookActive
    waiting?.replace()
    if (request.allowed) state.changeMeta({ webhook: { ...state.meta().webhook, allowed: request.allowed } })
    if (request.offset !== 0) confirm(request.offset)
    const ready = batch(request.limit)
    if (ready.length > 0 || request.timeoutSeconds <= 0) return success(ready)
    return (await wait(request)) === 'replaced' ? refusals.secondPoller : success(batch(request.limit))
  }

  return {
    push, poll, remove,
    pendingCount: () => pending.size,
    isPending: (updateId: number) => pending.has(updateId),
    first: () => repeated[0] ?? pending.values().next().value,
    /** Hands an update out once more, as Telegram does when a confirmation was lost; false when it is not remembered. */
    redeliver(updateId: number): boolean {
      const update = history.find((one) => one.update_id === updateId)
      if (update) repeated.push(update)
      if (update) announce()
      return update !== undefined
    },
    takeRepeated: (updateId: number) => {
      repeated = repeated.filter((one) => one.update_id !== updateId)
    },
    restore(updates: readonly Update[]): void {
      for (const update of updates) pending.set(update.update_id, update)
    },
    clear(): void {
      for (const id of [...pending.keys()]) remove(id)
    },
    onPush(listener: () => void): void {
      listeners.add(listener)
    },
    /** Ends an open long poll, so that the server can close. */
    release: () => waiting?.wake(),
  }
}
