import { Schema, type Connection, type Model, type Types } from 'mongoose'

export interface LoginLinkDocument {
  _id: Types.ObjectId
  accountId: string
  tokenHash: string
  browserHash: string
  expiresAt: Date
  usedAt: Date | null
}

export type LoginLinkModel = Model<LoginLinkDocument>

const loginLinkSchema = new Schema<LoginLinkDocument>(
  {
    accountId: { type: String, required: true },
    tokenHash: { type: String, required: true },
    browserHash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'loginlinks', versionKey: false },
)
loginLinkSchema.index({ tokenHash: 1 }, { unique: true })
loginLinkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 })

/** Registers the one-time login links on the connection, or returns them when they are there. */
export function defineLoginLinkModel(connection: Connection): LoginLinkModel {
  return connection.models['LoginLink'] ?? connection.model<LoginLinkDocument>('LoginLink', loginLinkSchema)
}
