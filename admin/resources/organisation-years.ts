import { done } from '../actions/outcomes.js'
import type { ActionScope } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { pageLink } from '../pages/links.js'
import { text } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Organisation', type: 'record', fields: [] } as const

/** A finished year is closed, and opened again by the head with a reason (IMPL-06). */
export function yearActions({ services, texts }: ResourceContext): PanelAction[] {
  const home = () => pageLink('archive')
  const yearOf = async ({ recordId, query }: ActionScope) => (await services.organisations.listYears(recordId ?? '')).find(({ id }) => id === query['year'])

  const lead = (action: 'closeYear' | 'reopenYear') => async (scope: ActionScope) => {
    const year = await yearOf(scope)
    return year ? texts.text(`forms.Organisation.${action}.about`, { year: year.title }) : null
  }

  return [
    {
      ...common,
      fields: [],
      name: 'closeYear',
      icon: 'Lock',
      lead: lead('closeYear'),
      run: async (actor, scope) => done(await services.organisations.closeYear(actor, (await yearOf(scope))?.id ?? ''), home),
    },
    {
      ...common,
      name: 'reopenYear',
      icon: 'Unlock',
      lead: lead('reopenYear'),
      fields: [{ name: 'reason', kind: 'textarea', required: true, most: 500 }],
      run: async (actor, scope, input) => done(await services.organisations.reopenYear(actor, (await yearOf(scope))?.id ?? '', text(input['reason'])), home),
    },
  ]
}
