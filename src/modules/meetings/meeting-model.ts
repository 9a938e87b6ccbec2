import { Schema, type Connection, type HydratedDocument, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { attendeeReplies, meetingStates, type Meeting } from './meeting.js'

export type MeetingFields = Omit<Meeting, 'id'> & { _id: Types.ObjectId }
export type MeetingModel = Model<MeetingFields>
export type MeetingDocument = HydratedDocument<MeetingFields>

const attendeeSchema = new Schema(
  {
    personId: { type: String, required: true },
    reply: { type: String, enum: attendeeReplies, required: true },
    present: { type: Boolean, default: null },
    wish: { type: String, default: null },
  },
  { _id: false },
)

const meetingSchema = new Schema<MeetingFields>(
  {
    organisationId: { type: String, required: true },
    pairId: { type: String, required: true },
    kind: { type: String, required: true },
    startsAt: { type: Date, required: true },
    local: { type: String, default: '' },
    zone: { type: String, default: '' },
    minutes: { type: Number, required: true },
    place: { type: String, default: '' },
    link: { type: String, default: null },
    topic: { type: String, default: '' },
    rowIds: { type: [String], default: [] },
    attendees: { type: [attendeeSchema], required: true },
    state: { type: String, enum: meetingStates, required: true },
    summary: { type: String, default: null },
    reason: { type: String, default: null },
    sequence: { type: Number, default: 0 },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'meetings', optimisticConcurrency: true, minimize: false },
)
meetingSchema.index({ organisationId: 1, state: 1, startsAt: 1, _id: 1 })
meetingSchema.index({ organisationId: 1, startsAt: 1, _id: 1 })
meetingSchema.index({ pairId: 1, startsAt: 1 })
meetingSchema.index({ 'attendees.personId': 1, state: 1, startsAt: 1 })

/** Registers the collection of meetings on the connection, or returns it when it is there. */
export function defineMeetingModel(connection: Connection): MeetingModel {
  return connection.models['Meeting'] ?? connection.model<MeetingFields>('Meeting', meetingSchema)
}

/** Turns a document into plain data. */
export const toMeeting = (document: MeetingDocument): Meeting => toPlain<Meeting>(document)
