import { questionnaireKinds, responseStates } from '../../src/modules/questionnaires/questionnaire.js'
import { defineResponseModel } from '../../src/modules/questionnaires/questionnaire-model.js'
import type { DictionaryName } from '../../src/modules/organisations/organisation.js'
import type { PanelUser } from '../gate/panel-user.js'
import { createResponsePage } from '../pages/response-page.js'
import { panelModel, type PlainRecord, type ResourceDefinition } from '../resource/definition.js'
import { nothing } from '../resource/scope.js'
import { answerAction } from './response-answer.js'
import { dictionaryField } from './list-filters.js'
import { byPerson, byView, whose, withPeople } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

/** Answers to questionnaires: the curator's alone, and every reading is noted (ROLE-16, DATA-04). */
export function createResponseResource(context: ResourceContext): ResourceEntry {
  const { services, connection } = context

  /** Finds answers by the beginning of a dictionary's words (IMPL-20). */
  const byWords = (question: string, dictionary: DictionaryName) => async (words: string, { organisationId }: PanelUser): Promise<PlainRecord> => {
    const wanted = words.trim().toLowerCase()
    const organisation = organisationId ? await services.organisations.get(organisationId) : null
    if (wanted === '') return {}
    const codes = organisation?.dictionaries[dictionary].filter((item) => item.code === words || item.text.toLowerCase().includes(wanted)).map(({ code }) => code) ?? []
    return codes.length > 0 ? { [`answers.${question}.value`]: { $in: codes } } : nothing
  }

  const answered = (question: string) => ({ from: ['answers'], value: ({ answers }: PlainRecord) => (answers as Record<string, { text: string }> | undefined)?.[question]?.text ?? '' })
  const definition: ResourceDefinition = {
    id: 'Response',
    model: panelModel(defineResponseModel(connection)),
    menu: { group: 'papers', icon: 'Edit3' },
    scope: 'organisationId',
    title: 'who',
    listed: ['who', 'kind', 'state', 'category', 'directions', 'sentAt'],
    shown: ['personId', 'kind', 'state', 'version', 'startedAt', 'sentAt', 'filledBy'],
    filterable: ['kind', 'state', 'personId'],
    sortable: ['sentAt', 'startedAt'],
    sort: { sortBy: 'startedAt', direction: 'desc' },
    references: { personId: 'Person' },
    values: { state: responseStates, kind: questionnaireKinds },
    derived: { who: whose, category: answered('category'), directions: answered('directions') },
    enrich: withPeople(context),
    lookUps: {
      person: byPerson(context),
      category: byWords('category', 'categories'),
      directions: byWords('directions', 'directions'),
      view: byView({
        needs: () => ({ kind: 'needs', state: 'sent' }),
        mentor: () => ({ kind: 'mentor', state: 'sent' }),
        draft: () => ({ state: 'draft' }),
        all: () => ({}),
      }),
    },
  }
  return {
    definition,
    offered: ['list', 'show', 'search'],
    views: ['needs', 'mentor', 'draft', 'all'],
    asked: ['person', dictionaryField(context, 'category', 'categories'), dictionaryField(context, 'directions', 'directions'), { name: 'state', kind: 'select', inView: 'all' }],
    actions: [answerAction(context)],
    showComponent: 'PanelPage',
    loadShown: createResponsePage(context),
  }
}
