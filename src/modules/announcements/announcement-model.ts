import { Schema, type Connection, type HydratedDocument, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { announcementStates, audiences, type Announcement } from './announcement.js'

export type AnnouncementFields = Omit<Announcement, 'id'> & { _id: Types.ObjectId }
export type AnnouncementModel = Model<AnnouncementFields>
export type AnnouncementDocument = HydratedDocument<AnnouncementFields>

const date = { type: Date, default: null }

const announcementSchema = new Schema<AnnouncementFields>(
  {
    organisationId: { type: String, required: true },
    text: { type: String, required: true },
    audience: { type: String, enum: audiences, required: true },
    pairId: { type: String, default: null },
    state: { type: String, enum: announcementStates, required: true },
    authorRole: { type: String, enum: ['curator', 'head'], required: true },
    authorPersonId: { type: String, default: null },
    recipientIds: { type: [String], default: [] },
    byHandIds: { type: [String], default: [] },
    publishedAt: date,
    withdrawnAt: date,
    createdAt: date,
    updatedAt: date,
  },
  { collection: 'announcements', optimisticConcurrency: true },
)
announcementSchema.index({ organisationId: 1, createdAt: -1, _id: -1 })
announcementSchema.index({ recipientIds: 1, publishedAt: -1 }, { partialFilterExpression: { state: 'published' } })

/** Registers the collection of announcements on the connection, or returns it when it is there. */
export function defineAnnouncementModel(connection: Connection): AnnouncementModel {
  return connection.models['Announcement'] ?? connection.model<AnnouncementFields>('Announcement', announcementSchema)
}

/** Turns a document into plain data. */
export const toAnnouncement = (document: AnnouncementDocument): Announcement => toPlain<Announcement>(document)
