import { defineRequestModel } from '../../src/modules/requests/request-model.js'
import { openRequestStates, requestKinds, requestStates } from '../../src/modules/requests/request.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { guardOwnCases } from '../actions/own-case.js'
import { createRequestPage } from '../pages/request-page.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { text } from './choices.js'
import { createPairNaming, viewLookUp } from './pair-names.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const views = { open: openRequestStates, curator: ['curator'], over: ['accepted', 'declined', 'answered', 'cancelled'], all: null } as const
const isOpen = ({ state }: Record<string, unknown>) => openRequestStates.some((known) => known === state)
const isTerm = (record: Record<string, unknown>) => isOpen(record) && record['kind'] === 'term'

/** The curator decides on a term outside the programme's dates, and may answer for someone (REQ-01, REQ-06, IMPL-29). */
function requestActions({ services }: ResourceContext): PanelAction[] {
  const common = { resource: 'Request', type: 'record' } as const
  return [
    {
      ...common,
      name: 'accept',
      icon: 'Check',
      variant: 'primary',
      fits: isTerm,
      fields: [],
      run: async (actor, { recordId }) => done(await services.requests.acceptTerm(actor, recordId ?? '')),
    },
    {
      ...common,
      name: 'counter',
      icon: 'Calendar',
      fits: (record) => isTerm(record) && record['state'] !== 'curator',
      fields: [{ name: 'proposedOn', kind: 'date', required: true }],
      run: async (actor, { recordId }, input) => done(await services.requests.counterTerm(actor, { requestId: recordId ?? '', proposedOn: text(input['proposedOn']) })),
    },
    {
      ...common,
      name: 'decline',
      icon: 'X',
      fits: isTerm,
      fields: [{ name: 'text', kind: 'textarea', most: 500 }],
      run: async (actor, { recordId }, input) => done(await services.requests.declineTerm(actor, { requestId: recordId ?? '', text: text(input['text']) })),
    },
    {
      ...common,
      name: 'answer',
      icon: 'MessageSquare',
      variant: 'primary',
      fits: (record) => isOpen(record) && record['kind'] === 'help',
      fields: [{ name: 'text', kind: 'textarea', required: true, most: 1000 }],
      run: async (actor, { recordId }, input) => done(await services.requests.answerHelp(actor, { requestId: recordId ?? '', text: text(input['text']) })),
    },
  ]
}

/** Requests for help and for other terms. */
export function createRequestResource(context: ResourceContext): ResourceEntry {
  const naming = createPairNaming(context)
  const definition: ResourceDefinition = {
    id: 'Request',
    model: panelModel(defineRequestModel(context.connection)),
    menu: { group: 'mentoring', icon: 'HelpCircle' },
    scope: 'organisationId',
    title: 'people',
    listed: ['people', 'kind', 'askedAt', 'proposedOn', 'state'],
    shown: ['people', 'kind', 'state', 'askedAt', 'pairId'],
    filterable: ['state', 'kind', 'askedAt'],
    sortable: ['askedAt'],
    sort: { sortBy: 'askedAt', direction: 'desc' },
    references: { pairId: 'Pair' },
    values: { state: requestStates, kind: requestKinds },
    days: ['proposedOn'],
    enrich: naming.nameByPair,
    derived: { people: { from: ['pairId'], value: ({ names }) => String(names ?? '') } },
    lookUps: { people: naming.pairPersonLookUp, view: viewLookUp(views) },
  }
  return { definition, offered: ['list', 'show', 'search'], actions: guardOwnCases(context, ['accept'], requestActions(context)), showComponent: 'PanelPage', loadShown: createRequestPage(context), views: Object.keys(views), journal: 'requests', asked: ['people', { name: 'kind', kind: 'select' }, { name: 'state', kind: 'select', inView: 'all' }, { name: 'askedAt', kind: 'days' }] }
}
