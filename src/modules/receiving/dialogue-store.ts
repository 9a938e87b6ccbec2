import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { isDuplicateKey } from '../../db/lost-race.js'
import { defineDialogueModel } from './dialogue-model.js'

/** Keeps the states of open dialogues, one document per chat (IMPL-13); forgotten after 60 days of silence. */
export function createDialogueStore<S extends object>({ connection, clock }: { connection: Connection; clock: Clock }) {
  const dialogues = defineDialogueModel(connection)

  return {
    async read(key: string): Promise<S | undefined> {
      const found = await dialogues.findById(key).lean()
      return found ? (found.state as S) : undefined
    },
    /** Writes over the state whose `by` is this (null: none); false when it is another by now. Without it, over any. */
    async write(key: string, state: S, before?: number | null): Promise<boolean> {
      const expected = before === undefined ? { _id: key } : { _id: key, 'state.by': before }
      try {
        await dialogues.updateOne(expected, { $set: { state, updatedAt: clock.now() } }, { upsert: true })
        return true
      } catch (error) {
        if (before === undefined || !isDuplicateKey(error)) throw error
        return false
      }
    },
    async delete(key: string): Promise<void> {
      await dialogues.deleteOne({ _id: key })
    },
  }
}
