import { Schema, type Connection, type HydratedDocument, type Model, type Types } from 'mongoose'
import { pairAnswers, pairStates, type Pair, type PairMember, type SideAnswer } from './pair.js'

export type PairFields = Omit<Pair, 'id'>
export type PairDocument = HydratedDocument<PairFields>
export type PairModel = Model<PairFields>

const answerFields = {
  answer: { type: String, enum: pairAnswers, default: 'waiting' },
  reason: { type: String, default: null },
  answeredAt: { type: Date, default: null },
  recordedBy: { type: String, default: null },
} as const

const pairSchema = new Schema<PairFields>(
  {
    organisationId: { type: String, required: true },
    yearId: { type: String, required: true },
    mentorId: { type: String, required: true },
    mentor: { type: new Schema<SideAnswer>(answerFields, { _id: false }), required: true },
    members: {
      type: [
        new Schema<PairMember>(
          { menteeId: { type: String, required: true }, from: { type: String, required: true }, to: { type: String, default: null }, ...answerFields },
          { _id: false },
        ),
      ],
      required: true,
    },
    form: { type: String, required: true },
    kinds: { type: [String], required: true },
    direction: { type: String, default: null },
    why: { type: String, default: '' },
    curatorId: { type: String, default: null },
    state: { type: String, enum: pairStates, required: true },
    order: { type: new Schema({ documentId: String, number: String, on: String }, { _id: false }), default: null },
    pauseReason: { type: String, default: null },
    end: {
      type: new Schema({ reason: String, side: String, text: String, at: Date, summary: { type: String, default: null } }, { _id: false }),
      default: null,
    },
    replacedById: { type: String, default: null },
    replacesId: { type: String, default: null },
    activeSince: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'pairs', optimisticConcurrency: true },
)
pairSchema.index({ organisationId: 1, state: 1, updatedAt: -1, _id: -1 })
pairSchema.index({ organisationId: 1, updatedAt: -1, _id: -1 })
pairSchema.index({ organisationId: 1, direction: 1, updatedAt: -1, _id: -1 })
pairSchema.index({ organisationId: 1, curatorId: 1, updatedAt: -1, _id: -1 })
pairSchema.index({ organisationId: 1, mentorId: 1, state: 1 })
pairSchema.index({ organisationId: 1, 'members.menteeId': 1, state: 1 })
pairSchema.index({ organisationId: 1, curatorId: 1, state: 1 })
pairSchema.index({ organisationId: 1, yearId: 1, state: 1 })

/** Registers the pairs' collection on the connection, or returns it when it is there. */
export function definePairModel(connection: Connection): PairModel {
  return connection.models['Pair'] ?? connection.model<PairFields>('Pair', pairSchema)
}

interface MentorLock {
  _id: string
  proposals: number
}

const lockSchema = new Schema<MentorLock>({ _id: { type: String, required: true }, proposals: { type: Number, default: 0 } }, { collection: 'pairlocks', versionKey: false })

/** One document a mentor: whoever proposes to him writes it first, so that two proposals at once cannot both pass (PAIR-15). */
export function defineMentorLockModel(connection: Connection): Model<MentorLock> {
  return connection.models['MentorLock'] ?? connection.model<MentorLock>('MentorLock', lockSchema)
}

/** Turns a stored pair into plain data. */
export function toPair(document: PairFields & { _id: Types.ObjectId }): Pair {
  const side = ({ answer, reason, answeredAt, recordedBy }: SideAnswer): SideAnswer => ({ answer, reason, answeredAt, recordedBy })
  return {
    id: String(document._id),
    organisationId: document.organisationId,
    yearId: document.yearId,
    mentorId: document.mentorId,
    mentor: side(document.mentor),
    members: document.members.map((member) => ({ menteeId: member.menteeId, from: member.from, to: member.to, ...side(member) })),
    form: document.form,
    kinds: [...document.kinds],
    direction: document.direction,
    why: document.why,
    curatorId: document.curatorId,
    state: document.state,
    order: document.order ? { documentId: document.order.documentId, number: document.order.number, on: document.order.on } : null,
    pauseReason: document.pauseReason,
    end: document.end ? { reason: document.end.reason, side: document.end.side, text: document.end.text, at: document.end.at, summary: document.end.summary } : null,
    replacedById: document.replacedById,
    replacesId: document.replacesId,
    activeSince: document.activeSince,
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
  }
}
