import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { questionnaireKinds, responseStates, type Answers, type Nomination, type Questionnaire, type Response } from './questionnaire.js'

export interface QuestionnaireDocument extends Omit<Questionnaire, 'id'> {
  _id: Types.ObjectId
  /** Tells whether a freshly made list is another one. */
  contentHash: string
}

/** What a draft keeps besides the answers: ticks of a question that is not answered yet, and the question asked out of turn. */
export interface ResponseDocument extends Omit<Response, 'id'> {
  _id: Types.ObjectId
  ticks: Record<string, string[]>
  cursor: string | null
  updatedAt: Date
}

export interface NominationDocument extends Omit<Nomination, 'id'> {
  _id: Types.ObjectId
}

const text = { type: String, required: true } as const
const optional = { type: String, default: null } as const
const kind = { ...text, enum: questionnaireKinds } as const
const plan = { type: Schema.Types.Mixed, required: true } as const

const questionnaireSchema = new Schema<QuestionnaireDocument>(
  {
    organisationId: text,
    kind,
    version: { type: Number, required: true },
    title: text,
    intro: { type: String, default: '' },
    questions: plan,
    own: { type: Boolean, default: false },
    openedAt: { type: Date, default: null },
    closesAt: { type: Date, default: null },
    contentHash: text,
    createdAt: { type: Date, required: true },
  },
  { collection: 'questionnaires', optimisticConcurrency: true, minimize: false },
)
questionnaireSchema.index({ organisationId: 1, kind: 1, version: -1 }, { unique: true })

const responseSchema = new Schema<ResponseDocument>(
  {
    organisationId: text,
    personId: text,
    questionnaireId: text,
    kind,
    version: { type: Number, required: true },
    state: { ...text, enum: responseStates },
    answers: { type: Schema.Types.Mixed, default: {} },
    ticks: { type: Schema.Types.Mixed, default: {} },
    cursor: optional,
    startedAt: { type: Date, required: true },
    sentAt: { type: Date, default: null },
    filledBy: optional,
    updatedAt: { type: Date, required: true },
  },
  { collection: 'responses', optimisticConcurrency: true, minimize: false },
)
responseSchema.index({ organisationId: 1, personId: 1, kind: 1, state: 1 })
responseSchema.index({ organisationId: 1, kind: 1, state: 1, sentAt: -1, _id: -1 })
responseSchema.index({ organisationId: 1, kind: 1, state: 1, startedAt: -1, _id: -1 })
responseSchema.index({ organisationId: 1, state: 1, startedAt: -1, _id: -1 })
responseSchema.index({ organisationId: 1, startedAt: -1, _id: -1 })
responseSchema.index({ organisationId: 1, personId: 1, kind: 1, startedAt: -1 })

/**
 * The place of the one open draft of a person and kind: there while the draft is open. A document of its own, since a fallback
 * server does not free a unique key when the document that had it changes, only when it is deleted.
 */
export interface DraftSlotDocument {
  _id: string
}

const draftSlotSchema = new Schema<DraftSlotDocument>({ _id: text }, { collection: 'draftslots', versionKey: false })

/** Registers the places of drafts on the connection, or returns them when they are there. */
export function defineDraftSlotModel(connection: Connection): Model<DraftSlotDocument> {
  return connection.models['DraftSlot'] ?? connection.model<DraftSlotDocument>('DraftSlot', draftSlotSchema)
}

const nominationSchema = new Schema<NominationDocument>(
  { organisationId: text, personId: text, byPersonId: optional, byAccountId: optional, reason: { type: String, default: '' }, createdAt: { type: Date, required: true } },
  { collection: 'nominations', versionKey: false },
)
nominationSchema.index({ organisationId: 1, personId: 1, byPersonId: 1 })

/** Registers the lists of questions on the connection, or returns them when they are there. */
export function defineQuestionnaireModel(connection: Connection): Model<QuestionnaireDocument> {
  return connection.models['Questionnaire'] ?? connection.model<QuestionnaireDocument>('Questionnaire', questionnaireSchema)
}

/** Registers the responses on the connection, or returns them when they are there. */
export function defineResponseModel(connection: Connection): Model<ResponseDocument> {
  return connection.models['Response'] ?? connection.model<ResponseDocument>('Response', responseSchema)
}

/** Registers the nominations on the connection, or returns them when they are there. */
export function defineNominationModel(connection: Connection): Model<NominationDocument> {
  return connection.models['Nomination'] ?? connection.model<NominationDocument>('Nomination', nominationSchema)
}

/** Turns a stored list of questions into plain data. */
export function toQuestionnaire(document: object): Questionnaire {
  const { contentHash: _hash, ...questionnaire } = toPlain<Questionnaire & { contentHash: string }>(document)
  return questionnaire
}

/** A stored response as plain data, with a draft's own fields. */
export type Draft = Response & Pick<ResponseDocument, 'ticks' | 'cursor'>

/** The id of the place that the draft of a person and kind takes. */
export function draftSlot(organisationId: string, personId: string, kind: string): string {
  return `${organisationId} ${personId} ${kind}`
}

/** Turns a stored response into plain data with a draft's own fields. */
export function toDraft(document: object): Draft {
  const plain = toPlain<Draft & { answers?: Answers }>(document)
  return { ...plain, answers: plain.answers ?? {}, ticks: plain.ticks ?? {}, cursor: plain.cursor ?? null }
}

/** What others see of a response. */
export function toResponse({ ticks: _ticks, cursor: _cursor, ...response }: Draft): Response {
  return response
}
