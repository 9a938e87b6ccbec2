import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { staffRoles, type Account, type StaffRole } from './account.js'
import type { LoginWay } from './login-way.js'

/** A browser in which somebody logged in well: the hash of what its cookie holds. */
export interface KnownDevice {
  hash: string
  at: Date
}

export interface LoginNote {
  at: Date
  way: LoginWay
  address: string
  agent: string
}

export interface AccountDocument {
  _id: Types.ObjectId
  email: string
  passwordHash: string
  organisationId: string | null
  role: StaffRole
  personId: string | null
  closedAt: Date | null
  sessionEpoch: number
  codeSince: Date | null
  passwordAt?: Date | null
  createdAt: Date
  updatedAt: Date
  // Never read unless asked for by name.
  codeSecret?: string | null
  /** A secret that waits for its first code. */
  codeDraft?: { secret: string; until: Date } | null
  /** Step of time of the last code taken: each is taken once. */
  codeStep?: number
  spareSalt?: string | null
  spareCodes?: string[]
  /** Mark of the chat to which the owner lets login links be sent; a chat tied later has another. */
  linkChat?: string | null
  devices?: KnownDevice[]
  logins?: LoginNote[]
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
    codeSince: { type: Date, default: null },
    passwordAt: { type: Date, default: null },
    codeSecret: { type: String, default: null, select: false },
    codeDraft: { type: { secret: String, until: Date, _id: false }, default: null, select: false },
    codeStep: { type: Number, default: 0, select: false },
    spareSalt: { type: String, default: null, select: false },
    spareCodes: { type: [String], default: [], select: false },
    linkChat: { type: String, default: null, select: false },
    devices: { type: [{ hash: String, at: Date, _id: false }], default: [], select: false },
    logins: { type: [{ at: Date, way: String, address: String, agent: String, _id: false }], default: [], select: false },
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
    codeSince: document.codeSince ?? null,
    passwordAt: document.passwordAt ?? document.createdAt,
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
  }
}
