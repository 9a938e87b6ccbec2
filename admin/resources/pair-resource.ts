import { definePairModel } from '../../src/modules/pairs/pair-model.js'
import { pairStates } from '../../src/modules/pairs/pair.js'
import { guardOwnCases } from '../actions/own-case.js'
import { createPairPage } from '../pages/pair-page.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { lifeActions, peopleActions } from './pair/life-actions.js'
import { orderActions } from './pair/order-actions.js'
import { paperActions } from './pair/paper-actions.js'
import { proposeActions } from './pair/propose-actions.js'
import { remindActions } from './pair/remind-action.js'
import { curatorField, dictionaryField, yearField } from './list-filters.js'
import { createPairNaming, viewLookUp } from './pair-names.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'
import { byYear, ofYear } from './year-filter.js'

const views = {
  work: ['proposed', 'agreed', 'consents', 'ordered', 'paused'],
  active: ['active'],
  over: ['completed', 'terminated', 'replaced'],
  all: null,
} as const

/** Pairs and groups: everything that changes one goes through the same services as the bot. */
export function createPairResource(context: ResourceContext): ResourceEntry {
  const naming = createPairNaming(context)
  const definition: ResourceDefinition = {
    id: 'Pair',
    model: panelModel(definePairModel(context.connection)),
    menu: { group: 'mentoring', icon: 'Users' },
    scope: 'organisationId',
    title: 'people',
    listed: ['people', 'state', 'kindWords', 'curatorId', 'updatedAt'],
    shown: ['people', 'state', 'isGroup'],
    filterable: ['state', 'curatorId'],
    sortable: ['updatedAt'],
    sort: { sortBy: 'updatedAt', direction: 'desc' },
    references: { curatorId: 'Person' },
    values: { state: pairStates },
    async enrich(records) {
      await naming.namePairs(records)
      await naming.wordRecords(records, 'kinds', 'kinds', 'kindWords')
    },
    derived: {
      people: { from: ['mentorId', 'members'], value: ({ names }) => String(names ?? '') },
      kindWords: { from: ['kinds'], value: ({ kindWords }) => String(kindWords ?? '') },
      isGroup: { from: ['members'], value: ({ members }) => (Array.isArray(members) && members.length > 1 ? 'yes' : 'no') },
    },
    lookUps: { people: naming.personLookUp, direction: naming.dictionaryLookUp('directions', 'direction'), year: byYear(context, ofYear), view: viewLookUp(views) },
  }
  return {
    definition,
    offered: ['list', 'show', 'search'],
    actions: guardOwnCases(context, ['replaceMentor', 'complete'], [...proposeActions(context), ...paperActions(context), ...remindActions(context), ...orderActions(context), ...lifeActions(context), ...peopleActions(context)]),
    showComponent: 'PanelPage',
    loadShown: createPairPage(context),
    views: Object.keys(views),
    asked: ['people', { name: 'state', kind: 'select', inView: 'all' }, dictionaryField(context, 'direction', 'directions'), curatorField(context), yearField(context)],
  }
}
