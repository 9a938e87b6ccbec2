import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { defineInboxModel, type InboxState } from './inbox-model.js'
import { duplicateKeyCode } from '../../db/lost-race.js'

/** An update of the messenger: only its number matters here. */
export interface Numbered {
  update_id: number
}

export type InboxStore = ReturnType<typeof createInboxStore>

interface BulkFailure {
  writeErrors: { index: number; code: number }[]
}

function isBulkFailure(error: unknown): error is BulkFailure {
  return error instanceof Error && 'writeErrors' in error && Array.isArray(error.writeErrors)
}

/** Keeps what came until it is handled: written before it is confirmed to the messenger, so that a kill loses nothing. */
export function createInboxStore({ connection, clock }: { connection: Connection; clock: Clock }) {
  const inbox = defineInboxModel(connection)

  return {
    /** Stores updates in one write and returns those that were not there yet. */
    async add<U extends Numbered>(updates: readonly U[]): Promise<U[]> {
      if (updates.length === 0) return []
      const at = clock.now()
      const rows = updates.map((update) => ({ _id: update.update_id, update, state: 'new' as const, at }))
      try {
        await inbox.collection.insertMany(rows as never[], { ordered: false })
        return [...updates]
      } catch (error) {
        if (!isBulkFailure(error) || error.writeErrors.some(({ code }) => code !== duplicateKeyCode)) throw error
        const known = new Set(error.writeErrors.map(({ index }) => index))
        return updates.filter((_, index) => !known.has(index))
      }
    },

    /** What nobody has finished, oldest first. */
    async unfinished<U extends Numbered>(limit: number, before: Date): Promise<U[]> {
      const rows = await inbox.find({ state: 'new', at: { $lte: before } }).sort({ _id: 1 }).limit(limit).lean()
      return rows.map((row) => row.update as U)
    },

    /** Marks many as handled in one write. */
    async mark(updateIds: readonly number[], state: Exclude<InboxState, 'new'>): Promise<void> {
      if (updateIds.length > 0) await inbox.updateMany({ _id: { $in: [...updateIds] } }, { $set: { state } })
    },
  }
}
