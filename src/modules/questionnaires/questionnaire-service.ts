import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'

export type QuestionnaireKind = 'needs' | 'mentor'
export type QuestionType = 'single' | 'multiple' | 'scale' | 'text' | 'yes-no' | 'date'
export type ResponseState = 'draft' | 'sent'

export interface QuestionOption {
  code: string
  text: string
}

export interface Question {
  id: string
  type: QuestionType
  text: string
  hint?: string
  optional: boolean
  options: QuestionOption[]
  scale?: { min: number; max: number; minLabel?: string; maxLabel?: string }
  showIf?: { question: string; includes: string[] }
}

/** A version of a list of questions; never changed after the first answer. */
export interface Questionnaire {
  id: string
  organisationId: string
  kind: QuestionnaireKind
  version: number
  title: string
  questions: Question[]
}

/** `single`, `scale`, `yes-no`, `text`, `date`: one string; `multiple`: codes; null: skipped. */
export type AnswerValue = string | string[] | null

/** An answer keeps the wording asked (IMPL-17). */
export interface Answer {
  question: string
  value: AnswerValue
  text: string
  answeredAt: Date
}

export interface Response {
  id: string
  organisationId: string
  personId: string
  questionnaireId: string
  kind: QuestionnaireKind
  version: number
  state: ResponseState
  answers: Record<string, Answer>
  startedAt: Date
  sentAt: Date | null
  /** Who filled it in when it was not the person (IMPL-29). */
  filledBy: string | null
}

/** What a dialogue needs to ask one question. */
export interface CurrentQuestion {
  responseId: string
  question: Question
  number: number
  total: number
  answer: AnswerValue | undefined
}

export interface QuestionnaireService {
  /** Opens a draft or goes on with the open one. Problem: consent-missing. */
  start(actor: Actor, input: { personId: string; kind: QuestionnaireKind }): Promise<Result<Response>>
  /** The next unanswered question, or the named one; null when all are answered. */
  current(responseId: string, questionId?: string): Promise<CurrentQuestion | null>
  answer(actor: Actor, input: { responseId: string; questionId: string; value: AnswerValue }): Promise<Result<CurrentQuestion | null>>
  /** The question before this one on the visible way; null at the first. */
  previous(responseId: string, questionId: string): Promise<CurrentQuestion | null>
  summary(responseId: string): Promise<{ number: number; questionId: string; question: string; text: string }[]>
  send(actor: Actor, responseId: string): Promise<Result<Response>>
  /** Newest response of the person: the draft if there is one, else the last sent. */
  latest(personId: string, kind: QuestionnaireKind): Promise<Response | null>
  listOf(organisationId: string, kind: QuestionnaireKind): Promise<Response[]>
}
