import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { deliveryStates, type Delivery } from './delivery.js'

/** `open` is true while something may still happen to it: the hot indexes hold open rows only. */
export type DeliveryDocument = Omit<Delivery, 'id'> & { _id: Types.ObjectId; open: boolean }
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
    attempt: { type: Number, default: 0 },
    startedAt: date,
    unknownTried: { type: Boolean, default: false },
    sentAt: date,
    messageId: { type: Number, default: null },
    error: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'deliveries', versionKey: false, minimize: false },
)

const openOnly = { partialFilterExpression: { open: true } }
deliverySchema.index({ key: 1 }, { unique: true })
deliverySchema.index({ nextTryAt: 1 }, openOnly)
deliverySchema.index({ leaseUntil: 1 }, openOnly)
deliverySchema.index({ expiresAt: 1 }, openOnly)
deliverySchema.index({ organisationId: 1, 'subject.id': 1 }, openOnly)
deliverySchema.index({ personId: 1, kind: 1, dueAt: 1 })
deliverySchema.index({ personId: 1, class: 1, sentAt: 1 })
deliverySchema.index({ state: 1, organisationId: 1, dueAt: -1 })

/** Registers the collection of messages to people on the connection, or returns it when it is there. */
export function defineDeliveryModel(connection: Connection): DeliveryModel {
  return connection.models['Delivery'] ?? connection.model<DeliveryDocument>('Delivery', deliverySchema)
}

/** Turns a stored row into plain data. */
export function toDelivery(document: DeliveryDocument): Delivery {
  const { open: _open, ...delivery } = toPlain<Delivery & { open: boolean }>(document)
  return delivery
}
