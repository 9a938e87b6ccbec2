import type { DictionaryName } from '../../src/modules/organisations/organisation.js'
import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { defineResponseModel } from '../../src/modules/questionnaires/questionnaire-model.js'
import type { QuestionnaireKind } from '../../src/modules/questionnaires/questionnaire.js'
import type { AskedField } from '../resource/asked-fields.js'
import type { PlainRecord } from '../resource/definition.js'
import { nothing } from '../resource/scope.js'
import type { PanelUser } from '../gate/panel-user.js'
import { peopleChoices } from './choices.js'
import { dictionaryChoices } from './dictionary-choices.js'
import type { ResourceContext } from './resource-entry.js'

/** Who chose the same in a questionnaire: more than these are not looked through for one list. */
const mostAnswers = 5_000

/** A filter whose values are those of a dictionary. */
export function dictionaryField({ services }: Pick<ResourceContext, 'services'>, name: string, dictionary: DictionaryName): AskedField {
  return { name, kind: 'select', choices: dictionaryChoices(services, dictionary) }
}

/** A filter by one of the organisation's curators. */
export function curatorField({ services }: Pick<ResourceContext, 'services'>, name = 'curatorId'): AskedField {
  return { name, kind: 'select', choices: ({ organisationId }) => peopleChoices(services, organisationId, 'curator') }
}

/** A filter by academic year. */
export function yearField({ services }: Pick<ResourceContext, 'services'>): AskedField {
  return {
    name: 'year',
    kind: 'select',
    async choices({ organisationId }) {
      const years = organisationId === null ? [] : await services.organisations.listYears(organisationId)
      return years.map(({ id, title }) => ({ value: id, label: title }))
    },
  }
}

/** Only who may read answers asks for people by them (ROLE-16). */
export const readsAnswers = ({ role }: PanelUser) => mayReadField([role], 'Response', 'answers')

interface Sent {
  personId: string
  sentAt: Date
  value: unknown
}

/** People whose newest answer to a question holds the value (IMPL-20). */
export function byAnswer({ connection }: Pick<ResourceContext, 'connection'>, kind: QuestionnaireKind, question: string) {
  const responses = defineResponseModel(connection)
  const path = `answers.${question}.value`
  const sent = async (filter: PlainRecord): Promise<Sent[]> => {
    const found = await responses.find({ ...filter, kind, state: 'sent' }).select({ personId: 1, sentAt: 1, [path]: 1 }).limit(mostAnswers).lean<(Sent & { answers?: Record<string, { value: unknown }> })[]>()
    return found.map(({ personId, sentAt, answers }) => ({ personId, sentAt, value: answers?.[question]?.value }))
  }
  return async (code: string, user: PanelUser): Promise<PlainRecord> => {
    if (!readsAnswers(user) || user.organisationId === null) return nothing
    const { organisationId } = user
    const candidates = [...new Set((await sent({ organisationId, [path]: code })).map(({ personId }) => personId))]
    const newest = new Map<string, Sent>()
    for (const one of await sent({ organisationId, personId: { $in: candidates } })) {
      const former = newest.get(one.personId)
      if (!former || one.sentAt > former.sentAt) newest.set(one.personId, one)
    }
    const ids = candidates.filter((id) => [newest.get(id)?.value].flat().includes(code))
    return ids.length > 0 ? { _id: { $in: ids } } : nothing
  }
}
