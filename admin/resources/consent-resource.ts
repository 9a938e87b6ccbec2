import { consentKinds, consentStates } from '../../src/modules/consents/consent.js'
import { defineConsentModel } from '../../src/modules/consents/consent-model.js'
import { createConsentPage } from '../pages/consent-page.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { printAction, refuseAction, registerAction, withdrawAction } from './consent-actions.js'
import { consentTextActions } from './consent-texts.js'
import { byPerson, byView, whose, withPeople } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

/** Papers of each person: text, version, hash, way and time (CONS-07). */
export function createConsentResource(context: ResourceContext): ResourceEntry {
  const definition: ResourceDefinition = {
    id: 'Consent',
    model: panelModel(defineConsentModel(context.connection)),
    menu: { group: 'papers', icon: 'FileText' },
    scope: 'organisationId',
    title: 'who',
    listed: ['who', 'kind', 'state', 'way', 'signedOn', 'decidedAt'],
    shown: ['personId', 'kind', 'state', 'way', 'signedOn', 'decidedAt', 'pairId', 'fileId', 'current', 'updatedAt'],
    filterable: ['state', 'kind', 'personId', 'way'],
    sortable: ['decidedAt'],
    sort: { sortBy: 'decidedAt', direction: 'desc' },
    references: { personId: 'Person', pairId: 'Pair' },
    days: ['signedOn'],
    values: { state: consentStates, kind: consentKinds, way: ['paper', 'button'] },
    derived: { who: whose },
    enrich: withPeople(context),
    lookUps: {
      person: byPerson(context),
      view: byView({
        waiting: () => ({ current: true, state: 'declared' }),
        given: () => ({ current: true, state: 'given' }),
        refused: () => ({ current: true, state: { $in: ['refused', 'withdrawn'] } }),
        all: () => ({}),
      }),
    },
  }
  return {
    definition,
    offered: ['list', 'show', 'search'],
    views: ['waiting', 'given', 'refused', 'all'],
    asked: ['person', { name: 'kind', kind: 'select' }, { name: 'state', kind: 'select', inView: 'all' }],
    actions: [registerAction(context), refuseAction(context), withdrawAction(context), printAction(context), ...consentTextActions(context)],
    showComponent: 'PanelPage',
    loadShown: createConsentPage(context),
  }
}
