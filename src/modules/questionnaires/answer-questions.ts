import type { Actor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { Draft } from './questionnaire-model.js'
import {
  describeAnswer, nextQuestion, previousQuestion, progressOf, validateAnswer, visibleQuestions, withoutHidden, type AnswerWords,
} from './questionnaire-rules.js'
import type { AnswerValue, CurrentQuestion, Question, SummaryLine } from './questionnaire.js'
import { sentMeanwhile, type OpenDraft, type ResponseStore } from './response-store.js'

export interface AnsweringDependencies {
  clock: Clock
  store: ResponseStore
  words: AnswerWords
  hasConsent(personId: string, kind: 'personal-data'): Promise<boolean>
}

/** One question of a draft, as a dialogue or a form asks it. */
function asCurrent(draft: Draft, questions: readonly Question[], question: Question): CurrentQuestion {
  const answer = draft.answers[question.id]?.value
  const ticks = draft.ticks[question.id] ?? (Array.isArray(answer) ? answer : [])
  return { responseId: draft.id, question, answer, ticks, ...progressOf(questions, draft.answers, question.id) }
}

/** The question to ask now: the one gone back to, else the first unanswered; null when all are answered. */
function currentOf(draft: Draft, questions: readonly Question[]): CurrentQuestion | null {
  const wanted = visibleQuestions(questions, draft.answers).find((question) => question.id === draft.cursor)
  const question = wanted ?? nextQuestion(questions, draft.answers)
  return question ? asCurrent(draft, questions, question) : null
}

/** Asking and answering, one question at a time. */
export function createAnswering({ clock, store, words, hasConsent }: AnsweringDependencies) {
  async function moveCursor(actor: Actor, responseId: string, choose: (draft: Draft, questions: Question[]) => Question | null) {
    const opened = await store.open(actor, responseId)
    if (!opened.ok) return opened
    const { draft, questions } = opened
    const question = choose(draft, questions)
    if (!question) return ok(currentOf(draft, questions))
    const moved = await store.write(draft, { cursor: question.id })
    return moved ? ok(currentOf(moved, questions)) : sentMeanwhile()
  }

  /** What was opened to show a question serves the answer to it that follows at once: a draft of five hundred answers is read once. */
  const shown = new WeakMap<CurrentQuestion, { actor: Actor; opened: OpenDraft & { ok: true } }>()

  async function openFor(actor: Actor, responseId: string, after?: CurrentQuestion) {
    const known = after && shown.get(after)
    return known && known.actor === actor && known.opened.draft.id === responseId ? known.opened : store.open(actor, responseId)
  }

  return {
    async current(actor: Actor, responseId: string): Promise<Result<CurrentQuestion | null>> {
      const opened = await store.open(actor, responseId)
      if (!opened.ok) return opened
      const current = currentOf(opened.draft, opened.questions)
      if (current) shown.set(current, { actor, opened })
      return ok(current)
    },

    /** Sets or takes away a tick: named, not turned over, so that a double press changes nothing. Problems: answer-choice, question-not-asked. */
    async tick(actor: Actor, input: { responseId: string; questionId: string; code: string; on: boolean }): Promise<Result<CurrentQuestion>> {
      const opened = await store.open(actor, input.responseId)
      if (!opened.ok) return opened
      const { draft, questions } = opened
      const question = visibleQuestions(questions, draft.answers).find(({ id }) => id === input.questionId)
      if (!question) return refuse('question-not-asked')
      if (!question.options.some(({ code }) => code === input.code)) return refuse('answer-choice')
      const before = asCurrent(draft, questions, question).ticks.filter((code) => code !== input.code)
      const ticks = input.on ? [...before, input.code] : before
      const written = await store.write(draft, { [`ticks.${question.id}`]: ticks })
      return written ? ok(asCurrent(written, questions, question)) : sentMeanwhile()
    },

    /**
     * Stores one answer with its wording and goes on; `after` is the question as `current` has just told it to the same actor.
     * Problems: those of `validateAnswer`, question-not-asked, consent-missing.
     */
    async answer(actor: Actor, input: { responseId: string; questionId: string; value: AnswerValue; after?: CurrentQuestion }): Promise<Result<CurrentQuestion | null>> {
      const opened = await openFor(actor, input.responseId, input.after)
      if (!opened.ok) return opened
      const { draft, questions } = opened
      const question = visibleQuestions(questions, draft.answers).find(({ id }) => id === input.questionId)
      if (!question) return refuse('question-not-asked')
      const valid = validateAnswer(question, input.value)
      if (!valid.ok) return valid
      if (!(await hasConsent(draft.personId, 'personal-data'))) return refuse('consent-missing')
      const value = valid.value
      const answer = { question: question.text, value, text: describeAnswer(question, value, words), answeredAt: clock.now() }
      const written = await store.writeAnswer(draft, question.id, answer)
      return written ? ok(currentOf(written, questions)) : sentMeanwhile()
    },

    /** To the question before the one that stands open; from the summary, to the last. Stays where it is at the first. */
    goBack: (actor: Actor, responseId: string): Promise<Result<CurrentQuestion | null>> =>
      moveCursor(actor, responseId, (draft, questions) => previousQuestion(questions, draft.answers, currentOf(draft, questions)?.question.id ?? null)),

    /** To a question of the summary, to change its answer. */
    goTo: (actor: Actor, responseId: string, questionId: string): Promise<Result<CurrentQuestion | null>> =>
      moveCursor(actor, responseId, (draft, questions) => visibleQuestions(questions, draft.answers).find(({ id }) => id === questionId) ?? null),

    /** All answers on the way, by number. */
    async summary(actor: Actor, responseId: string): Promise<Result<SummaryLine[]>> {
      const opened = await store.open(actor, responseId)
      if (!opened.ok) return opened
      const { draft, questions } = opened
      const answered = withoutHidden(questions, draft.answers)
      const lines = visibleQuestions(questions, draft.answers).map((question, index) => {
        const answer = answered[question.id]
        return { number: index + 1, questionId: question.id, question: answer?.question ?? question.text, text: answer?.text ?? '' }
      })
      return ok(lines)
    },
  }
}
