import { Schema, type Connection, type Model, type Types } from 'mongoose'
import type { AcademicYear } from './academic-year.js'

export interface AcademicYearDocument extends Omit<AcademicYear, 'id'> {
  _id: Types.ObjectId
}

const academicYearSchema = new Schema<AcademicYearDocument>(
  {
    organisationId: { type: String, required: true },
    title: { type: String, required: true },
    startsOn: { type: String, required: true },
    endsOn: { type: String, required: true },
    createdAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
  },
  { collection: 'academic_years', optimisticConcurrency: true },
)
academicYearSchema.index({ organisationId: 1, startsOn: 1 }, { unique: true })

/** Registers the collection of academic years on the connection, or returns it when it is there. */
export function defineAcademicYearModel(connection: Connection): Model<AcademicYearDocument> {
  return connection.models['AcademicYear'] ?? connection.model<AcademicYearDocument>('AcademicYear', academicYearSchema)
}
