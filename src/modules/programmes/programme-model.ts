import { Schema, type Connection, type HydratedDocument, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { markStates, programmeStates, workModes, type Mark, type PlanRow, type Programme, type ProgrammeVersion, type Report, type ReportDraft } from './programme.js'

/** A begun report, and after how many sent ones it was begun: an older one is over. */
export type KeptReport = ReportDraft & { after: number }
/** Begun reports are the mentees' own: they are no part of the programme that others read, of its versions and its history. */
export type ProgrammeRecord = Omit<Programme, 'id'> & { _id: Types.ObjectId; reportDrafts?: Record<string, KeptReport> | null }
export type ProgrammeDocument = HydratedDocument<ProgrammeRecord>
export type ProgrammeModel = Model<ProgrammeRecord>
export type VersionRecord = Omit<ProgrammeVersion, 'id'> & { _id: Types.ObjectId }
export type VersionModel = Model<VersionRecord>

const part = { _id: false, id: false } as const
const text = { type: String, default: '' }
const maybeText = { type: String, default: null }
const maybeDate = { type: Date, default: null }
const needed = { type: String, required: true }

const reportSchema = new Schema<Report>(
  { at: { type: Date, required: true }, text, fileIds: [String], comment: maybeText, checkedAt: maybeDate, recordedBy: maybeText },
  part,
)

const markSchema = new Schema<Mark>(
  { menteeId: needed, state: { type: String, enum: markStates, required: true }, reports: [reportSchema], acceptedAt: maybeDate, comment: maybeText },
  part,
)

const rowSchema = new Schema<PlanRow>(
  {
    id: needed,
    aim: { type: String, enum: ['difficulty', 'strength'], required: true },
    need: needed,
    measures: needed,
    mode: { type: String, enum: workModes, required: true },
    intermediateOn: maybeText,
    finalOn: needed,
    result: needed,
    sequence: { type: Number, default: 0 },
    marks: [markSchema],
  },
  part,
)

const programmeSchema = new Schema<ProgrammeRecord>(
  {
    organisationId: needed,
    yearId: needed,
    pairId: needed,
    title: text,
    startsOn: needed,
    endsOn: needed,
    goal: text,
    directions: [String],
    form: text,
    kinds: [String],
    support: [String],
    rows: [rowSchema],
    state: { type: String, enum: programmeStates, required: true },
    agreedBy: [String],
    corrections: [new Schema({ menteeId: needed, text: needed, at: { type: Date, required: true } }, part)],
    returnReason: maybeText,
    termNote: maybeText,
    approvedBy: maybeText,
    approvedAt: maybeDate,
    runningSince: maybeDate,
    extended: { type: Boolean, default: false },
    suspendedAt: maybeDate,
    round: { type: Number, default: 0 },
    lastRow: { type: Number, default: 0 },
    rowDraft: { type: Schema.Types.Mixed, default: null },
    reportDrafts: Schema.Types.Mixed,
    completion: {
      type: new Schema({ offeredAt: { type: Date, required: true }, summary: maybeText, summarisedAt: maybeDate }, part),
      default: null,
    },
    version: { type: Number, default: 1 },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'programmes', optimisticConcurrency: true, minimize: false },
)
programmeSchema.index({ pairId: 1 }, { unique: true })
programmeSchema.index({ organisationId: 1, state: 1, endsOn: 1, _id: 1 })
programmeSchema.index({ organisationId: 1, state: 1, updatedAt: -1, _id: -1 })
programmeSchema.index({ organisationId: 1, updatedAt: -1, _id: -1 })
programmeSchema.index({ organisationId: 1, endsOn: 1, _id: 1 })
programmeSchema.index({ state: 1, 'rows.marks.menteeId': 1 })
programmeSchema.index({ organisationId: 1, yearId: 1, endsOn: 1 })
programmeSchema.index({ organisationId: 1, state: 1, 'rows.finalOn': 1 })
programmeSchema.index({ organisationId: 1, state: 1, 'rows.intermediateOn': 1 })

const versionSchema = new Schema<VersionRecord>(
  {
    programmeId: needed,
    version: { type: Number, required: true },
    snapshot: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    byPersonId: maybeText,
    byAccountId: maybeText,
    reason: text,
  },
  { collection: 'programmeversions', versionKey: false, minimize: false },
)
versionSchema.index({ programmeId: 1, version: 1 }, { unique: true })

/** Registers the collection of programmes on the connection, or returns it when it is there. */
export function defineProgrammeModel(connection: Connection): ProgrammeModel {
  return connection.models['Programme'] ?? connection.model<ProgrammeRecord>('Programme', programmeSchema)
}

/** Registers the collection of former versions, or returns it when it is there. */
export function defineProgrammeVersionModel(connection: Connection): VersionModel {
  return connection.models['ProgrammeVersion'] ?? connection.model<VersionRecord>('ProgrammeVersion', versionSchema)
}

/** Turns a stored programme into plain data with string ids. */
export function toProgramme(document: ProgrammeDocument | ProgrammeRecord): Programme {
  const { reportDrafts: _, ...programme } = toPlain<Programme & Pick<ProgrammeRecord, 'reportDrafts'>>(document)
  return programme
}

/** Turns a stored former version into plain data. */
export function toVersion(record: VersionRecord): ProgrammeVersion {
  return toPlain<ProgrammeVersion>(record)
}
