import { Schema, type Connection, type Model, type Types } from 'mongoose'
import type { Role } from '../../core/actor.js'
import { toPlain } from '../../db/lean.js'
import type { Invitation, InvitationState } from './invitation.js'

export interface InvitationDocument {
  _id: Types.ObjectId
  organisationId: string
  personId: string
  role: Role
  tokenHash: string
  state: InvitationState
  attempts: number
  expiresAt: Date
  usedAt: Date | null
  /** Chat that took the link; a repeated try of the same chat goes on where it broke off. */
  takenBy: number | null
  linkedAt: Date | null
  /** Issued by somebody who may tie another chat to people who decide. */
  tiesAnew?: boolean
  createdAt: Date
}

export type InvitationModel = Model<InvitationDocument>

const invitationSchema = new Schema<InvitationDocument>(
  {
    organisationId: { type: String, required: true },
    personId: { type: String, required: true },
    role: { type: String, required: true },
    tokenHash: { type: String, required: true, select: false },
    state: { type: String, required: true },
    attempts: { type: Number, required: true, default: 0 },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
    takenBy: { type: Number, default: null, select: false },
    linkedAt: { type: Date, default: null },
    tiesAnew: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
  },
  { collection: 'invitations', versionKey: false },
)
invitationSchema.index({ tokenHash: 1 }, { unique: true })
invitationSchema.index({ organisationId: 1, personId: 1, createdAt: -1 })
invitationSchema.index({ organisationId: 1, createdAt: -1, _id: -1 })
invitationSchema.index({ organisationId: 1, state: 1, createdAt: -1, _id: -1 })

/** Registers the invitations' collection on the connection, or returns it when it is there. */
export function defineInvitationModel(connection: Connection): InvitationModel {
  return connection.models['Invitation'] ?? connection.model<InvitationDocument>('Invitation', invitationSchema)
}

/** Turns a stored link into plain data, without hash and chat; past its hour it reads as expired. */
export function toInvitation(document: InvitationDocument, now: Date): Invitation {
  const { tokenHash: _hash, takenBy: _chat, linkedAt: _linked, ...shown } = toPlain<Invitation & { tokenHash?: string; takenBy?: number; linkedAt?: Date }>(document)
  return shown.state === 'open' && shown.expiresAt <= now ? { ...shown, state: 'expired' } : shown
}
