import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { recordLink } from '../../pages/links.js'
import { text } from '../choices.js'
import { completeProgramme } from '../pair/life-actions.js'
import type { ResourceContext } from '../resource-entry.js'
import { menteeChoices } from './compose-actions.js'
import { programmeOf } from './programme-fields.js'

const is = (...states: string[]) => ({ state }: Record<string, unknown>) => states.includes(String(state))

/** Showing, the mentee's answer, approval, completion, paper (PROG-08, PROG-24, END-01, DOC-06). */
export function agreeActions(context: ResourceContext): PanelAction[] {
  const { services, texts } = context
  const common = { resource: 'Programme', type: 'record' } as const
  return [
    {
      ...common,
      name: 'offer',
      icon: 'Send',
      fits: is('draft'),
      fields: [],
      run: async (actor, { recordId }) => done(await services.programmes.show(actor, recordId ?? '')),
    },
    {
      ...common,
      name: 'answer',
      icon: 'CheckSquare',
      fits: is('shown'),
      fields: [
        { name: 'menteeId', kind: 'select', required: true, choices: menteeChoices(context) },
        { name: 'answer', kind: 'select', required: true, choices: ['agreed', 'correction'].map((value) => ({ value, label: texts.text(`words.Programme.answer.${value}`) })) },
        { name: 'text', kind: 'textarea', most: 2000 },
      ],
      async run(actor, { recordId }, input) {
        const about = { programmeId: recordId ?? '', menteeId: text(input['menteeId']) }
        if (input['answer'] === 'agreed') return done(await services.programmes.agree(actor, about))
        return done(await services.programmes.proposeCorrection(actor, { ...about, text: text(input['text']) }))
      },
    },
    {
      ...common,
      name: 'approve',
      icon: 'CheckCircle',
      variant: 'primary',
      fits: is('agreed'),
      fields: [],
      run: async (actor, { recordId }) => done(await services.programmes.approve(actor, recordId ?? '')),
    },
    {
      ...common,
      name: 'sendBack',
      icon: 'CornerUpLeft',
      fits: is('agreed'),
      fields: [{ name: 'reason', kind: 'textarea', required: true, most: 500 }],
      run: async (actor, { recordId }, input) => done(await services.programmes.sendBack(actor, recordId ?? '', text(input['reason']))),
    },
    {
      ...common,
      name: 'complete',
      icon: 'CheckCircle',
      variant: 'primary',
      fits: is('running'),
      fields: [{ name: 'summary', kind: 'textarea', required: true, most: 2000, value: async (scope) => (await programmeOf(context, scope))?.completion?.summary ?? null }],
      async run(actor, scope, input) {
        const programme = await programmeOf(context, scope)
        if (!programme) return { ok: false, problem: { code: 'programme-not-found' } }
        return done(await completeProgramme(context, actor, programme, text(input['summary'])), ({ pairId }) => recordLink('Pair', pairId))
      },
    },
    {
      ...common,
      name: 'print',
      icon: 'Printer',
      fields: [],
      run: async (actor, { recordId }) => done(await services.documents.makeProgramme(actor, recordId ?? ''), ({ id }) => recordLink('Document', id)),
    },
  ]
}
