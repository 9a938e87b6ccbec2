import { Schema, type Connection, type Model } from 'mongoose'
import { calendarScopes, type CalendarLink } from './calendar-link.js'

export interface CalendarLinkDocument extends Omit<CalendarLink, 'accountId'> {
  /** The account: it has one address at most. */
  _id: string
  /** SHA-256 of the secret, hex. */
  hash: string
  /** The account's sessions of that time: when they end, so does the address. */
  sessionEpoch: number
}

const linkSchema = new Schema<CalendarLinkDocument>(
  {
    _id: { type: String, required: true },
    organisationId: { type: String, required: true },
    scope: { type: String, enum: calendarScopes, required: true },
    hash: { type: String, required: true },
    sessionEpoch: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, default: null },
  },
  { collection: 'calendarlinks', versionKey: false },
)
linkSchema.index({ hash: 1 }, { unique: true })

/** Registers the addresses of calendars on the connection, or returns them when they are there. */
export function defineCalendarLinkModel(connection: Connection): Model<CalendarLinkDocument> {
  return connection.models['CalendarLink'] ?? connection.model<CalendarLinkDocument>('CalendarLink', linkSchema)
}
