import { Schema, type Connection, type Model } from 'mongoose'
import { currentSession } from '../../db/transaction.js'
import { isDuplicateKey } from '../../db/lost-race.js'

export interface ImportLockDocument {
  /** Id of the organisation. */
  _id: string
  at: Date
  turn: number
}

const dayInSeconds = 86_400

const importLockSchema = new Schema<ImportLockDocument>(
  { _id: { type: String, required: true }, at: { type: Date, required: true }, turn: { type: Number, default: 0 } },
  { collection: 'import_locks', versionKey: false },
)
importLockSchema.index({ at: 1 }, { expireAfterSeconds: dayInSeconds })

/** Registers the collection of import locks on the connection, or returns it when it is there. */
export function defineImportLockModel(connection: Connection): Model<ImportLockDocument> {
  return connection.models['ImportLock'] ?? connection.model<ImportLockDocument>('ImportLock', importLockSchema)
}

/** Makes the lock of an organisation's register, to be taken inside a transaction: of two imports at once one runs again and sees the other's people. */
export function createImportLock(connection: Connection) {
  const locks = connection.collection<ImportLockDocument>(defineImportLockModel(connection).collection.name)
  return async function lockImport(organisationId: string, at: Date): Promise<void> {
    const session = currentSession(connection)
    await locks.updateOne({ _id: organisationId }, { $setOnInsert: { at, turn: 0 } }, { upsert: true }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error
    })
    await locks.updateOne({ _id: organisationId }, { $set: { at }, $inc: { turn: 1 } }, { upsert: true, ...(session ? { session } : {}) })
  }
}
