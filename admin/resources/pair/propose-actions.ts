import type { ActionScope, FormField } from '../../actions/form.js'
import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { recordLink } from '../../pages/links.js'
import { list, text, textOrNone } from '../choices.js'
import { dictionaryChoices, onlyValue } from '../dictionary-choices.js'
import type { ResourceContext } from '../resource-entry.js'
import { createCandidates } from './candidates.js'

const longestWhy = 600
const overrideReason: FormField = { name: 'overrideReason', kind: 'text', isMore: true }

/** Proposing a pair or a group (PAIR-03, PAIR-05, PAIR-11), and another mentor for one that works (END-09). */
export function proposeActions(context: ResourceContext): PanelAction[] {
  const { services } = context
  const candidates = createCandidates(context)
  /** The first kind of the list is the usual one for a single mentee. */
  const usualKind = async (scope: ActionScope) => {
    const [usual] = await dictionaryChoices(services, 'kinds')(scope)
    return usual && !scope.query['menteeIds']?.includes(',') ? [usual.value] : []
  }
  return [
    {
      resource: 'Pair',
      name: 'propose',
      type: 'resource',
      icon: 'Plus',
      variant: 'primary',
      fields: [
        { name: 'mentorId', kind: 'person', required: true, choices: candidates.mentors },
        { name: 'menteeIds', kind: 'people', required: true, choices: candidates.mentees },
        { name: 'form', kind: 'select', required: true, choices: dictionaryChoices(services, 'forms'), value: onlyValue(services, 'forms') },
        { name: 'kinds', kind: 'multiselect', required: true, choices: dictionaryChoices(services, 'kinds'), value: usualKind },
        { name: 'why', kind: 'textarea', most: longestWhy },
        { name: 'direction', kind: 'select', choices: dictionaryChoices(services, 'directions'), isMore: true },
        overrideReason,
      ],
      async run(actor, _scope, input) {
        const override = textOrNone(input['overrideReason'])
        const given = { mentorId: text(input['mentorId']), menteeIds: list(input['menteeIds']), form: text(input['form']), kinds: list(input['kinds']), direction: textOrNone(input['direction']) ?? null, why: text(input['why']) }
        return done(await services.pairs.propose(actor, { ...given, ...(override ? { overrideReason: override } : {}) }), ({ id }) => recordLink('Pair', id))
      },
    },
    {
      resource: 'Pair',
      name: 'replaceMentor',
      type: 'record',
      icon: 'Users',
      fits: ({ state }) => ['ordered', 'active', 'paused', 'terminated'].includes(String(state)),
      fields: [
        { name: 'mentorId', kind: 'person', required: true, choices: candidates.mentors },
        { name: 'reason', kind: 'textarea', required: true, most: 500 },
        { name: 'why', kind: 'textarea', most: longestWhy },
        overrideReason,
      ],
      async run(actor, { recordId }, input) {
        const override = textOrNone(input['overrideReason'])
        const given = { pairId: recordId ?? '', mentorId: text(input['mentorId']), reason: text(input['reason']), why: text(input['why']) }
        return done(await services.pairs.replaceMentor(actor, { ...given, ...(override ? { overrideReason: override } : {}) }), ({ id }) => recordLink('Pair', id))
      },
    },
  ]
}
