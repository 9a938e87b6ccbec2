import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { documentKinds, type DocumentRecord } from './document.js'

export interface DocumentFields extends Omit<DocumentRecord, 'id'> {
  _id: Types.ObjectId
  /** Calendar year of the order: its number is unique in it (DOC-24). */
  year: string | null
}

export type DocumentModel = Model<DocumentFields>

const documentSchema = new Schema<DocumentFields>(
  {
    organisationId: { type: String, required: true },
    kind: { type: String, enum: documentKinds, required: true },
    title: { type: String, required: true },
    number: { type: String, default: null },
    on: { type: String, default: null },
    year: { type: String, default: null },
    fileId: { type: String, required: true },
    fileName: { type: String, required: true },
    hash: { type: String, required: true },
    pairIds: { type: [String], default: [] },
    personIds: { type: [String], default: [] },
    programmeId: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'documents', versionKey: false },
)
documentSchema.index({ organisationId: 1, kind: 1, createdAt: -1, _id: -1 })
documentSchema.index({ organisationId: 1, createdAt: -1, _id: -1 })
documentSchema.index({ organisationId: 1, on: -1, _id: -1 })
documentSchema.index({ organisationId: 1, kind: 1, on: 1 })
documentSchema.index({ organisationId: 1, pairIds: 1, createdAt: -1 })
documentSchema.index({ organisationId: 1, year: 1, number: 1 }, { unique: true, partialFilterExpression: { kind: 'order' } })

/** Registers the documents' collection on the connection, or returns it when it is there. */
export function defineDocumentModel(connection: Connection): DocumentModel {
  return connection.models['Document'] ?? connection.model<DocumentFields>('Document', documentSchema)
}

/** Turns a stored record into plain data. */
export function toDocumentRecord({ _id, year: _year, ...rest }: DocumentFields): DocumentRecord {
  return { ...rest, id: String(_id), pairIds: [...rest.pairIds], personIds: [...rest.personIds] }
}
