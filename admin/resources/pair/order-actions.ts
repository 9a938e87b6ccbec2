import { dayOf } from '../../../src/core/dates.js'
import { currentMenteeIds, type Pair } from '../../../src/modules/pairs/pair.js'
import { fullName } from '../../../src/modules/people/person.js'
import type { ActionScope, Choice, FormField } from '../../actions/form.js'
import { keepScan } from '../../actions/keep-scan.js'
import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { recordLink } from '../../pages/links.js'
import { list, text } from '../choices.js'
import type { ResourceContext } from '../resource-entry.js'

/** The head's order for one or several pairs: printed for signing, and recorded (PAIR-04, DOC-04, MENTOR-08). */
export function orderActions(context: ResourceContext): PanelAction[] {
  const { services, clock } = context
  const today = ({ user }: ActionScope) => dayOf(clock.now(), user.zone)

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
