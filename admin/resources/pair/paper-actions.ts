import { dayOf } from '../../../src/core/dates.js'
import type { ConsentKind } from '../../../src/modules/consents/consent.js'
import { neededConsents } from '../../../src/modules/pairs/pair-rules.js'
import { currentMenteeIds, participantIds, type Pair } from '../../../src/modules/pairs/pair.js'
import { fullName, shortName } from '../../../src/modules/people/person.js'
import type { ActionScope, Choice, FormField } from '../../actions/form.js'
import { keepScan } from '../../actions/keep-scan.js'
import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { recordLink } from '../../pages/links.js'
import { list, text } from '../choices.js'
import type { ResourceContext } from '../resource-entry.js'
import { createPairPeople, pairOf } from './pair-people.js'

/** Recording an answer, registering a signed consent, and the head's order (IMPL-29, CONS-07, PAIR-04, DOC-04). */
export function paperActions(context: ResourceContext): PanelAction[] {
  const { services, texts, clock } = context
  const people = createPairPeople(context)
  const today = ({ user }: ActionScope) => dayOf(clock.now(), user.zone)

  async function owedPapers(scope: ActionScope): Promise<Choice[]> {
    const pair = await pairOf(context, scope)
    if (!pair) return []
    const choices: Choice[] = []
    for (const person of await services.people.getMany(participantIds(pair))) {
      for (const kind of neededConsents(pair, person.id)) {
        if (await services.consents.has(person.id, kind, kind === 'duties' ? pair.id : null)) continue
        choices.push({ value: `${person.id}:${kind}`, label: `${shortName(person)}: ${texts.text(`words.Consent.kind.${kind}`)}` })
      }
    }
    return choices
  }

  async function pairLine(pair: Pair): Promise<string> {
    const found = await services.people.getMany([pair.mentorId, ...currentMenteeIds(pair)])
    return found.map(fullName).join(' — ')
  }

  async function waitingForOrder({ organisationId }: ActionScope): Promise<Choice[]> {
    const pairs = organisationId === null ? [] : await services.pairs.list(organisationId, { states: ['consents'] })
    return Promise.all(pairs.map(async (pair) => ({ value: pair.id, label: await pairLine(pair) })))
  }

  /** What stands on the order that was printed for this pair, if one was. */
  async function printed(pairIds: readonly string[], { organisationId }: ActionScope) {
    const orders = organisationId === null ? [] : await services.documents.list(organisationId, { kind: 'order' })
    return orders.find((order) => pairIds.some((id) => order.pairIds.includes(id))) ?? null
  }

  const orderFields: FormField[] = [
    { name: 'number', kind: 'text', required: true, most: 40, value: async (scope) => (await printed((scope.query['pairIds'] ?? '').split(','), scope))?.number ?? null },
    { name: 'on', kind: 'date', required: true, value: async (scope) => (await printed((scope.query['pairIds'] ?? '').split(','), scope))?.on ?? today(scope) },
  ]
  return [
    {
      resource: 'Pair',
      name: 'answer',
      type: 'record',
      icon: 'CheckSquare',
      fits: ({ state }) => state === 'proposed' || state === 'agreed',
      fields: [
        { name: 'personId', kind: 'select', required: true, choices: people.participants },
        { name: 'answer', kind: 'select', required: true, choices: (['agreed', 'declined', 'talk'] as const).map((value) => ({ value, label: texts.text(`words.Pair.answer.${value}`) })) },
        { name: 'reason', kind: 'textarea', most: 500 },
      ],
      async run(actor, { recordId }, input) {
        const answer = text(input['answer']) as 'agreed' | 'declined' | 'talk'
        return done(await services.pairs.answer(actor, { pairId: recordId ?? '', personId: text(input['personId']), answer, reason: text(input['reason']) }))
      },
    },
    {
      resource: 'Pair',
      name: 'registerConsent',
      type: 'record',
      icon: 'FileText',
      fits: ({ state }) => !['completed', 'terminated', 'replaced'].includes(String(state)),
      fields: [
        { name: 'paper', kind: 'select', required: true, choices: owedPapers },
        { name: 'signedOn', kind: 'date', required: true, value: today },
        { name: 'scan', kind: 'file' },
      ],
      async run(actor, { recordId }, input) {
        const [personId = '', kind = ''] = text(input['paper']).split(':')
        const scan = await keepScan(services, actor, input['scan'] ?? null, personId)
        if (!scan.ok) return scan
        const pairId = kind === 'duties' ? recordId : null
        return done(await services.consents.registerPaper(actor, { personId, kind: kind as ConsentKind, pairId, signedOn: text(input['signedOn']), fileId: scan.value?.id ?? null }))
      },
    },
    {
      resource: 'Pair',
      name: 'order',
      type: 'resource',
      icon: 'FileText',
      fields: [{ name: 'pairIds', kind: 'people', required: true, choices: waitingForOrder }, ...orderFields, { name: 'scan', kind: 'file' }],
      async run(actor, _scope, input) {
        const scan = await keepScan(services, actor, input['scan'] ?? null)
        if (!scan.ok) return scan
        const pairIds = list(input['pairIds'])
        const ordered = await services.pairs.recordOrder(actor, { pairIds, number: text(input['number']), on: text(input['on']), fileId: scan.value?.storedAs ?? null })
        return done(ordered, ([first]) => (first && pairIds.length === 1 ? recordLink('Pair', first.id) : '/admin/resources/Pair'))
      },
    },
    {
      resource: 'Pair',
      name: 'print',
      type: 'record',
      icon: 'Printer',
      fits: ({ state }) => state === 'consents',
      fields: [{ name: 'number', kind: 'text', required: true, most: 40 }, { name: 'on', kind: 'date', required: true, value: today }],
      async run(actor, { recordId }, input) {
        const made = await services.documents.makeOrder(actor, { pairIds: [recordId ?? ''], number: text(input['number']), on: text(input['on']) })
        return done(made, ({ id }) => recordLink('Document', id))
      },
    },
  ]
}
