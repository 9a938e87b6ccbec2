import { defineMeetingModel } from '../../src/modules/meetings/meeting-model.js'
import { meetingStates } from '../../src/modules/meetings/meeting.js'
import { createMeetingPage } from '../pages/meeting-page.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { meetingActions, setMeetingActions } from './meeting-actions.js'
import { yearField } from './list-filters.js'
import { createPairNaming, viewLookUp } from './pair-names.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'
import { atInstant, byYear } from './year-filter.js'

const views = { planned: ['planned'], held: ['held'], off: ['missed', 'cancelled'], all: null } as const

/** Meetings of pairs. */
export function createMeetingResource(context: ResourceContext): ResourceEntry {
  const naming = createPairNaming(context)
  const definition: ResourceDefinition = {
    id: 'Meeting',
    model: panelModel(defineMeetingModel(context.connection)),
    menu: { group: 'mentoring', icon: 'Calendar' },
    scope: 'organisationId',
    title: 'people',
    listed: ['people', 'startsAt', 'kindWord', 'place', 'state'],
    shown: ['people', 'startsAt', 'state', 'pairId'],
    filterable: ['state', 'startsAt'],
    sortable: ['startsAt'],
    sort: { sortBy: 'startsAt', direction: 'desc' },
    references: { pairId: 'Pair' },
    values: { state: meetingStates },
    async enrich(records) {
      await naming.nameByPair(records)
      await naming.wordRecords(records, 'meetingKinds', 'kind', 'kindWord')
    },
    derived: {
      people: { from: ['pairId'], value: ({ names }) => String(names ?? '') },
      kindWord: { from: ['kind'], value: ({ kindWord }) => String(kindWord ?? '') },
    },
    lookUps: { people: naming.pairPersonLookUp, year: byYear(context, atInstant('startsAt')), view: viewLookUp(views) },
  }
  return { definition, offered: ['list', 'show', 'search'], actions: [...setMeetingActions(context), ...meetingActions(context)], showComponent: 'PanelPage', loadShown: createMeetingPage(context), views: Object.keys(views), journal: 'attendance', asked: ['people', { name: 'state', kind: 'select', inView: 'all' }, { name: 'startsAt', kind: 'days' }, yearField(context)] }
}
