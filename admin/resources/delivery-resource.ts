import { ok } from '../../src/core/result.js'
import type { DeliveryKind } from '../../src/modules/deliveries/delivery.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import type { PanelAction } from '../actions/panel-action.js'
import { createFateWords, fateOf, fates, isUndelivered, mayResend, notIdle, type FateFacts } from '../pages/delivery-fate.js'
import { createDeliverySubjects, type SubjectFacts } from '../pages/delivery-subjects.js'
import { createDigestTimes } from '../pages/digest-times.js'
import { listLink } from '../pages/links.js'
import { createDeliveryHead, undelivered } from '../pages/delivery-head.js'
import type { PanelUser } from '../gate/panel-user.js'
import { panelModel, type PlainRecord, type ResourceDefinition } from '../resource/definition.js'
import { byPerson, byView, whose, withPeople } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const factsOf = (record: PlainRecord) => record as unknown as FateFacts
const stored = ['state', 'error', 'digestOf', 'handledAt', 'attempt', 'dueAt', 'nextTryAt', 'sentAt', 'personId', 'organisationId']

/** Adds the person, the organisation's zone and the time of the digest to rows of the journal. */
function withZones(context: ResourceContext) {
  const people = withPeople(context)
  const digestTimes = createDigestTimes(context.connection)
  const subjects = createDeliverySubjects(context)
  return async (records: PlainRecord[], user: PanelUser): Promise<void> => {
    await people(records)
    const subjectOf = await subjects(records as unknown as SubjectFacts[], user)
    const ids = [...new Set(records.map((record) => String(record['organisationId'])))]
    const zones = new Map(await Promise.all(ids.map(async (id) => [id, (await context.services.organisations.get(id))?.zone ?? context.zone] as const)))
    const digestAt = await digestTimes(records)
    for (const record of records) Object.assign(record, { zone: zones.get(String(record['organisationId'])), digestAt: digestAt(record), about: subjectOf(record as unknown as SubjectFacts) })
  }
}

function resendAction({ services, texts }: ResourceContext): PanelAction {
  const { kind } = createFateWords(texts)
  return {
    resource: 'Delivery',
    name: 'resend',
    type: 'record',
    icon: 'RefreshCw',
    variant: 'primary',
    // A digest whose parts have ended would be empty: its parts are sent again one by one.
    fits: ({ state, about }) => mayResend(String(state)) && about !== kind('digest'),
    lead: ({ record }) => (record['state'] === 'unknown' ? texts.text('forms.Delivery.resend.leadUnknown') : null),
    fields: [],
    async run(actor, { recordId }) {
      const done = await services.deliveries.resend(actor, recordId ?? '')
      return done.ok ? ok() : done
    },
  }
}

/** The curator told the person by phone or in person: it waits for nobody any more. */
function handledAction({ services }: ResourceContext): PanelAction {
  return {
    resource: 'Delivery',
    name: 'handled',
    type: 'record',
    icon: 'Check',
    fits: ({ state }) => isUndelivered(String(state)) || state === 'unknown',
    fields: [],
    async run(actor, { recordId }) {
      const done = await services.deliveries.markHandled(actor, recordId ?? '')
      return done.ok ? ok({ redirectTo: listLink('Delivery', 'failed') }) : done
    },
  }
}

/** The journal of messages to people: what became of each, when, why not, and whom to phone (IMPL-03). */
export function createDeliveryResource(context: ResourceContext): ResourceEntry {
  const { connection, clock, texts, zone } = context
  const words = createFateWords(texts)
  const call = (record: PlainRecord) => {
    const { phone, telegramId, unreachableAt } = (record['person'] ?? {}) as { phone?: string; telegramId?: number; unreachableAt?: string }
    const fate = fateOf(factsOf(record))
    const needsCall = fate === 'by-hand' || (isUndelivered(fate) && (!telegramId || unreachableAt))
    if (!needsCall) return ''
    return texts.text(phone ? 'words.Delivery.call' : 'words.Delivery.callNoPhone', { phone: phone ?? '' })
  }
  const definition: ResourceDefinition = {
    id: 'Delivery',
    model: panelModel(defineDeliveryModel(connection)),
    menu: { group: 'office', icon: 'Mail' },
    scope: 'organisationId',
    title: 'who',
    listed: ['who', 'about', 'state', 'when', 'why'],
    shown: ['personId', 'about', 'state', 'when', 'why', 'sentAt', 'dueAt', 'expiresAt', 'createdAt'],
    filterable: ['personId'],
    sortable: ['when'],
    sortPaths: { when: 'nextTryAt' },
    sort: { sortBy: 'nextTryAt', direction: 'desc' },
    sorts: { waiting: { path: 'nextTryAt', direction: 'asc' } },
    references: { personId: 'Person' },
    values: { state: fates },
    borrowed: ['phone'],
    derived: {
      who: whose,
      about: { from: ['kind', 'subject', 'params', 'personId'], value: ({ kind, about }) => words.about(kind as DeliveryKind, String(about ?? '')) },
      state: { from: stored, value: (record) => fateOf(factsOf(record)) },
      when: { from: stored, value: (record) => words.when(factsOf(record), clock.now(), String(record['zone'] ?? zone)) },
      why: { from: stored, value: (record) => [words.why(factsOf(record)), call(record)].filter(Boolean).join(' ') },
    },
    enrich: withZones(context),
    lookUps: {
      person: byPerson(context),
      view: byView({
        journal: () => ({ dueAt: { $lte: clock.now() }, ...notIdle }),
        failed: () => undelivered(clock.now()),
        waiting: () => ({ state: { $in: ['pending', 'sending'] } }),
        unknown: () => ({ state: 'unknown', handledAt: null }),
        sent: () => ({ state: 'sent' }),
        late: () => ({ $or: [{ state: 'expired' }, { state: { $in: ['failed', 'dead'] }, handledAt: null, expiresAt: { $lte: clock.now() } }] }),
        all: () => ({}),
      }),
    },
  }
  return {
    definition,
    offered: ['list', 'show', 'search'],
    views: ['journal', 'failed', 'waiting', 'unknown', 'sent', 'late', 'all'],
    searchView: 'journal',
    asked: ['person'],
    rowActions: ['handled', 'resend'],
    loadHead: createDeliveryHead(context),
    actions: [handledAction(context), resendAction(context)],
  }
}
