import { defineProgrammeModel } from '../../src/modules/programmes/programme-model.js'
import { programmeStates } from '../../src/modules/programmes/programme.js'
import { guardOwnCases } from '../actions/own-case.js'
import { createProgrammePage } from '../pages/programme-page.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { dictionaryField, yearField } from './list-filters.js'
import { createPairNaming, viewLookUp } from './pair-names.js'
import { agreeActions } from './programme/agree-actions.js'
import { composeActions } from './programme/compose-actions.js'
import { markActions } from './programme/mark-actions.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'
import { byYear, ofYear } from './year-filter.js'

const views = { work: ['draft', 'shown', 'agreed', 'approved'], running: ['running'], over: ['completed', 'terminated'], all: null } as const

/** Personalised programmes with their plans (PROG-03, PROG-05). */
export function createProgrammeResource(context: ResourceContext): ResourceEntry {
  const naming = createPairNaming(context)
  const definition: ResourceDefinition = {
    id: 'Programme',
    model: panelModel(defineProgrammeModel(context.connection)),
    menu: { group: 'mentoring', icon: 'List' },
    scope: 'organisationId',
    title: 'people',
    listed: ['people', 'state', 'startsOn', 'endsOn', 'updatedAt'],
    shown: ['people', 'state', 'pairId'],
    filterable: ['state'],
    sortable: ['updatedAt', 'endsOn'],
    sort: { sortBy: 'updatedAt', direction: 'desc' },
    references: { pairId: 'Pair' },
    values: { state: programmeStates },
    days: ['startsOn', 'endsOn'],
    enrich: naming.nameByPair,
    derived: { people: { from: ['pairId'], value: ({ names }) => String(names ?? '') } },
    lookUps: { people: naming.pairPersonLookUp, direction: naming.dictionaryLookUp('directions', 'directions'), year: byYear(context, ofYear), view: viewLookUp(views) },
  }
  return {
    definition,
    offered: ['list', 'show', 'search'],
    actions: guardOwnCases(context, ['approve', 'accept', 'release', 'complete', 'edit', 'addRow', 'changeRow'], [...composeActions(context), ...agreeActions(context), ...markActions(context)]),
    showComponent: 'PanelPage',
    loadShown: createProgrammePage(context),
    views: Object.keys(views),
    asked: ['people', { name: 'state', kind: 'select', inView: 'all' }, dictionaryField(context, 'direction', 'directions'), yearField(context)],
  }
}
