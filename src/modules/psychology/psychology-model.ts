import { Schema, type Connection, type HydratedDocument, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { noteKinds, noteStates, type PsychologyNote } from './psychology-note.js'

export type NoteFields = Omit<PsychologyNote, 'id'> & { _id: Types.ObjectId }
export type NoteDocument = HydratedDocument<NoteFields>

const needed = { type: String, required: true } as const
const date = { type: Date, default: null }

const noteSchema = new Schema<NoteFields>(
  {
    organisationId: needed,
    kind: { ...needed, enum: noteKinds },
    state: { ...needed, enum: noteStates },
    on: needed,
    testName: { type: String, default: null },
    personIds: { type: [String], default: [] },
    pairId: { type: String, default: null },
    details: { type: String, default: '' },
    conclusion: { type: String, default: '' },
    askedAt: date,
    releasedAt: date,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'psychologynotes', optimisticConcurrency: true, minimize: false },
)
noteSchema.index({ organisationId: 1, state: 1, on: -1 })
noteSchema.index({ organisationId: 1, personIds: 1, state: 1 })
noteSchema.index({ organisationId: 1, pairId: 1, state: 1 })

/** Registers the collection of the psychologist's notes on the connection, or returns it when it is there. */
export function definePsychologyNoteModel(connection: Connection): Model<NoteFields> {
  return connection.models['PsychologyNote'] ?? connection.model<NoteFields>('PsychologyNote', noteSchema)
}

/** Turns a stored note into plain data. */
export const toNote = (document: object): PsychologyNote => toPlain<PsychologyNote>(document)
