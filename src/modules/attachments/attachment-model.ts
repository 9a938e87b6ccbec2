import { Schema, type Connection, type HydratedDocument, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import type { Attachment } from './attachment.js'

export type AttachmentRecord = Omit<Attachment, 'id'> & { _id: Types.ObjectId }
export type AttachmentModel = Model<AttachmentRecord>

const needed = { type: String, required: true }

const attachmentSchema = new Schema<AttachmentRecord>(
  {
    organisationId: needed,
    ownerPersonId: { type: String, default: null },
    name: needed,
    mime: needed,
    size: { type: Number, required: true },
    sha256: needed,
    storedAs: needed,
    source: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'attachments', versionKey: false },
)
attachmentSchema.index({ organisationId: 1, ownerPersonId: 1, createdAt: -1 })
attachmentSchema.index({ organisationId: 1, ownerPersonId: 1, sha256: 1 })

/** Registers the attachments' collection on the connection, or returns it when it is there. */
export function defineAttachmentModel(connection: Connection): AttachmentModel {
  return connection.models['Attachment'] ?? connection.model<AttachmentRecord>('Attachment', attachmentSchema)
}

/** Turns a stored attachment into plain data. */
export function toAttachment(record: AttachmentRecord | HydratedDocument<AttachmentRecord>): Attachment {
  return toPlain<Attachment>(record)
}
