import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { Person } from '../people/person.js'
import { createAnswering } from './answer-questions.js'
import { createCompetenceMarks } from './competence-marks.js'
import { createNominations } from './nominations.js'
import { draftSlot, toDraft, toResponse } from './questionnaire-model.js'
import { nextQuestion, visibleQuestions, withoutHidden, type AnswerWords } from './questionnaire-rules.js'
import { createQuestionnaireVersions } from './questionnaire-versions.js'
import type { QuestionnaireContent, QuestionnaireKind, Response } from './questionnaire.js'
import { createResponseStore, sentMeanwhile } from './response-store.js'
import { createStart } from './start-response.js'
import { createSurveyOverview } from './survey-overview.js'

export type * from './questionnaire.js'

export interface QuestionnaireDependencies {
  connection: Connection
  kernel: Kernel
  findPerson(personId: string): Promise<Person | null>
  hasConsent(personId: string, kind: 'personal-data'): Promise<boolean>
  /** The preset's list with the organisation's words and dictionary values of today. */
  contentFor(organisationId: string, kind: QuestionnaireKind): Promise<QuestionnaireContent | null>
  /** Words for yes, no and skipped, kept with the answers. */
  words: AnswerWords
}

export type QuestionnaireService = ReturnType<typeof createQuestionnaireService>

/** The needs survey and the mentors' questionnaire: versioned lists, drafts, answers (SURVEY-01..13, MENTOR-01, 02, 05). */
export function createQuestionnaireService({ connection, kernel, findPerson, hasConsent, contentFor, words }: QuestionnaireDependencies) {
  const versions = createQuestionnaireVersions({ connection, kernel, contentFor })
  const store = createResponseStore({ connection, clock: kernel.clock, versions })

  /** Closes a draft for good; answers to branches that are no longer open are dropped. Problems: response-incomplete, response-sent-already. */
  async function send(actor: Actor, responseId: string): Promise<Result<Response>> {
    const opened = await store.open(actor, responseId)
    if (!opened.ok) return opened
    const { draft, questions } = opened
    const missing = nextQuestion(questions, draft.answers)
    if (missing) return refuse('response-incomplete', { question: missing.text })
    const answers = withoutHidden(questions, draft.answers)
    return kernel.transaction(async () => {
      const sentAt = kernel.clock.now()
      const sent = await store.write(draft, { state: 'sent', sentAt, answers, ticks: {}, cursor: null })
      if (!sent) return sentMeanwhile()
      await store.slots.deleteOne({ _id: draftSlot(draft.organisationId, draft.personId, draft.kind) })
      const { organisationId, kind, version, id } = draft
      const after = { state: 'sent', kind, version, answers: Object.keys(answers).length }
      await kernel.audit({ actor, organisationId, action: 'send', subject: { type: 'Response', id }, before: { state: 'draft' }, after })
      return ok(toResponse(sent))
    })
  }

  return {
    /** Opens a draft or goes on with the open one. */
    start: createStart({ kernel, store, versions, findPerson, hasConsent }),
    ...createAnswering({ clock: kernel.clock, store, words, hasConsent }),
    send,

    /** How far an open draft is: answered and all questions on the way; null when there is no draft. */
    async progress(organisationId: string, personId: string, kind: QuestionnaireKind): Promise<{ responseId: string; answered: number; total: number } | null> {
      const draft = await store.draftOf(organisationId, personId, kind)
      if (!draft) return null
      const { questions } = await store.withQuestions(draft)
      const total = visibleQuestions(questions, draft.answers).length
      return { responseId: draft.id, answered: Object.keys(withoutHidden(questions, draft.answers)).length, total }
    },

    /** Newest response of the person: the draft if there is one, else the last sent. */
    async latest(personId: string, kind: QuestionnaireKind): Promise<Response | null> {
      const person = await findPerson(personId)
      if (!person) return null
      const found = (await store.draftOf(person.organisationId, personId, kind)) ?? (await store.lastSentOf(person.organisationId, personId, kind))
      return found ? toResponse(found) : null
    },

    /** The last sent response: what pairs and programmes are proposed from. */
    async latestSent(personId: string, kind: QuestionnaireKind): Promise<Response | null> {
      const person = await findPerson(personId)
      const found = person ? await store.lastSentOf(person.organisationId, personId, kind) : null
      return found ? toResponse(found) : null
    },

    /** Who has sent it at least once. */
    async senders(organisationId: string, kind: QuestionnaireKind): Promise<string[]> {
      const found = await store.responses.find({ organisationId, kind, state: 'sent' }, { personId: 1 }).lean<{ personId: string }[]>()
      return [...new Set(found.map(({ personId }) => personId))]
    },

    /** Everything that a person has answered, the newest first. */
    async ofPerson(personId: string): Promise<Response[]> {
      const person = await findPerson(personId)
      const found = person ? await store.responses.find({ organisationId: person.organisationId, personId }).sort({ startedAt: -1 }).lean() : []
      return found.map((document) => toResponse(toDraft(document)))
    },

    async listOf(organisationId: string, kind: QuestionnaireKind): Promise<Response[]> {
      const found = await store.responses.find({ organisationId, kind }).sort({ startedAt: -1 }).lean()
      return found.map((document) => toResponse(toDraft(document)))
    },

    currentVersion: versions.current,
    versions: versions.list,
    publish: versions.publish,
    close: versions.close,
    ...createSurveyOverview(connection),
    ...createNominations({ connection, kernel, findPerson }),
    ...createCompetenceMarks({ connection, kernel, versions, findPerson }),
  }
}
