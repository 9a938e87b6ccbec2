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
  inbox: Pick<Inbox, 'add' | 'unfinished' | 'unfinishedOf' | 'mark'>
  log: Logger
  /** The number of the unbroken hold of the poller's lease; what came under an earlier one is left to whoever holds it now. */
  term(): number | null
}

export type Receiver = ReturnType<typeof createReceiver>

const mostAtOnce = 500
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

  function enqueue(updates: readonly Update[]): void {
    const under = term()
    for (const update of updates) {
      if (known.has(update.update_id)) continue
      known.add(update.update_id)
      chains.add(chatKeyOf(update), () => run(update, under))
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
