import { ok, type Result } from '../../../src/core/result.js'
import type { EndSide } from '../../../src/modules/pairs/pair.js'
import type { Programme } from '../../../src/modules/programmes/programme.js'
import type { Actor } from '../../../src/core/actor.js'
import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { peopleChoices, text } from '../choices.js'
import { dictionaryChoices } from '../dictionary-choices.js'
import type { ResourceContext } from '../resource-entry.js'
import { createPairPeople } from './pair-people.js'

const sides: readonly EndSide[] = ['mentor', 'mentee', 'mutual', 'curator']
const reason = { name: 'reason', kind: 'textarea', required: true, most: 500 } as const
const isOver = ({ state }: Record<string, unknown>) => ['completed', 'terminated', 'replaced'].includes(String(state))

/** Writes the summary when it is new, then confirms: programme and pair are completed together (END-01). */
export async function completeProgramme({ services }: Pick<ResourceContext, 'services'>, actor: Actor, programme: Programme, summary: string): Promise<Result<Programme>> {
  const isNew = summary !== (programme.completion?.summary ?? '')
  const summed = isNew ? await services.programmes.summarise(actor, programme.id, summary) : ok(programme)
  return summed.ok ? services.programmes.confirmCompletion(actor, programme.id) : summed
}

/** Pause, end, completion (IMPL-09, END-01..03). */
export function lifeActions(context: ResourceContext): PanelAction[] {
  const { services, texts } = context
  const common = { resource: 'Pair', type: 'record' } as const
  return [
    {
      ...common,
      name: 'pause',
      icon: 'Pause',
      fits: ({ state }) => state === 'active',
      fields: [reason],
      run: async (actor, { recordId }, input) => done(await services.pairs.pause(actor, recordId ?? '', text(input['reason']))),
    },
    {
      ...common,
      name: 'resume',
      icon: 'Play',
      variant: 'primary',
      fits: ({ state }) => state === 'paused',
      fields: [],
      run: async (actor, { recordId }) => done(await services.pairs.resume(actor, recordId ?? '')),
    },
    {
      ...common,
      name: 'complete',
      icon: 'CheckCircle',
      variant: 'primary',
      fits: ({ state }) => state === 'active' || state === 'paused',
      fields: [{ name: 'summary', kind: 'textarea', required: true, most: 2000, value: async ({ recordId }) => (await services.programmes.ofPair(recordId ?? ''))?.completion?.summary ?? null }],
      async run(actor, { recordId }, input) {
        const programme = await services.programmes.ofPair(recordId ?? '')
        const summary = text(input['summary'])
        if (programme?.state === 'running') return done(await completeProgramme(context, actor, programme, summary))
        return done(await services.pairs.complete(actor, { pairId: recordId ?? '', summary }))
      },
    },
    {
      ...common,
      name: 'terminate',
      icon: 'XCircle',
      variant: 'danger',
      fits: (record) => !isOver(record),
      fields: [
        { name: 'side', kind: 'select', required: true, choices: sides.map((value) => ({ value, label: texts.text(`words.Pair.side.${value}`) })) },
        { name: 'endReason', kind: 'select', required: true, choices: dictionaryChoices(services, 'endReasons') },
        reason,
      ],
      async run(actor, { recordId }, input) {
        return done(await services.pairs.end(actor, { pairId: recordId ?? '', side: text(input['side']) as EndSide, reason: text(input['endReason']), text: text(input['reason']) }))
      },
    },
  ]
}

/** Leaving of one mentee, another curator (END-09, IMPL-12). */
export function peopleActions(context: ResourceContext): PanelAction[] {
  const { services } = context
  const people = createPairPeople(context)
  const common = { resource: 'Pair', type: 'record' } as const
  return [
    {
      ...common,
      name: 'leave',
      icon: 'UserMinus',
      fits: (record) => !isOver(record) && record['isGroup'] === 'yes',
      fields: [{ name: 'menteeId', kind: 'select', required: true, choices: people.mentees }, reason],
      async run(actor, { recordId }, input) {
        return done(await services.pairs.leave(actor, { pairId: recordId ?? '', menteeId: text(input['menteeId']), reason: text(input['reason']) }))
      },
    },
    {
      ...common,
      name: 'handOver',
      icon: 'Repeat',
      fits: (record) => !isOver(record),
      fields: [{ name: 'curatorId', kind: 'select', required: true, choices: ({ organisationId }) => peopleChoices(services, organisationId, 'curator') }],
      async run(actor, { recordId }, input) {
        return done(await services.pairs.handOver(actor, { pairIds: [recordId ?? ''], curatorId: text(input['curatorId']) }))
      },
    },
  ]
}
