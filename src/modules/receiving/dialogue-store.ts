import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { defineDialogueModel } from './dialogue-model.js'

/** Keeps the states of open dialogues, one document per chat (IMPL-13); forgotten after 60 days of silence. */
export function createDialogueStore<S extends object>({ connection, clock }: { connection: Connection; clock: Clock }) {
  const dialogues = defineDialogueModel(connection)

  return {
    async read(key: string): Promise<S | undefined> {
      const found = await dialogues.findById(key).lean()
      return found ? (found.state as S) : undefined
    },
    async write(key: string, state: S): Promise<void> {
      await dialogues.updateOne({ _id: key }, { $set: { state, updatedAt: clock.now() } }, { upsert: true })
    },
    async delete(key: string): Promise<void> {
      await dialogues.deleteOne({ _id: key })
    },
  }
}
