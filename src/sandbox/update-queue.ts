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

/** The place of the one long poll that waits: a newcomer replaces it. */
function createPollSlot() {
  let waiting: { wake(): void; replace(): void } | null = null
  return {
    wake: () => waiting?.wake(),
    replace: () => waiting?.replace(),
    wait: (request: PollRequest) => new Promise<'ready' | 'replaced'>((resolve) => {
      const finish = (outcome: 'ready' | 'replaced') => {
        clearTimeout(timer)
        if (waiting === own) waiting = null
        resolve(outcome)
      }
      const own = { wake: () => finish('ready'), replace: () => finish('replaced') }
      const timer = setTimeout(() => finish('ready'), request.timeoutSeconds * 1000)
      request.onGone?.(() => finish('ready'))
      waiting = own
    }),
  }
}

/** The last updates, to hand one out once more as Telegram does when a confirmation was lost. */
function createReplays() {
  const history: Update[] = []
  let repeated: Update[] = []
  return {
    remember(update: Update): void {
      history.push(update)
      if (history.length > keptHistory) history.shift()
    },
    /** False when the update is not remembered. */
    repeat(updateId: number): boolean {
      const update = history.find((one) => one.update_id === updateId)
      if (update) repeated.push(update)
      return update !== undefined
    },
    take: (limit: number) => repeated.splice(0, limit),
    waiting: () => repeated,
    drop: (updateId: number) => {
      repeated = repeated.filter((one) => one.update_id !== updateId)
    },
  }
}

/** The updates that the bot has not confirmed yet, in the order of their numbers. */
function createPending(state: SandboxState) {
  const updates = new Map<number, Update>()

  function remove(updateId: number): void {
    if (updates.delete(updateId)) state.saveUpdate(updateId, null)
  }

  return {
    updates, remove,
    add(update: Update): void {
      updates.set(update.update_id, update)
      state.saveUpdate(update.update_id, update)
    },
    /** Everything below the offset is confirmed; a negative one counts from the end. */
    confirm(offset: number): void {
      const ids = [...updates.keys()]
      const first = offset < 0 ? ids.at(offset) : offset
      if (first !== undefined) for (const id of ids) if (id < first) remove(id)
    },
  }
}

/** Updates that wait for the bot: long polling with confirmation by offset, one poller at a time. */
export function createUpdateQueue(state: SandboxState) {
  const { updates, add, remove, confirm } = createPending(state)
  const replays = createReplays()
  const slot = createPollSlot()
  const listeners = new Set<() => void>()

  function isAllowed(update: Update): boolean {
    const { allowed } = state.meta().webhook
    return allowed.length > 0 ? allowed.includes(typeOf(update)) : !typesOnRequestOnly.includes(typeOf(update))
  }

  function announce(): void {
    slot.wake()
    for (const listener of listeners) listener()
  }

  function batch(limit: number): Update[] {
    const again = replays.take(limit)
    return [...again, ...[...updates.values()].slice(0, limit - again.length)]
  }

  return {
    remove,
    push(content: Omit<Update, 'update_id'>): Update {
      const update: Update = { update_id: state.nextUpdateId(), ...content }
      replays.remember(update)
      if (!isAllowed(update)) return update
      add(update)
      announce()
      return update
    },
    async poll(request: PollRequest): Promise<ApiAnswer<Update[]>> {
      if (state.meta().webhook.url !== '') return refusals.webhookActive
      slot.replace()
      if (request.allowed) state.changeMeta({ webhook: { ...state.meta().webhook, allowed: request.allowed } })
      if (request.offset !== 0) confirm(request.offset)
      const ready = batch(request.limit)
      if (ready.length > 0 || request.timeoutSeconds <= 0) return success(ready)
      return (await slot.wait(request)) === 'replaced' ? refusals.secondPoller : success(batch(request.limit))
    },
    pendingCount: () => updates.size,
    isPending: (updateId: number) => updates.has(updateId),
    waiting: () => [...replays.waiting(), ...updates.values()],
    redeliver(updateId: number): boolean {
      const isKnown = replays.repeat(updateId)
      if (isKnown) announce()
      return isKnown
    },
    takeRepeated: replays.drop,
    restore: (waiting: readonly Update[]) => waiting.forEach((update) => updates.set(update.update_id, update)),
    clear: () => [...updates.keys()].forEach(remove),
    onPush: (listener: () => void) => void listeners.add(listener),
    /** Ends an open long poll, so that the server can close. */
    release: slot.wake,
  }
}
