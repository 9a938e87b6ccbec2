import { choosableItems, type Organisation } from '../modules/organisations/organisation.js'
import { fillWords } from '../modules/organisations/vocabulary.js'
import type { Question, QuestionOption } from '../modules/questionnaires/questionnaire-service.js'
import type { PresetQuestion } from './question-schema.js'

type Source = Pick<Organisation, 'dictionaries' | 'vocabulary'>

function optionsOf(question: PresetQuestion, organisation: Source): QuestionOption[] {
  if (question.type !== 'single' && question.type !== 'multiple') return []
  if (Array.isArray(question.options)) return question.options
  return choosableItems(organisation, question.options.from).map(({ code, text }) => ({ code, text }))
}

/** True when nothing can ever be answered: an emptied dictionary, or a branch on codes that the organisation does not have. */
function isPointless(question: Question, isChoice: boolean, byId: ReadonlyMap<string, Question>): boolean {
  if (isChoice && question.options.length === 0) return true
  if (!question.showIf) return false
  const asked = byId.get(question.showIf.question)
  if (!asked) return true
  if (asked.options.length === 0) return false
  return !question.showIf.includes.some((code) => asked.options.some((option) => option.code === code))
}

/** Makes the questions to ask from a preset's list and the organisation's dictionaries and words of today (SURVEY-03). */
export function resolveQuestions(questions: readonly PresetQuestion[], organisation: Source): Question[] {
  const byId = new Map<string, Question>()
  for (const question of questions) {
    const resolved: Question = {
      id: question.id,
      type: question.type,
      text: fillWords(question.text, organisation.vocabulary),
      optional: question.optional,
      options: optionsOf(question, organisation),
      ...(question.hint ? { hint: fillWords(question.hint, organisation.vocabulary) } : {}),
      ...(question.type === 'scale' ? { scale: question.scale } : {}),
      ...(question.type === 'text' ? { maxLength: question.maxLength } : {}),
      ...(question.showIf ? { showIf: question.showIf } : {}),
    }
    const isChoice = question.type === 'single' || question.type === 'multiple'
    if (!isPointless(resolved, isChoice, byId)) byId.set(question.id, resolved)
  }
  return [...byId.values()]
}
