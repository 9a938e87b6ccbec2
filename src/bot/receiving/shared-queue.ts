import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { pause } from '../../core/pause.js'
import { chatKeyOf } from '../../modules/receiving/chat-key.js'
import type { ChatLeases } from '../../modules/receiving/chat-leases.js'
import type { UpdateHandler } from './handle-update.js'
import { createMarks } from './marks.js'
import type { Inbox } from './receiver.js'

export interface SharedQueueDependencies {
  inbox: Pick<Inbox, 'nameChats' | 'waitingChats' | 'ofChats' | 'mark'>
  leases: ChatLeases
  handle: UpdateHandler
  log: Logger
  settings?: Partial<QueueSettings>
}

export interface QueueSettings {
  /** Chats in work at once; the rest waits in the database. */
  chats: number
  /** Updates read at once. */
  rows: number
  sweepMs: number
}

const usual: QueueSettings = { chats: 32, rows: 200, sweepMs: 2_000 }
const mostWanted = 5_000
const gatherMs = 5
const firstRetryMs = 50
const longestRetryMs = 1_000
const stopWithinMs = 15_000

function groupByChat(rows: readonly { chat: string; update: Update }[]): Map<string, Update[]> {
  const groups = new Map<string, Update[]>()
  for (const { chat, update } of rows) groups.set(chat, [...(groups.get(chat) ?? []), update])
  return groups
}

/**
 * Works through the stored updates together with other processes: a chat is one process's at a time, by a lease, and its updates go in the
 * order of their numbers. Taking, reading, marking and giving back are done for many chats at once, so that the number of commands does not
 * grow with that of updates. A chat is looked at once more before it is given back; what was stored later still is asked for again by
 * whoever stored it, and swept up in any case.
 */
export function createSharedQueue({ inbox, leases, handle, log, settings = {} }: SharedQueueDependencies) {
  const { chats: mostChats, rows: mostRows, sweepMs } = { ...usual, ...settings }
  const marks = createMarks({ mark: (ids, state) => inbox.mark(ids, state), log })
  const stopping = new AbortController()
  /** Chats to be taken, to be looked at again, and in work; the first may be among the others too. */
  const wanted = new Set<string>()
  const unlooked = new Set<string>()
  const inWork = new Map<string, Promise<void>>()
  /** Failed tries for chats that another process holds, and those of them that will be tried again by themselves. */
  const tries = new Map<string, number>()
  const retrying = new Set<string>()
  let isStarted = false
  let turning: Promise<void> | null = null

  const isOver = () => stopping.signal.aborted
  const isOurs = (chat: string) => inWork.has(chat) || unlooked.has(chat)

  function want(chats: Iterable<string>): void {
    for (const chat of chats) if (wanted.size < mostWanted) wanted.add(chat)
    kick()
  }

  function retryLater(chats: readonly string[]): void {
    for (const chat of chats.filter((one) => !retrying.has(one))) {
      const tried = tries.get(chat) ?? 0
      tries.set(chat, tried + 1)
      retrying.add(chat)
      setTimeout(() => {
        retrying.delete(chat)
        want([chat])
      }, Math.min(longestRetryMs, firstRetryMs * 2 ** tried)).unref()
    }
  }

  async function workThrough(chat: string, updates: readonly Update[]): Promise<void> {
    for (const update of updates) {
      if (isOver() || !leases.isHeld(chat)) break
      marks.note(update.update_id, await handle(update))
    }
    inWork.delete(chat)
    unlooked.add(chat)
    kick()
  }

  async function takeWanted(): Promise<void> {
    const room = mostChats - inWork.size - unlooked.size
    const chosen = [...wanted].filter((chat) => !isOurs(chat)).slice(0, Math.max(0, room))
    if (chosen.length === 0) return
    for (const chat of chosen) wanted.delete(chat)
    const taken = new Set(await leases.take(chosen))
    for (const chat of taken) {
      tries.delete(chat)
      unlooked.add(chat)
    }
    retryLater(chosen.filter((chat) => !taken.has(chat)))
  }

  /** Begins what is found; gives back where nothing is left. A full answer says nothing about the chats that are not in it. */
  async function look(): Promise<void> {
    const lost = [...unlooked].filter((chat) => !leases.isHeld(chat))
    const looked = [...unlooked].filter((chat) => leases.isHeld(chat))
    for (const chat of lost) unlooked.delete(chat)
    want(lost)
    if (looked.length === 0) return
    for (const chat of looked) wanted.delete(chat)
    /** Only now: what these chats have finished must not be read as unfinished. */
    await marks.write()
    const found = await inbox.ofChats(looked, mostRows)
    const byChat = groupByChat(found)
    for (const [chat, updates] of byChat) {
      unlooked.delete(chat)
      inWork.set(chat, Promise.resolve().then(() => workThrough(chat, updates)))
    }
    if (found.length >= mostRows) return
    const empty = looked.filter((chat) => !byChat.has(chat))
    for (const chat of empty) unlooked.delete(chat)
    await leases.release(empty)
  }

  const hasWork = () => unlooked.size > 0 || (inWork.size < mostChats && [...wanted].some((chat) => !isOurs(chat)))

  async function turn(): Promise<void> {
    await pause(gatherMs, stopping.signal)
    while (!isOver() && hasWork()) {
      try {
        await takeWanted()
        await look()
      } catch (error) {
        log.warn({ err: error }, 'waiting updates could not be looked at')
        await pause(longestRetryMs, stopping.signal)
      }
    }
  }

  function kick(): void {
    if (!isStarted || isOver() || turning || !hasWork()) return
    turning = turn().finally(() => {
      turning = null
      kick()
    })
  }

  async function repeat(everyMs: number, work: () => Promise<void>): Promise<void> {
    while (!isOver()) {
      await work().catch((error: unknown) => log.warn({ err: error }, 'unfinished updates could not be looked after'))
      await pause(everyMs, stopping.signal)
    }
  }

  const held = () => [...inWork.keys(), ...unlooked]
  const sweep = async () => {
    if (!isStarted) await inbox.nameChats()
    isStarted = true
    want((await inbox.waitingChats(mostRows, held())).filter((chat) => !retrying.has(chat)))
  }

  return {
    /** Tells of updates that this process has stored. */
    wantFor: (updates: readonly Update[]): void => want(updates.map(chatKeyOf)),
    /** Begins with what is unfinished, and from then on sees to what others leave. */
    start(): void {
      void repeat(sweepMs, sweep)
      void repeat(leases.milliseconds / 3, () => leases.renew(held()))
    },
    /** Resolves when nothing is known to wait. */
    async idle(): Promise<void> {
      while (!isOver() && (turning || inWork.size + wanted.size + retrying.size > 0)) await pause(gatherMs, stopping.signal)
    },
    /** Ends the update that each chat is at, marks it, and gives the chats back. */
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.race([Promise.all(inWork.values()), pause(stopWithinMs, new AbortController().signal)])
      await turning
      await marks.stop()
      await leases.release([...unlooked]).catch(() => log.warn('the chats could not be given back'))
    },
  }
}
