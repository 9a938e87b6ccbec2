import type { Connection } from 'mongoose'
import { defineQuestionnaireModel, defineResponseModel, type ResponseDocument } from './questionnaire-model.js'
import type { QuestionnaireKind } from './questionnaire.js'

/** When a survey was opened and until when it is open. */
export interface SurveyTerm {
  questionnaireId: string
  kind: QuestionnaireKind
  openedAt: Date | null
  closesAt: Date | null
}

/** What one person asked for, as codes of the dictionaries. */
export interface AskedHelp {
  responseId: string
  personId: string
  sentAt: Date
  categories: string[]
  directions: string[]
}

const mostAnswers = 2000
const codesOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [])

/** Reading of surveys as a whole: their terms, and what people ask for (SURVEY-10). */
export function createSurveyOverview(connection: Connection) {
  const questionnaires = defineQuestionnaireModel(connection)
  const responses = defineResponseModel(connection)

  return {
    /** Terms of the newest list of each kind that was ever opened. */
    async surveyTerms(organisationId: string): Promise<SurveyTerm[]> {
      const found = await questionnaires.find({ organisationId }).select({ kind: 1, openedAt: 1, closesAt: 1 }).sort({ version: -1 }).limit(20).lean()
      const newest = new Map(found.toReversed().map((list) => [list.kind, list]))
      return [...newest.values()].map(({ _id, kind, openedAt, closesAt }) => ({ questionnaireId: String(_id), kind, openedAt: openedAt ?? null, closesAt: closesAt ?? null }))
    },

    /** The last answer of each person sent in the span: categories and directions only, none of his words. */
    async askedBetween(organisationId: string, from: Date, to: Date): Promise<AskedHelp[]> {
      const found = await responses
        .find({ organisationId, kind: 'needs', state: 'sent', sentAt: { $gte: from, $lt: to } })
        .select({ personId: 1, sentAt: 1, 'answers.category.value': 1, 'answers.directions.value': 1 })
        .sort({ sentAt: -1 })
        .limit(mostAnswers)
        .lean<Pick<ResponseDocument, '_id' | 'personId' | 'sentAt' | 'answers'>[]>()
      const last = new Map(found.toReversed().map((response) => [response.personId, response]))
      return [...last.values()].map(({ _id, personId, sentAt, answers }) => ({
        responseId: String(_id),
        personId,
        sentAt: sentAt ?? from,
        categories: codesOf(answers?.['category']?.value),
        directions: codesOf(answers?.['directions']?.value),
      }))
    },
  }
}
