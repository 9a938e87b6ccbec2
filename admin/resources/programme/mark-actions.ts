import { shortName } from '../../../src/modules/people/person.js'
import type { MarkState } from '../../../src/modules/programmes/programme.js'
import type { ActionScope, Choice, FormField, FormInput } from '../../actions/form.js'
import { keepScan } from '../../actions/keep-scan.js'
import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { text } from '../choices.js'
import type { ResourceContext } from '../resource-entry.js'
import { programmeOf } from './programme-fields.js'

const targetOf = ({ recordId }: ActionScope, input: FormInput) => {
  const [rowId = '', menteeId = ''] = text(input['mark']).split(':')
  return { programmeId: recordId ?? '', rowId, menteeId }
}

/** Marks of completion: reported for someone, accepted, returned, released; each mentee's own (PROG-06, IMPL-27, IMPL-29). */
export function markActions(context: ResourceContext): PanelAction[] {
  const { services } = context
  const common = { resource: 'Programme', type: 'record', fits: ({ state }: Record<string, unknown>) => state === 'running' } as const

  const mark = (...states: MarkState[]): FormField => ({
    name: 'mark',
    kind: 'select',
    required: true,
    async choices(scope): Promise<Choice[]> {
      const programme = await programmeOf(context, scope)
      const marks = (programme?.rows ?? []).flatMap((row) => row.marks.filter(({ state }) => states.includes(state)).map(({ menteeId }) => ({ row, menteeId })))
      const people = new Map((await services.people.getMany(marks.map(({ menteeId }) => menteeId))).map((person) => [person.id, shortName(person)]))
      return marks.map(({ row, menteeId }) => ({ value: `${row.id}:${menteeId}`, label: `${people.get(menteeId) ?? ''}: ${row.measures.slice(0, 100)}` }))
    },
  })

  return [
    {
      ...common,
      name: 'report',
      icon: 'Edit3',
      fields: [mark('open', 'returned'), { name: 'text', kind: 'textarea', most: 2000 }, { name: 'file', kind: 'file' }],
      async run(actor, scope, input) {
        const target = targetOf(scope, input)
        const kept = await keepScan(services, actor, input['file'] ?? null, target.menteeId)
        if (!kept.ok) return kept
        return done(await services.programmes.report(actor, { ...target, text: text(input['text']), fileIds: kept.value ? [kept.value.id] : [] }))
      },
    },
    {
      ...common,
      name: 'accept',
      icon: 'Check',
      variant: 'primary',
      fields: [mark('reported', 'open', 'returned'), { name: 'comment', kind: 'textarea', most: 2000 }],
      run: async (actor, scope, input) => done(await services.programmes.accept(actor, { ...targetOf(scope, input), comment: text(input['comment']) })),
    },
    {
      ...common,
      name: 'return',
      icon: 'CornerUpLeft',
      fields: [mark('reported'), { name: 'comment', kind: 'textarea', required: true, most: 2000 }],
      run: async (actor, scope, input) => done(await services.programmes.returnRow(actor, { ...targetOf(scope, input), comment: text(input['comment']) })),
    },
    {
      ...common,
      name: 'release',
      icon: 'Slash',
      fields: [mark('open', 'reported', 'returned'), { name: 'reason', kind: 'textarea', required: true, most: 500 }],
      run: async (actor, scope, input) => done(await services.programmes.release(actor, { ...targetOf(scope, input), reason: text(input['reason']) })),
    },
  ]
}
