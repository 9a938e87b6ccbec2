import { employmentStates, type EmploymentState } from '../../src/modules/people/person.js'
import type { ActionScope } from '../actions/form.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { text, textOrNone } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

/** «Leave or dismissal»: what follows for the pairs is proposed on the person's page (IMPL-08). */
export function employmentAction({ services, texts }: ResourceContext): PanelAction {
  const held = async ({ recordId }: ActionScope) => (await services.people.get(recordId ?? ''))?.employment ?? null
  return {
    resource: 'Person',
    name: 'employment',
    type: 'record',
    icon: 'Briefcase',
    fits: (record) => !record['archivedAt'],
    fields: [
      { name: 'state', kind: 'select', required: true, choices: employmentStates.map((value) => ({ value, label: texts.text(`employment.${value}`) })), value: async (scope) => (await held(scope))?.state ?? null },
      { name: 'since', kind: 'date', value: async (scope) => (await held(scope))?.since ?? null },
      { name: 'until', kind: 'date', value: async (scope) => (await held(scope))?.until ?? null },
    ],
    run: async (actor, { recordId, seenAt }, input) =>
      done(await services.people.setEmployment(actor, recordId ?? '', { state: text(input['state']) as EmploymentState, since: textOrNone(input['since']) ?? null, until: textOrNone(input['until']) ?? null }, seenAt)),
  }
}
