import { isObjectIdOrHexString, type Connection } from 'mongoose'
import { isSystem, type Actor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { refuse, type Refusal, type Result } from '../../core/result.js'
import { defineDraftSlotModel, defineResponseModel, toDraft, type Draft } from './questionnaire-model.js'
import { mayFill } from './questionnaire-policy.js'
import type { QuestionnaireVersions } from './questionnaire-versions.js'
import type { Answer, Question, Questionnaire, QuestionnaireKind } from './questionnaire.js'

/** A draft with the list of questions that it answers. */
export interface OpenDraft {
  draft: Draft
  questionnaire: Questionnaire
  questions: Question[]
}

export type ResponseStore = ReturnType<typeof createResponseStore>

/** Reads and writes responses; every write is one guarded update of one document. */
export function createResponseStore({ connection, clock, versions }: { connection: Connection; clock: Clock; versions: QuestionnaireVersions }) {
  const responses = defineResponseModel(connection)
  const slots = defineDraftSlotModel(connection)

  async function find(actor: Actor, id: string): Promise<Draft | null> {
    if (!isObjectIdOrHexString(id)) return null
    const scope = isSystem(actor) && actor.organisationId === null ? {} : { organisationId: actor.organisationId ?? '' }
    const found = await responses.findOne({ _id: id, ...scope }).lean()
    return found ? toDraft(found) : null
  }

  async function withQuestions(draft: Draft): Promise<OpenDraft> {
    const questionnaire = await versions.get(draft.questionnaireId)
    return { draft, questionnaire, questions: questionnaire.questions }
  }

  /** The draft for someone who may fill it in. Problems: response-not-found, not-allowed, response-sent-already. */
  async function open(actor: Actor, id: string): Promise<Refusal | (OpenDraft & { ok: true })> {
    const draft = await find(actor, id)
    if (!draft) return refuse('response-not-found')
    if (!mayFill(actor, draft.organisationId, draft.personId)) return refuse('not-allowed')
    if (draft.state !== 'draft') return refuse('response-sent-already')
    return { ok: true, ...(await withQuestions(draft)) }
  }

  const openDraft = ({ id, organisationId }: Draft) => ({ _id: id, organisationId, state: 'draft' as const })

  /** Changes an open draft in one write; null when it is no draft any more. */
  async function write(draft: Draft, set: Record<string, unknown>): Promise<Draft | null> {
    const found = await responses.findOneAndUpdate(openDraft(draft), { $set: { ...set, updatedAt: clock.now() } }, { new: true }).lean()
    return found ? toDraft(found) : null
  }

  /** Stores one answer without bringing the other ones back; null when it is no draft any more. */
  async function writeAnswer(draft: Draft, questionId: string, answer: Answer): Promise<Draft | null> {
    const change = { $set: { [`answers.${questionId}`]: answer, cursor: null, updatedAt: clock.now() }, $unset: { [`ticks.${questionId}`]: 1 } }
    const { matchedCount } = await responses.updateOne(openDraft(draft), change)
    const { [questionId]: _, ...ticks } = draft.ticks
    return matchedCount === 0 ? null : { ...draft, answers: { ...draft.answers, [questionId]: answer }, ticks, cursor: null }
  }

  async function draftOf(organisationId: string, personId: string, kind: QuestionnaireKind): Promise<Draft | null> {
    const found = await responses.findOne({ organisationId, personId, kind, state: 'draft' }).lean()
    return found ? toDraft(found) : null
  }

  async function lastSentOf(organisationId: string, personId: string, kind: QuestionnaireKind): Promise<Draft | null> {
    const found = await responses.findOne({ organisationId, personId, kind, state: 'sent' }).sort({ sentAt: -1 }).lean()
    return found ? toDraft(found) : null
  }

  return { responses, slots, find, open, write, writeAnswer, draftOf, lastSentOf, withQuestions }
}

/** Refusal of a write that came too late. */
export function sentMeanwhile(): Result<never> {
  return refuse('response-sent-already')
}
