import type { Actor } from '../../core/actor.js'
import { dayOf } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { isDuplicateKey } from '../../db/lost-race.js'
import { suggestedCategories, type Person } from '../people/person.js'
import { draftSlot, toDraft, toResponse, type Draft } from './questionnaire-model.js'
import { mayFill } from './questionnaire-policy.js'
import { fittingAnswers } from './questionnaire-rules.js'
import type { QuestionnaireVersions } from './questionnaire-versions.js'
import type { Answers, Questionnaire, QuestionnaireKind, Response } from './questionnaire.js'
import type { ResponseStore } from './response-store.js'

export interface StartDependencies {
  kernel: Kernel
  store: ResponseStore
  versions: QuestionnaireVersions
  findPerson(personId: string): Promise<Person | null>
  hasConsent(personId: string, kind: 'personal-data'): Promise<boolean>
}

const categoryQuestion = 'category'
/** The length of service is counted in years: a day more or less in another zone does not matter. */
const zoneless = 'utc'

/** Proposes the category that follows from the length of service (SURVEY-09): ticked, not answered. */
function proposedTicks(questionnaire: Questionnaire, person: Person, onDay: string): Record<string, string[]> {
  const question = questionnaire.questions.find(({ id, type }) => id === categoryQuestion && type === 'multiple')
  const codes = suggestedCategories(person, onDay).filter((code) => question?.options.some((option) => option.code === code))
  return question && codes.length > 0 ? { [categoryQuestion]: codes } : {}
}

/** Opens a draft, or goes on with the open one; one of a person and kind at a time. */
export function createStart({ kernel, store, versions, findPerson, hasConsent }: StartDependencies) {
  /** Answers that may still be changed come along into the new draft; those of a closed campaign stay where they are (SURVEY-13). */
  function takenOver(questionnaire: Questionnaire, last: Draft | null): Answers {
    const isOpen = questionnaire.closesAt === null || kernel.clock.now() < questionnaire.closesAt
    return last && isOpen ? fittingAnswers(questionnaire.questions, last.answers) : {}
  }

  async function insert(actor: Actor, person: Person, questionnaire: Questionnaire): Promise<Draft> {
    const { organisationId, kind, version, id: questionnaireId } = questionnaire
    const now = kernel.clock.now()
    const last = await store.lastSentOf(organisationId, person.id, kind)
    const isOwn = actor.personId === person.id
    return kernel.transaction(async () => {
      await store.slots.create([{ _id: draftSlot(organisationId, person.id, kind) }])
      const document = await new store.responses({
        organisationId, kind, version, questionnaireId,
        personId: person.id,
        state: 'draft',
        answers: takenOver(questionnaire, last),
        ticks: proposedTicks(questionnaire, person, dayOf(now, zoneless)),
        startedAt: now,
        updatedAt: now,
        filledBy: isOwn ? null : (actor.accountId ?? actor.personId ?? actor.channel),
      }).save()
      const draft = toDraft(document)
      await kernel.audit({ actor, organisationId, action: 'start', subject: { type: 'Response', id: draft.id }, after: { kind, version } })
      return draft
    })
  }

  /** Problems: person-not-found, not-allowed, consent-missing (SURVEY-12), questionnaire-not-found. */
  return async (actor: Actor, { personId, kind }: { personId: string; kind: QuestionnaireKind }): Promise<Result<Response>> => {
    const person = await findPerson(personId)
    if (!person) return refuse('person-not-found')
    const { organisationId } = person
    if (!mayFill(actor, organisationId, personId)) return refuse('not-allowed')
    if (!(await hasConsent(personId, 'personal-data'))) return refuse('consent-missing')
    const open = await store.draftOf(organisationId, personId, kind)
    if (open) return ok(toResponse(open))
    const questionnaire = await versions.current(organisationId, kind)
    if (!questionnaire) return refuse('questionnaire-not-found')
    try {
      return ok(toResponse(await insert(actor, person, questionnaire)))
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      const other = await store.draftOf(organisationId, personId, kind)
      return other ? ok(toResponse(other)) : refuse('questionnaire-not-found')
    }
  }
}
