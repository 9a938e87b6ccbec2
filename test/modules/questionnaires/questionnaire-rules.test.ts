import { describe, expect, it } from 'vitest'
import { unreachableStates, finalStates } from '../../../src/core/transitions.js'
import { responseTransitions, type Answers, type AnswerValue } from '../../../src/modules/questionnaires/questionnaire.js'
import {
  describeAnswer, fittingAnswers, nextQuestion, previousQuestion, progressOf, validateAnswer, visibleQuestions, withoutHidden,
} from '../../../src/modules/questionnaires/questionnaire-rules.js'
import { aQuestion } from '../../support/questionnaire-bench.js'

const options = [{ code: 'growth', text: 'Хочу расти' }, { code: 'young', text: 'Молодой специалист' }]
const category = aQuestion('category', { type: 'multiple', options })
const growth = aQuestion('growth_direction', { showIf: { question: 'category', includes: ['growth'] } })
const detail = aQuestion('detail', { showIf: { question: 'growth_direction', includes: ['да'] } })
const last = aQuestion('last', { optional: true })
const questions = [category, growth, detail, last]

function answered(values: Record<string, AnswerValue>): Answers {
  const at = new Date('2026-09-14T09:00:00Z')
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { question: `Вопрос ${id}?`, value, text: String(value), answeredAt: at }]))
}

const ids = (list: { id: string }[]) => list.map(({ id }) => id)
const words = { yes: 'Да', no: 'Нет', skipped: 'пропущено' }

describe('the way through the questions', () => {
  it('[SURVEY-03] opens a branch only for those whom it concerns', () => {
    expect(ids(visibleQuestions(questions, answered({ category: ['young'] })))).toEqual(['category', 'last'])
    expect(ids(visibleQuestions(questions, answered({ category: ['young', 'growth'] })))).toEqual(['category', 'growth_direction', 'last'])
  })

  it('hides what hangs on a hidden question, although it is answered', () => {
    const answers = answered({ category: ['young'], growth_direction: 'да' })
    expect(ids(visibleQuestions(questions, answers))).toEqual(['category', 'last'])
    expect(Object.keys(withoutHidden(questions, answers))).toEqual(['category'])
  })

  it('[IMPL-13] goes on from the next unanswered question, also one that a changed answer has opened', () => {
    expect(nextQuestion(questions, {})?.id).toBe('category')
    expect(nextQuestion(questions, answered({ category: ['growth'], last: null }))?.id).toBe('growth_direction')
    expect(nextQuestion(questions, answered({ category: ['young'], last: null }))).toBeNull()
  })

  it('[IMPL-13] goes back along the way that was gone', () => {
    const answers = answered({ category: ['young'] })
    expect(previousQuestion(questions, answers, 'last')?.id).toBe('category')
    expect(previousQuestion(questions, answers, 'category')).toBeNull()
    expect(previousQuestion(questions, answers, null)?.id).toBe('last')
  })

  it('counts the progress on the way as it is known', () => {
    expect(progressOf(questions, answered({ category: ['young'] }), 'last')).toEqual({ number: 2, total: 2 })
    expect(progressOf(questions, answered({ category: ['growth'] }), 'last')).toEqual({ number: 3, total: 3 })
  })

  it('has a life cycle without dead ends: a sent response is final', () => {
    expect(unreachableStates(responseTransitions, 'draft')).toEqual([])
    expect(finalStates(responseTransitions)).toEqual(['sent'])
  })
})

describe('answers', () => {
  const code = (question: Parameters<typeof validateAnswer>[0], value: AnswerValue) => {
    const result = validateAnswer(question, value)
    return result.ok ? result.value : result.problem.code
  }

  it('may be skipped only where the question is optional', () => {
    expect(code(last, null)).toBeNull()
    expect(code(category, null)).toBe('answer-required')
  })

  it('are trimmed texts within their length', () => {
    expect(code(aQuestion('t', { maxLength: 5 }), '  мало ')).toBe('мало')
    expect(code(aQuestion('t', { maxLength: 5 }), 'слишком')).toBe('answer-too-long')
    expect(code(aQuestion('t'), '   ')).toBe('answer-empty')
    expect(code(aQuestion('t', { maxLength: 2 }), '😀😀')).toBe('😀😀')
  })

  it('are known options, each once, in the order of the list', () => {
    expect(code(category, ['young', 'growth', 'young'])).toEqual(['growth', 'young'])
    expect(code(category, ['other'])).toBe('answer-choice')
    expect(code(category, [])).toBe('answer-empty')
    expect(code(aQuestion('s', { type: 'single', options }), 'young')).toBe('young')
    expect(code(aQuestion('s', { type: 'single', options }), ['young'])).toBe('answer-choice')
  })

  it('are steps of the scale, yes or no, existing days', () => {
    const scale = aQuestion('l', { type: 'scale', scale: { min: 0, max: 3 } })
    expect(['0', '3', '4', '-1'].map((value) => code(scale, value))).toEqual(['0', '3', 'answer-choice', 'answer-choice'])
    expect(['yes', 'no', 'maybe'].map((value) => code(aQuestion('y', { type: 'yes-no' }), value))).toEqual(['yes', 'no', 'answer-choice'])
    expect(['2026-02-28', '2026-02-31'].map((value) => code(aQuestion('d', { type: 'date' }), value))).toEqual(['2026-02-28', 'answer-date'])
  })

  it('[IMPL-17] are kept in the words of the options chosen', () => {
    expect(describeAnswer(category, ['young', 'growth'], words)).toBe('Хочу расти, Молодой специалист')
    expect(describeAnswer(aQuestion('y', { type: 'yes-no' }), 'no', words)).toBe('Нет')
    expect(describeAnswer(last, null, words)).toBe('пропущено')
  })

  it('[IMPL-17] are taken over into a later version only where question and options are still the same', () => {
    const answers = answered({ category: ['young'], last: 'слова', gone: 'x' })
    expect(Object.keys(fittingAnswers(questions, answers))).toEqual(['category', 'last'])
    const reworded = questions.map((question) => (question.id === 'last' ? { ...question, text: 'Другой вопрос?' } : question))
    expect(Object.keys(fittingAnswers(reworded, answers))).toEqual(['category'])
    const withoutYoung = questions.map((question) => (question.id === 'category' ? { ...question, options: options.slice(0, 1) } : question))
    expect(Object.keys(fittingAnswers(withoutYoung, answers))).toEqual(['last'])
  })
})
