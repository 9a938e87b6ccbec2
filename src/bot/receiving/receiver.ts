import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { chatKeyOf } from '../../modules/receiving/chat-key.js'
import { pause } from '../../core/pause.js'
import { createChains } from './chains.js'
import type { UpdateHandler } from './handle-update.js'
import { createMarks } from './marks.js'

/** Where updates are kept until they are handled. */
export interface Inbox {
  add(updates: readonly Update[], withinMs?: number): Promise<Update[]>
  unfinished(limit: number, before: Date): Promise<Update[]>
  unfinishedOf(updateIds: readonly number[]): Promise<number[]>
  nameChats(): Promise<void>
  waitingChats(limit: number, except: readonly string[]): Promise<string[]>
  ofChats(chats: readonly string[], limit: number): Promise<{ chat: string; update: Update }[]>
  mark(updateIds: readonly number[], state: 'done' | 'failed'): Promise<void>
}

export interface ReceiverDependencies {
  handle: UpdateHandler
  inbox: Pick<Inbox, 'add' | 'unfinished' | 'unfinishedOf' | 'ofChats' | 'mark'>
  log: Logger
  /** The number of the unbroken hold of the poller's lease; what came under an earlier one is left to whoever holds it now. */
  term(): number | null
}

const mostAtOnce = 500
/** Of one chat; what is more waits in the inbox, so that one flood holds up nobody else. */
const mostOfChat = 40
const tryAgainMs = 1_000
const backlogPart = 200
const stopWithinMs = 15_000

/** Runs each stored update once, in the order of its chat, and marks it (design §5, Receiving), while this process is the only one that receives. */
export function createReceiver({ handle, inbox, log, term }: ReceiverDependencies) {
  const chains = createChains()
  const known = new Set<number>()
  const marks = createMarks({ mark: (ids, state) => inbox.mark(ids, state), log, onMarked: (ids) => ids.forEach((id) => known.delete(id)) })
  const stopping = new AbortController()

  async function run(update: Update, under: number | null): Promise<void> {
    if (stopping.signal.aborted || under === null || term() !== under) return void known.delete(update.update_id)
    marks.note(update.update_id, await handle(update))
  }

  /** By chat: how many are in memory; and of which chats more waits in the inbox, true when some came since the last look. */
  const held = new Map<string, number>()
  const surplus = new Map<string, boolean>()

  function add(chat: string, update: Update, under: number | null): void {
    known.add(update.update_id)
    held.set(chat, (held.get(chat) ?? 0) + 1)
    chains.add(chat, async () => {
      await run(update, under)
      const left = (held.get(chat) ?? 1) - 1
      if (left > 0) held.set(chat, left)
      else held.delete(chat)
    })
  }

  /** The next of a chat's surplus, in order; stands at the end of its chain until nothing is left. */
  async function fetchMore(chat: string, under: number | null): Promise<void> {
    if (stopping.signal.aborted || term() !== under) return void surplus.delete(chat)
    try {
      surplus.set(chat, false)
      await marks.write()
      const found = await inbox.ofChats([chat], mostOfChat)
      if (found.length === 0 && !surplus.get(chat)) return void surplus.delete(chat)
      for (const { update } of found) if (!known.has(update.update_id)) add(chat, update, under)
    } catch (error) {
      log.warn({ err: error }, 'the waiting updates of a chat could not be read')
      await pause(tryAgainMs, stopping.signal)
    }
    chains.add(chat, () => fetchMore(chat, under))
  }

  function enqueue(updates: readonly Update[]): void {
    const under = term()
    for (const update of updates) {
      if (known.has(update.update_id)) continue
      const chat = chatKeyOf(update)
      const isFull = surplus.has(chat) || (held.get(chat) ?? 0) >= mostOfChat
      if (!isFull) add(chat, update, under)
      else if (surplus.has(chat)) surplus.set(chat, true)
      else {
        surplus.set(chat, true)
        chains.add(chat, () => fetchMore(chat, under))
      }
    }
  }

  async function settle(): Promise<void> {
    await chains.downTo(0)
    await marks.settle()
  }

  return {
    /**
     * Stores updates (then they may be confirmed) and sets them going; waits while too much is in work. One that is there already is done,
     * or in work here, or was stored at the last moment by a process that has lost the lease: then it is set going too.
     */
    async receive(updates: readonly Update[]): Promise<void> {
      await chains.downTo(mostAtOnce)
      const fresh = new Set(await inbox.add(updates))
      const stray = updates.filter((update) => !fresh.has(update) && !known.has(update.update_id)).map(({ update_id }) => update_id)
      const left = new Set(stray.length > 0 ? await inbox.unfinishedOf(stray) : [])
      enqueue(updates.filter((update) => fresh.has(update) || left.has(update.update_id)))
    },
    /** Sets going what an earlier run, or an earlier hold of the lease, left unfinished, in order; returns how many. */
    async resume(before: Date): Promise<number> {
      const under = term()
      let count = 0
      await settle()
      while (!stopping.signal.aborted && term() === under) {
        const part = await inbox.unfinished(backlogPart, before)
        if (part.length === 0) break
        count += part.length
        enqueue(part)
        await settle()
      }
      return count
    },
    /** Resolves when nothing is in work and all is marked. */
    idle: settle,
    isBusy: () => chains.count() > 0,
    /** Ends what is in work; what has not begun stays stored for the next process. */
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.race([chains.downTo(0), pause(stopWithinMs, new AbortController().signal)])
      await marks.stop()
    },
  }
}
