import { Schema, type Connection, type HydratedDocument, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { requestKinds, requestStates, type MentoringRequest } from './request.js'

export type RequestFields = Omit<MentoringRequest, 'id'> & { _id: Types.ObjectId }
export type RequestModel = Model<RequestFields>
export type RequestDocument = HydratedDocument<RequestFields>

const text = { type: String, default: null }
const date = { type: Date, default: null }

const requestSchema = new Schema<RequestFields>(
  {
    organisationId: { type: String, required: true },
    kind: { type: String, enum: requestKinds, required: true },
    pairId: { type: String, required: true },
    menteeId: { type: String, required: true },
    mentorId: { type: String, required: true },
    programmeId: text,
    rowId: text,
    text: { type: String, default: '' },
    proposedOn: text,
    agreedBy: { type: [String], default: [] },
    round: { type: Number, default: 0 },
    state: { type: String, enum: requestStates, required: true },
    answer: text,
    askedAt: { type: Date, required: true },
    answeredAt: date,
    escalatedAt: date,
  },
  { collection: 'requests', optimisticConcurrency: true, minimize: false },
)
requestSchema.index({ organisationId: 1, state: 1, askedAt: -1, _id: -1 })
requestSchema.index({ organisationId: 1, askedAt: -1, _id: -1 })
requestSchema.index({ pairId: 1, state: 1 })
requestSchema.index({ menteeId: 1, state: 1 })
requestSchema.index({ programmeId: 1, kind: 1 })
requestSchema.index({ kind: 1, state: 1, escalatedAt: 1, askedAt: 1 })

/** Registers the collection of requests on the connection, or returns it when it is there. */
export function defineRequestModel(connection: Connection): RequestModel {
  return connection.models['Request'] ?? connection.model<RequestFields>('Request', requestSchema)
}

/** Turns a document into plain data. */
export const toRequest = (document: RequestDocument): MentoringRequest => toPlain<MentoringRequest>(document)
