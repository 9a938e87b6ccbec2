import { currentMenteeIds } from '../../../src/modules/pairs/pair.js'
import { fullName, shortName } from '../../../src/modules/people/person.js'
import type { ProgrammeState } from '../../../src/modules/programmes/programme.js'
import type { ActionScope, Choice } from '../../actions/form.js'
import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { formatDay } from '../../pages/format.js'
import { recordLink } from '../../pages/links.js'
import { text, textOrNone } from '../choices.js'
import type { ResourceContext } from '../resource-entry.js'
import { contentFields, contentOf, programmeOf, rowFields, rowOf } from './programme-fields.js'

const composed: readonly ProgrammeState[] = ['agreed', 'draft', 'shown', 'approved', 'running']
const isComposed = ({ state }: Record<string, unknown>) => composed.some((known) => known === state)

/** Making and changing the plan before approval, and by the curator with a reason after it (PROG-03, PROG-05, PROG-24). */
export function composeActions(context: ResourceContext): PanelAction[] {
  const { services } = context
  const common = { resource: 'Programme', type: 'record', fits: isComposed } as const

  async function pairsWithoutPlan({ organisationId }: ActionScope): Promise<Choice[]> {
    if (organisationId === null) return []
    const pairs = await services.pairs.list(organisationId, { states: ['agreed', 'consents', 'ordered', 'active'] })
    const choices: Choice[] = []
    for (const pair of pairs) {
      if (await services.programmes.ofPair(pair.id)) continue
      const people = await services.people.getMany([pair.mentorId, ...currentMenteeIds(pair)])
      choices.push({ value: pair.id, label: people.map(shortName).join(' — ') })
    }
    return choices
  }

  /** Finished plans, to begin with their rows (IMPL-06). */
  async function models({ organisationId }: ActionScope): Promise<Choice[]> {
    const known = organisationId === null ? [] : await services.programmes.list(organisationId, { states: ['completed', 'terminated', 'running'] })
    return known.filter(({ rows: plan }) => plan.length > 0).map(({ id, title, goal, startsOn, endsOn, rows: plan }) => ({ value: id, label: context.texts.text('forms.Programme.draft.model', { title, goal, from: formatDay(startsOn), to: formatDay(endsOn), rows: plan.length }) }))
  }

  async function rows(scope: ActionScope): Promise<Choice[]> {
    const programme = await programmeOf(context, scope)
    return (programme?.rows ?? []).map(({ id, measures }) => ({ value: id, label: measures.slice(0, 120) }))
  }

  return [
    {
      resource: 'Programme',
      name: 'draft',
      type: 'resource',
      icon: 'Plus',
      variant: 'primary',
      fields: [
        { name: 'pairId', kind: 'select', required: true, choices: pairsWithoutPlan },
        { name: 'templateId', kind: 'select', choices: models },
      ],
      run: async (actor, _scope, input) => done(await services.programmes.draft(actor, text(input['pairId']), textOrNone(input['templateId'])), ({ id }) => recordLink('Programme', id)),
    },
    {
      ...common,
      name: 'edit',
      icon: 'Edit',
      fields: contentFields(context),
      run: async (actor, { recordId, seenAt }, input) => done(await services.programmes.change(actor, recordId ?? '', contentOf(input), textOrNone(input['reason']), seenAt)),
    },
    {
      ...common,
      name: 'addRow',
      icon: 'Plus',
      fields: rowFields(context),
      run: async (actor, { recordId }, input) => done(await services.programmes.addRow(actor, recordId ?? '', rowOf(input), textOrNone(input['reason']))),
    },
    {
      ...common,
      name: 'changeRow',
      icon: 'Edit',
      fields: [{ name: 'row', kind: 'select', required: true, choices: rows }, ...rowFields(context)],
      async run(actor, { recordId, seenAt }, input) {
        const reason = textOrNone(input['reason'])
        return done(await services.programmes.changeRow(actor, { programmeId: recordId ?? '', rowId: text(input['row']), patch: rowOf(input), seenAt, ...(reason ? { reason } : {}) }))
      },
    },
    {
      ...common,
      name: 'removeRow',
      icon: 'Trash2',
      fits: ({ state }) => state === 'draft' || state === 'shown' || state === 'agreed',
      fields: [{ name: 'row', kind: 'select', required: true, choices: rows }],
      run: async (actor, { recordId }, input) => done(await services.programmes.removeRow(actor, { programmeId: recordId ?? '', rowId: text(input['row']) })),
    },
  ]
}

/** Mentees of the record's pair as choices. */
export function menteeChoices(context: ResourceContext) {
  return async (scope: ActionScope): Promise<Choice[]> => {
    const programme = await programmeOf(context, scope)
    const pair = programme && (await context.services.pairs.get(programme.pairId))
    return pair ? (await context.services.people.getMany(currentMenteeIds(pair))).map((person) => ({ value: person.id, label: fullName(person) })) : []
  }
}
