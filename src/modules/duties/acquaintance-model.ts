import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { dutySides, type Acquaintance } from './acquaintance.js'

export type AcquaintanceRecord = Omit<Acquaintance, 'id'> & { _id: Types.ObjectId }

const needed = { type: String, required: true }

const acquaintanceSchema = new Schema<AcquaintanceRecord>(
  {
    organisationId: needed,
    personId: needed,
    side: { type: String, enum: dutySides, required: true },
    hash: needed,
    text: needed,
    readAt: { type: Date, required: true },
    recordedBy: { type: String, default: null },
  },
  { collection: 'acquaintances', versionKey: false },
)
acquaintanceSchema.index({ personId: 1, side: 1, hash: 1 }, { unique: true })
acquaintanceSchema.index({ organisationId: 1, readAt: -1 })

/** Registers the collection of acquaintances on the connection, or returns it when it is there. */
export function defineAcquaintanceModel(connection: Connection): Model<AcquaintanceRecord> {
  return connection.models['Acquaintance'] ?? connection.model<AcquaintanceRecord>('Acquaintance', acquaintanceSchema)
}

/** Turns a stored record into plain data. */
export function toAcquaintance(record: object): Acquaintance {
  return toPlain<Acquaintance>(record)
}
