import type { Connection } from 'mongoose'

/** From when the records come, and since when they live again here: what was written between is not in them. */
export interface RestoreEpoch {
  takenAt: Date
  restoredAt: Date
}

type EpochDocument = RestoreEpoch & { _id: 'last' }

const epochs = (connection: Connection) => connection.collection<EpochDocument>('restores')

/** The last restore of this database; null when it never came out of a copy. Nothing due before it is planned anew. */
export async function readRestoreEpoch(connection: Connection): Promise<RestoreEpoch | null> {
  const found = await epochs(connection).findOne({ _id: 'last' })
  return found && { takenAt: found.takenAt, restoredAt: found.restoredAt }
}

/** Notes that the records came out of a copy now. */
export async function writeRestoreEpoch(connection: Connection, { takenAt, restoredAt }: RestoreEpoch): Promise<void> {
  await epochs(connection).updateOne({ _id: 'last' }, { $set: { takenAt, restoredAt } }, { upsert: true })
}
