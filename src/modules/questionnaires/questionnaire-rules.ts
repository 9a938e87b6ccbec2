import { isDay } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { Answers, AnswerValue, Question } from './questionnaire.js'

/** Words for answers that have none of their own. */
export interface AnswerWords {
  yes: string
  no: string
  skipped: string
}

const usualMaxLength = 1000

/** The chosen codes of an answer, whatever its type. */
function codesOf(value: AnswerValue | undefined): string[] {
  if (value === null || value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/** Questions on the way that the answers open, in order; an answer to a hidden question opens nothing. */
export function visibleQuestions(questions: readonly Question[], answers: Answers): Question[] {
  const shown: Question[] = []
  const asked = new Set<string>()
  for (const question of questions) {
    const rule = question.showIf
    const isOpen = !rule || (asked.has(rule.question) && codesOf(answers[rule.question]?.value).some((code) => rule.includes.includes(code)))
    if (!isOpen) continue
    shown.push(question)
    asked.add(question.id)
  }
  return shown
}

/** The first question on the way without an answer; null when all are answered. */
export function nextQuestion(questions: readonly Question[], answers: Answers): Question | null {
  return visibleQuestions(questions, answers).find((question) => !(question.id in answers)) ?? null
}

/** The question before this one on the way; null at the first. Without an id: the last one (back from the summary). */
export function previousQuestion(questions: readonly Question[], answers: Answers, questionId: string | null): Question | null {
  const shown = visibleQuestions(questions, answers)
  const at = questionId === null ? shown.length : shown.findIndex((question) => question.id === questionId)
  return shown[at - 1] ?? null
}

/** «7 из 15»: the place of a question on the way as it is known now, and the way's length. */
export function progressOf(questions: readonly Question[], answers: Answers, questionId: string): { number: number; total: number } {
  const shown = visibleQuestions(questions, answers)
  return { number: shown.findIndex((question) => question.id === questionId) + 1, total: shown.length }
}

/** Answers on the way only: those to branches that are no longer open are dropped when the response is sent. */
export function withoutHidden(questions: readonly Question[], answers: Answers): Answers {
  const shown = new Set(visibleQuestions(questions, answers).map((question) => question.id))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id)))
}

function checkText(question: Question, value: string): Result<AnswerValue> {
  const text = value.trim()
  const max = question.maxLength ?? usualMaxLength
  const length = [...text].length
  if (length === 0) return refuse('answer-empty')
  return length > max ? refuse('answer-too-long', { max, length }) : ok(text)
}

function checkChoices(question: Question, value: AnswerValue): Result<AnswerValue> {
  const chosen = new Set(codesOf(value))
  const codes = question.options.map((option) => option.code).filter((code) => chosen.has(code))
  if (codes.length !== chosen.size) return refuse('answer-choice')
  return codes.length === 0 ? refuse('answer-empty') : ok(codes)
}

/** Checks an answer against its question and gives it in its stored form. Problems: answer-required, -empty, -choice, -too-long, -date. */
export function validateAnswer(question: Question, value: AnswerValue): Result<AnswerValue> {
  if (value === null) return question.optional ? ok(null) : refuse('answer-required')
  if (question.type === 'multiple') return checkChoices(question, value)
  if (Array.isArray(value)) return refuse('answer-choice')
  switch (question.type) {
    case 'text':
      return checkText(question, value)
    case 'date':
      return isDay(value) ? ok(value) : refuse('answer-date')
    case 'yes-no':
      return value === 'yes' || value === 'no' ? ok(value) : refuse('answer-choice')
    case 'scale':
      return scaleValues(question).includes(value) ? ok(value) : refuse('answer-choice')
    case 'single':
      return question.options.some((option) => option.code === value) ? ok(value) : refuse('answer-choice')
  }
}

/** The steps of a scale as answers: `1`..`5`. */
export function scaleValues(question: Question): string[] {
  const { min, max } = question.scale ?? { min: 1, max: 5 }
  return Array.from({ length: max - min + 1 }, (_, index) => String(min + index))
}

/** The answer in words, as it was chosen: kept with it (IMPL-17). */
export function describeAnswer(question: Question, value: AnswerValue, words: AnswerWords): string {
  if (value === null) return words.skipped
  if (question.type === 'yes-no') return value === 'yes' ? words.yes : words.no
  if (question.options.length === 0) return codesOf(value).join(', ')
  const chosen = new Set(codesOf(value))
  return question.options
    .filter((option) => chosen.has(option.code))
    .map((option) => option.text)
    .join(', ')
}

/** Answers that still fit: taken over when a sent response is answered anew under a later version. */
export function fittingAnswers(questions: readonly Question[], answers: Answers): Answers {
  const fitting = questions.flatMap((question) => {
    const answer = answers[question.id]
    return answer && answer.question === question.text && validateAnswer(question, answer.value).ok ? [[question.id, answer] as const] : []
  })
  return Object.fromEntries(fitting)
}
