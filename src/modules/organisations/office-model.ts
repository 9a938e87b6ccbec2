import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { officeKinds, type Office } from './office.js'

export type OfficeFields = Omit<Office, 'id'> & { _id: Types.ObjectId }

const needed = { type: String, required: true } as const
const optional = { type: String, default: null } as const

const officeSchema = new Schema<OfficeFields>(
  {
    organisationId: needed,
    office: { ...needed, enum: officeKinds },
    personId: optional,
    name: optional,
    title: optional,
    position: optional,
    employer: optional,
    insteadOfId: optional,
    from: needed,
    to: optional,
    orderNumber: optional,
    orderOn: optional,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'offices', optimisticConcurrency: true },
)
officeSchema.index({ organisationId: 1, from: -1 })

/** Registers the offices' collection on the connection, or returns it when it is there. */
export function defineOfficeModel(connection: Connection): Model<OfficeFields> {
  return connection.models['Office'] ?? connection.model<OfficeFields>('Office', officeSchema)
}

/** Turns a stored office into plain data. */
export const toOffice = (document: object): Office => toPlain<Office>(document)
