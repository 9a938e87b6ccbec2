import { Schema, type Connection, type Model, type Types } from 'mongoose'
import type { Role, Channel } from '../../core/actor.js'
import type { AuditEntry } from './audit-entry.js'

export interface AuditDocument {
  _id: Types.ObjectId
  organisationId: string | null
  at: Date
  actor: { personId: string | null; accountId: string | null; channel: Channel; roles: Role[] }
  action: string
  subject: { type: string; id: string }
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason: string | null
  changedPaths: string[]
  /** Where from the person acted, when it was the panel. */
  address: string | null
  /** Place in the organisation's chain; absent or null until sealed. */
  seq?: number | null
  prevHash?: string
  hash?: string
}

export type AuditModel = Model<AuditDocument>

const auditSchema = new Schema<AuditDocument>(
  {
    organisationId: { type: String, default: null },
    at: { type: Date, required: true },
    actor: {
      personId: { type: String, default: null },
      accountId: { type: String, default: null },
      channel: { type: String, required: true },
      roles: { type: [String], default: [] },
    },
    action: { type: String, required: true },
    subject: { type: { type: String, required: true }, id: { type: String, required: true } },
    before: { type: Schema.Types.Mixed, default: null },
    after: { type: Schema.Types.Mixed, default: null },
    reason: { type: String, default: null },
    changedPaths: { type: [String], default: [] },
    address: { type: String, default: null },
    seq: { type: Number, default: null },
    prevHash: String,
    hash: String,
  },
  { collection: 'auditentries', versionKey: false, minimize: false },
)
auditSchema.index({ organisationId: 1, at: -1, _id: -1 })
auditSchema.index({ organisationId: 1, 'subject.type': 1, at: -1, _id: -1 })
auditSchema.index({ at: -1, _id: -1 })
auditSchema.index({ organisationId: 1, 'subject.id': 1, 'subject.type': 1, at: -1 })
auditSchema.index({ organisationId: 1, seq: 1 })
auditSchema.index({ seq: 1, at: 1 })

const changes = ['updateOne', 'updateMany', 'replaceOne', 'findOneAndUpdate', 'findOneAndReplace', 'findOneAndDelete', 'deleteOne', 'deleteMany'] as const
const refuseChange = () => {
  throw new Error('the history is only added to')
}
for (const change of changes) auditSchema.pre(change, refuseChange)
auditSchema.pre('bulkWrite', refuseChange)
auditSchema.pre('deleteOne', { document: true, query: false }, refuseChange)
auditSchema.pre('updateOne', { document: true, query: false }, refuseChange)
auditSchema.pre('save', function () {
  if (!this.isNew) refuseChange()
})

/** Registers the history's collection on the connection, or returns it when it is there. */
export function defineAuditModel(connection: Connection): AuditModel {
  return connection.models['AuditEntry'] ?? connection.model<AuditDocument>('AuditEntry', auditSchema)
}

/** Turns a stored line into plain data. */
export function toAuditEntry(document: AuditDocument): AuditEntry {
  const { _id, address = null, seq = null, ...rest } = document
  return { ...rest, address, seq, id: String(_id) }
}
