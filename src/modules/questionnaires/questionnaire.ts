import type { Transitions } from '../../core/transitions.js'

export const questionnaireKinds = ['needs', 'mentor'] as const
export type QuestionnaireKind = (typeof questionnaireKinds)[number]
export const questionTypes = ['single', 'multiple', 'scale', 'text', 'yes-no', 'date'] as const
export type QuestionType = (typeof questionTypes)[number]

export const responseStates = ['draft', 'sent'] as const
export type ResponseState = (typeof responseStates)[number]

/** A sent response is never changed: what is answered anew is a new one (answers of earlier years stay, SURVEY-10). */
export const responseTransitions = { draft: ['sent'], sent: [] } as const satisfies Transitions<ResponseState>

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
  /** Longest text, in characters. */
  maxLength?: number
  /** Asked only when the earlier question has one of these answers; `yes` and `no` of a yes-no. */
  showIf?: { question: string; includes: string[] }
}

/** What a list of questions consists of, before it gets a version. */
export interface QuestionnaireContent {
  title: string
  intro: string
  questions: Question[]
}

/** A version of a list of questions; never changed once it is there (IMPL-17). */
export interface Questionnaire extends QuestionnaireContent {
  id: string
  organisationId: string
  kind: QuestionnaireKind
  version: number
  /** True when the organisation wrote it; otherwise it follows the preset and the dictionaries. */
  own: boolean
  /** When the survey was opened last; null when it never was. */
  openedAt: Date | null
  /** Sent answers may be changed until then; null means any time. A new request may be given later too (SURVEY-13). */
  closesAt: Date | null
  createdAt: Date
}

/** `single`, `scale`, `yes-no`, `text`, `date`: one string; `multiple`: codes; null: skipped. */
export type AnswerValue = string | string[] | null

/** An answer keeps the wording asked and the wording chosen (IMPL-17). */
export interface Answer {
  question: string
  value: AnswerValue
  text: string
  answeredAt: Date
}

export type Answers = Record<string, Answer>

export interface Response {
  id: string
  organisationId: string
  personId: string
  questionnaireId: string
  kind: QuestionnaireKind
  version: number
  state: ResponseState
  answers: Answers
  startedAt: Date
  sentAt: Date | null
  /** Who filled it in when it was not the person (IMPL-29): a person or an account. */
  filledBy: string | null
}

/** What a dialogue needs to ask one question. */
export interface CurrentQuestion {
  responseId: string
  question: Question
  number: number
  total: number
  answer: AnswerValue | undefined
  /** Options ticked so far, of a `multiple`. */
  ticks: string[]
}

/** One line of all answers, to look through before sending. */
export interface SummaryLine {
  number: number
  questionId: string
  question: string
  text: string
}

/** Somebody was proposed as a mentor by somebody else (MENTOR-02). */
export interface Nomination {
  id: string
  organisationId: string
  personId: string
  byPersonId: string | null
  byAccountId: string | null
  reason: string
  createdAt: Date
}
