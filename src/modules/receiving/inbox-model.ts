import { Schema, type Connection, type Model } from 'mongoose'

export const inboxStates = ['new', 'done', 'failed'] as const
export type InboxState = (typeof inboxStates)[number]

/** An update of the messenger as it came; its number is the key, so that the same one is never stored twice. */
export interface InboxDocument {
  _id: number
  /** Whose it is: one chat's updates are handled in order. Missing in rows of the first version. */
  chat?: string
  update: object
  state: InboxState
  at: Date
}

const keptSeconds = 3 * 24 * 3600

const inboxSchema = new Schema<InboxDocument>(
  {
    _id: { type: Number, required: true },
    chat: { type: String },
    update: { type: Schema.Types.Mixed, required: true },
    state: { type: String, enum: inboxStates, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'inbox', versionKey: false, minimize: false },
)
inboxSchema.index({ at: 1 }, { expireAfterSeconds: keptSeconds })
inboxSchema.index({ state: 1, _id: 1 })
inboxSchema.index({ state: 1, chat: 1, _id: 1 }, { partialFilterExpression: { state: 'new' } })

/** Registers the inbox on the connection, or returns it when it is there. */
export function defineInboxModel(connection: Connection): Model<InboxDocument> {
  return connection.models['Inbox'] ?? connection.model<InboxDocument>('Inbox', inboxSchema)
}
