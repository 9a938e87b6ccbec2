import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { staffRoles, type Account, type StaffRole } from './account.js'

export interface AccountDocument {
  _id: Types.ObjectId
  email: string
  passwordHash: string
  organisationId: string | null
  role: StaffRole
  personId: string | null
  closedAt: Date | null
  sessionEpoch: number
  createdAt: Date
  updatedAt: Date
}

export type AccountModel = Model<AccountDocument>

const accountSchema = new Schema<AccountDocument>(
  {
    email: { type: String, required: true },
    passwordHash: { type: String, required: true, select: false },
    organisationId: { type: String, default: null },
    role: { type: String, enum: staffRoles, required: true },
    personId: { type: String, default: null },
    closedAt: { type: Date, default: null },
    sessionEpoch: { type: Number, default: 0 },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'accounts', optimisticConcurrency: true },
)
accountSchema.index({ email: 1 }, { unique: true })
accountSchema.index({ organisationId: 1, email: 1 })

/** Registers the accounts' collection on the connection, or returns it when it is there. */
export function defineAccountModel(connection: Connection): AccountModel {
  return connection.models['Account'] ?? connection.model<AccountDocument>('Account', accountSchema)
}

/** Turns a stored account into plain data; the hash stays behind. */
export function toAccount(document: AccountDocument): Account {
  return {
    id: String(document._id),
    email: document.email,
    organisationId: document.organisationId,
    role: document.role,
    personId: document.personId,
    closedAt: document.closedAt,
    sessionEpoch: document.sessionEpoch,
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
  }
}
