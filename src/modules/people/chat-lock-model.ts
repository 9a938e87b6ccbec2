import { Schema, type Connection, type Model } from 'mongoose'
import { currentSession } from '../../db/transaction.js'
import { isDuplicateKey } from '../../db/lost-race.js'

export interface ChatLockDocument {
  /** Id of the chat in the messenger. */
  _id: number
  at: Date
  turn: number
}

const dayInSeconds = 86_400

const chatLockSchema = new Schema<ChatLockDocument>(
  { _id: { type: Number, required: true }, at: { type: Date, required: true }, turn: { type: Number, default: 0 } },
  { collection: 'chat_locks', versionKey: false },
)
chatLockSchema.index({ at: 1 }, { expireAfterSeconds: dayInSeconds })

/** Registers the collection of chat locks on the connection, or returns it when it is there. */
export function defineChatLockModel(connection: Connection): Model<ChatLockDocument> {
  return connection.models['ChatLock'] ?? connection.model<ChatLockDocument>('ChatLock', chatLockSchema)
}

/**
 * Makes the lock of a chat, to be taken inside a transaction: of two transactions that tie one chat, one waits or runs again.
 * The unique index alone does not do it everywhere: the fallback server lets concurrent transactions update two rows to one key.
 */
export function createChatLock(connection: Connection) {
  const locks = connection.collection<ChatLockDocument>(defineChatLockModel(connection).collection.name)
  return async function lockChat(chatId: number, at: Date): Promise<void> {
    const session = currentSession(connection)
    await locks.updateOne({ _id: chatId }, { $setOnInsert: { at, turn: 0 } }, { upsert: true }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error
    })
    await locks.updateOne({ _id: chatId }, { $set: { at }, $inc: { turn: 1 } }, { upsert: true, ...(session ? { session } : {}) })
  }
}
