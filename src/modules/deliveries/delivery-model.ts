import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { deliveryStates, type Delivery } from './delivery.js'
import type { LocalTime } from './local-time.js'

/**
 * `open` is true while something may still happen to it: the hot indexes hold open rows only. `digestOf` is absent unless the
 * row is folded, for the sake of its index.
 */
export type DeliveryDocument = Omit<Delivery, 'id' | 'digestOf'> & {
  _id: Types.ObjectId
  open: boolean
  digestOf?: string
  /** Token of the claim that took it: how a process knows its own rows. */
  claim: string | null
  /** Of a digest: how many rows were folded into it. */
  folds: number
} & Partial<LocalTime>
export type DeliveryModel = Model<DeliveryDocument>

const date = { type: Date, default: null }

const deliverySchema = new Schema<DeliveryDocument>(
  {
    key: { type: String, required: true },
    kind: { type: String, required: true },
    organisationId: { type: String, required: true },
    personId: { type: String, required: true },
    subject: { type: { type: String, required: true }, id: { type: String, required: true } },
    occurrence: { type: String, required: true },
    offset: { type: String, required: true },
    params: { type: Schema.Types.Mixed, default: {} },
    class: { type: String, required: true },
    state: { type: String, enum: deliveryStates, required: true },
    open: { type: Boolean, required: true },
    dueAt: { type: Date, required: true },
    expiresAt: date,
    nextTryAt: { type: Date, required: true },
    leaseUntil: date,
    fence: { type: Number, default: 0 },
    claim: { type: String, default: null },
    attempt: { type: Number, default: 0 },
    startedAt: date,
    unknownTried: { type: Boolean, default: false },
    sentAt: date,
    messageId: { type: Number, default: null },
    error: { type: String, default: null },
    digestOf: String,
    folds: { type: Number, default: 0 },
    closedAt: date,
    handledAt: Date,
    zone: String,
    local: String,
    localExpiry: String,
    createdAt: { type: Date, required: true },
  },
  { collection: 'deliveries', versionKey: false, minimize: false },
)

const openOnly = { partialFilterExpression: { open: true } }
deliverySchema.index({ key: 1 }, { unique: true })
deliverySchema.index({ open: 1, class: 1, nextTryAt: 1 }, openOnly)
deliverySchema.index({ nextTryAt: 1 }, openOnly)
deliverySchema.index({ state: 1, leaseUntil: 1 }, { partialFilterExpression: { state: 'sending' } })
deliverySchema.index({ open: 1, expiresAt: 1 })
deliverySchema.index({ open: 1, organisationId: 1, 'subject.id': 1 }, openOnly)
deliverySchema.index({ digestOf: 1 }, { partialFilterExpression: { digestOf: { $exists: true } } })
deliverySchema.index({ personId: 1, kind: 1, dueAt: 1 })
deliverySchema.index({ personId: 1, startedAt: 1 })
deliverySchema.index({ state: 1, organisationId: 1, dueAt: -1 })
// The journal of the panel: newest first in one organisation, and in all of them for the administrator of the installation.
deliverySchema.index({ organisationId: 1, nextTryAt: -1, _id: -1 })
deliverySchema.index({ nextTryAt: -1, _id: -1 })

/** Registers the collection of messages to people on the connection, or returns it when it is there. */
export function defineDeliveryModel(connection: Connection): DeliveryModel {
  return connection.models['Delivery'] ?? connection.model<DeliveryDocument>('Delivery', deliverySchema)
}

/** Turns a stored row into plain data; rows of the version before lack the later fields. */
export function toDelivery(document: DeliveryDocument): Delivery {
  const { open: _open, claim: _claim, folds: _folds, zone: _zone, local: _local, localExpiry: _expiry, ...delivery } = toPlain<Delivery & Omit<DeliveryDocument, '_id' | 'digestOf'>>(document)
  return { ...delivery, digestOf: delivery.digestOf ?? null, closedAt: delivery.closedAt ?? null }
}
