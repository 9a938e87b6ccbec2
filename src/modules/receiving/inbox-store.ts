import type { Connection, Model } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { placesOfDuplicates } from '../../db/lost-race.js'
import { chatKeyOf } from './chat-key.js'
import { defineInboxModel, type InboxDocument, type InboxState } from './inbox-model.js'

/** An update of the messenger: only its number matters here. */
export interface Numbered {
  update_id: number
}

export type InboxStore = ReturnType<typeof createInboxStore>

/** A write on a dead connection is given up after this long, so that it holds no place in the pool. */
const storeWithinMs = 10_000
const namedAtOnce = 500

/** Gives rows of the first version, which name no chat, theirs. */
async function nameChats(inbox: Model<InboxDocument>, ids: readonly number[]): Promise<string[]> {
  const rows = await inbox.find({ _id: { $in: [...ids] } }, { update: 1 }).lean()
  const chats = rows.map((row) => chatKeyOf(row.update as Numbered))
  await inbox.bulkWrite(rows.map((row, at) => ({ updateOne: { filter: { _id: row._id }, update: { $set: { chat: chats[at] } } } })))
  return chats
}

/** Keeps what came until it is handled: written before it is confirmed to the messenger, so that a kill loses nothing. */
export function createInboxStore({ connection, clock }: { connection: Connection; clock: Clock }) {
  const inbox = defineInboxModel(connection)

  return {
    /** Stores updates in one write and returns those that were not there yet. */
    async add<U extends Numbered>(updates: readonly U[], withinMs = storeWithinMs): Promise<U[]> {
      if (updates.length === 0) return []
      const at = clock.now()
      const rows = updates.map((update) => ({ _id: update.update_id, chat: chatKeyOf(update), update, state: 'new' as const, at }))
      try {
        await inbox.collection.insertMany(rows as never[], { ordered: false, timeoutMS: withinMs })
        return [...updates]
      } catch (error) {
        const known = new Set(placesOfDuplicates(error))
        return updates.filter((_, index) => !known.has(index))
      }
    },

    /** What nobody has finished, oldest first. */
    async unfinished<U extends Numbered>(limit: number, before: Date): Promise<U[]> {
      const rows = await inbox.find({ state: 'new', at: { $lte: before } }).sort({ _id: 1 }).limit(limit).lean()
      return rows.map((row) => row.update as U)
    },

    /** Those of the given updates that are stored and not finished. */
    async unfinishedOf(updateIds: readonly number[]): Promise<number[]> {
      const rows = await inbox.find({ _id: { $in: [...updateIds] }, state: 'new' }, { _id: 1 }).lean()
      return rows.map(({ _id }) => _id)
    },

    /** True when this update is stored and finished. */
    wasHandled: async (updateId: number): Promise<boolean> => (await inbox.exists({ _id: updateId, state: { $ne: 'new' } })) !== null,

    /** Gives all unfinished rows of the first version their chat; before it, a chat's order is not known. */
    async nameChats(): Promise<void> {
      for (;;) {
        const rows = await inbox.find({ state: 'new', chat: null as never }, { _id: 1 }).limit(namedAtOnce).lean()
        if (rows.length === 0) return
        await nameChats(inbox, rows.map(({ _id }) => _id))
      }
    },

    /** Chats other than these that have unfinished updates, those of the oldest first; looks at so many updates at most. */
    async waitingChats(limit: number, except: readonly string[]): Promise<string[]> {
      const wanted = except.length > 0 ? { state: 'new' as const, chat: { $nin: [...except] } } : { state: 'new' as const }
      const rows = await inbox.find(wanted, { chat: 1 }).sort({ _id: 1 }).limit(limit).lean()
      const nameless = rows.filter((row) => row.chat === undefined).map((row) => row._id)
      const named = rows.flatMap((row) => row.chat ?? [])
      return [...new Set([...(nameless.length > 0 ? await nameChats(inbox, nameless) : []), ...named])]
    },

    /** The unfinished updates of these chats, each chat's in order; at most so many in all. */
    async ofChats<U extends Numbered>(chats: readonly string[], limit: number): Promise<{ chat: string; update: U }[]> {
      const rows = await inbox.find({ state: 'new', chat: { $in: [...chats] } }).sort({ chat: 1, _id: 1 }).limit(limit).lean()
      return rows.map((row) => ({ chat: row.chat ?? '', update: row.update as U }))
    },

    /** Marks many as handled in one write. */
    async mark(updateIds: readonly number[], state: Exclude<InboxState, 'new'>): Promise<void> {
      if (updateIds.length > 0) await inbox.updateMany({ _id: { $in: [...updateIds] } }, { $set: { state } })
    },

    /** How many wait or are in work, for the figures of the program; found by index. */
    countUnfinished: (): Promise<number> => inbox.countDocuments({ state: 'new' }),

    /** How many of the kept three days could not be handled; found by index. */
    countFailed: (): Promise<number> => inbox.countDocuments({ state: 'failed' }),
  }
}
