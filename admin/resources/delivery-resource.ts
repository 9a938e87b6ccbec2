import { ok } from '../../src/core/result.js'
import { deliveryKinds, deliveryStates } from '../../src/modules/deliveries/delivery.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import { panelModel, type PlainRecord, type ResourceDefinition } from '../resource/definition.js'
import { byPerson, byView, whose, withPeople } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const resendable = ['failed', 'dead']

/** Messages to people and what became of them: what did not arrive stands first (IMPL-03). */
export function createDeliveryResource(context: ResourceContext): ResourceEntry {
  const { connection, services, texts } = context
  const advice = ({ person, state }: PlainRecord) => {
    const { phone, telegramId, unreachableAt } = (person ?? {}) as { phone?: string; telegramId?: number; unreachableAt?: string }
    if (!resendable.includes(String(state)) || (telegramId && !unreachableAt)) return ''
    return texts.text(phone ? 'words.Delivery.call' : 'words.Delivery.callNoPhone', { phone: phone ?? '' })
  }
  const definition: ResourceDefinition = {
    id: 'Delivery',
    model: panelModel(defineDeliveryModel(connection)),
    menu: { group: 'office', icon: 'Mail' },
    scope: 'organisationId',
    title: 'who',
    listed: ['who', 'kind', 'state', 'advice', 'dueAt', 'sentAt'],
    shown: ['personId', 'kind', 'state', 'advice', 'dueAt', 'nextTryAt', 'sentAt', 'expiresAt', 'attempt', 'error', 'createdAt'],
    filterable: ['state', 'kind', 'personId'],
    sortable: ['dueAt'],
    sort: { sortBy: 'dueAt', direction: 'desc' },
    references: { personId: 'Person' },
    values: { state: deliveryStates, kind: Object.keys(deliveryKinds) },
    derived: { who: whose, advice: { from: ['personId', 'state'], value: advice } },
    enrich: withPeople(context),
    lookUps: {
      person: byPerson(context),
      view: byView({
        failed: () => ({ state: { $in: resendable } }),
        unknown: () => ({ state: 'unknown' }),
        pending: () => ({ state: { $in: ['pending', 'sending'] } }),
        sent: () => ({ state: 'sent' }),
        all: () => ({}),
      }),
    },
  }
  return {
    definition,
    offered: ['list', 'show', 'search'],
    views: ['failed', 'unknown', 'pending', 'sent', 'all'],
    asked: ['person'],
    actions: [
      {
        resource: 'Delivery',
        name: 'resend',
        type: 'record',
        icon: 'RefreshCw',
        variant: 'primary',
        fits: ({ state }) => resendable.includes(String(state)),
        fields: [],
        async run(actor, { recordId }) {
          const done = await services.deliveries.resend(actor, recordId ?? '')
          return done.ok ? ok() : done
        },
      },
    ],
  }
}
