import { Schema, type Connection, type HydratedDocument, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { fileAccessStates, type FileAccess } from './file-access.js'

export type FileAccessFields = Omit<FileAccess, 'id'> & { _id: Types.ObjectId }
export type FileAccessDocument = HydratedDocument<FileAccessFields>

const needed = { type: String, required: true } as const
const text = { type: String, default: null }
const date = { type: Date, default: null }

const fileAccessSchema = new Schema<FileAccessFields>(
  {
    organisationId: needed,
    pairId: needed,
    mentorId: needed,
    menteeId: needed,
    what: needed,
    why: needed,
    state: { ...needed, enum: fileAccessStates },
    askedAt: { type: Date, required: true },
    decidedAt: date,
    place: text,
    comeAt: date,
    reason: text,
    shownOn: text,
    shown: text,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'fileaccesses', optimisticConcurrency: true, minimize: false },
)
fileAccessSchema.index({ organisationId: 1, state: 1, askedAt: -1 })
fileAccessSchema.index({ menteeId: 1, state: 1 })
fileAccessSchema.index({ mentorId: 1, menteeId: 1, state: 1 })

/** Registers the collection of acquaintances with personal files on the connection, or returns it when it is there. */
export function defineFileAccessModel(connection: Connection): Model<FileAccessFields> {
  return connection.models['FileAccess'] ?? connection.model<FileAccessFields>('FileAccess', fileAccessSchema)
}

/** Turns a stored record into plain data. */
export const toFileAccess = (document: object): FileAccess => toPlain<FileAccess>(document)
