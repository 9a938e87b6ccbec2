import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import type { Consent, ConsentKind } from './consent.js'

export type ConsentDocument = Omit<Consent, 'id'> & {
  _id: Types.ObjectId
  /** The decision that counts; former ones of the same paper have false. */
  current: boolean
}
export type ConsentModel = Model<ConsentDocument>

const consentSchema = new Schema<ConsentDocument>(
  {
    organisationId: { type: String, required: true },
    personId: { type: String, required: true },
    kind: { type: String, required: true },
    pairId: { type: String, default: null },
    state: { type: String, required: true },
    way: { type: String, required: true },
    version: { type: Number, required: true },
    title: { type: String, required: true },
    text: { type: String, required: true },
    hash: { type: String, required: true },
    signedOn: { type: String, default: null },
    fileId: { type: String, default: null },
    decidedAt: { type: Date, required: true },
    registeredBy: { type: String, default: null },
    withdrawnAt: { type: Date, default: null },
    reason: { type: String, default: null },
    current: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'consents', optimisticConcurrency: true },
)
consentSchema.index({ personId: 1, kind: 1, pairId: 1 }, { unique: true, partialFilterExpression: { current: true } })
consentSchema.index({ organisationId: 1, state: 1, decidedAt: -1, _id: -1 })
consentSchema.index({ organisationId: 1, decidedAt: -1, _id: -1 })

export interface ConsentTextDocument {
  _id: Types.ObjectId
  organisationId: string
  kind: ConsentKind
  version: number
  title: string
  summary: string
  text: string
  publishedAt: Date
}
export type ConsentTextModel = Model<ConsentTextDocument>

const consentTextSchema = new Schema<ConsentTextDocument>(
  {
    organisationId: { type: String, required: true },
    kind: { type: String, required: true },
    version: { type: Number, required: true },
    title: { type: String, required: true },
    summary: { type: String, required: true },
    text: { type: String, required: true },
    publishedAt: { type: Date, required: true },
  },
  { collection: 'consenttexts', versionKey: false },
)
consentTextSchema.index({ organisationId: 1, kind: 1, version: -1 }, { unique: true })

/** Registers the consents' collection on the connection, or returns it when it is there. */
export function defineConsentModel(connection: Connection): ConsentModel {
  return connection.models['Consent'] ?? connection.model<ConsentDocument>('Consent', consentSchema)
}

/** Registers the collection of the papers' versions on the connection, or returns it when it is there. */
export function defineConsentTextModel(connection: Connection): ConsentTextModel {
  return connection.models['ConsentText'] ?? connection.model<ConsentTextDocument>('ConsentText', consentTextSchema)
}

/** Turns a stored decision into plain data. */
export function toConsent(document: ConsentDocument): Consent {
  const { current: _current, ...consent } = toPlain<Consent & { current: boolean }>(document)
  return consent
}
