import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { organisationTypes, type Organisation } from './organisation.js'
import { completeSettings } from './settings.js'

export interface OrganisationDocument extends Omit<Organisation, 'id'> {
  _id: Types.ObjectId
}

const required = { type: String, required: true } as const
const optional = { type: String, default: null } as const
const nested = { type: Schema.Types.Mixed, required: true } as const

const textOverrideSchema = new Schema(
  {
    key: required,
    text: optional,
    changedAt: { type: Date, required: true },
    former: [new Schema({ text: required, until: { type: Date, required: true } }, { _id: false })],
  },
  { _id: false },
)

const organisationSchema = new Schema<OrganisationDocument>(
  {
    name: required,
    shortName: required,
    type: { ...required, enum: organisationTypes },
    founder: optional,
    region: optional,
    municipality: optional,
    site: optional,
    socialPages: { type: [String], default: [] },
    headPersonId: optional,
    curatorPersonId: optional,
    parentId: optional,
    zone: required,
    preset: required,
    demo: { type: Boolean, default: false },
    vocabulary: nested,
    dictionaries: nested,
    terms: nested,
    statements: nested,
    settings: nested,
    texts: { type: [textOverrideSchema], default: [] },
    formerStatements: { type: Schema.Types.Mixed, default: [] },
    textsSeenAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'organisations', optimisticConcurrency: true, minimize: false },
)
organisationSchema.index({ name: 1 })
organisationSchema.index({ demo: 1 }, { partialFilterExpression: { demo: true } })
organisationSchema.index({ parentId: 1 })

/** Registers the organisations' collection on the connection, or returns it when it is there. */
export function defineOrganisationModel(connection: Connection): Model<OrganisationDocument> {
  return connection.models['Organisation'] ?? connection.model<OrganisationDocument>('Organisation', organisationSchema)
}

/** Turns a stored organisation into plain data. */
export function toOrganisation(document: OrganisationDocument | object): Organisation {
  const organisation = toPlain<Organisation>(document)
  return { ...organisation, formerStatements: organisation.formerStatements ?? [], settings: completeSettings(organisation.settings) }
}
