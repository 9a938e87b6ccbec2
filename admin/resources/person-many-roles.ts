import type { Role } from '../../src/core/actor.js'
import { mayOpen } from '../../src/modules/accounts/rights.js'
import { fullName } from '../../src/modules/people/person.js'
import type { ActionScope, Choice, FormField } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { actionLink, listLink, pageLink } from '../pages/links.js'
import { list, organisationChoices, text } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const mostShown = 500
const fieldsByRole = { mentors: 'mentor', mentees: 'mentee' } as const satisfies Record<string, Role>

/** The organisation that is meant: one's own, or the one in the address for whoever keeps several. */
const organisationOf = ({ user, query }: ActionScope) => user.organisationId ?? text(query['organisationId'])

/** «Name the mentors and the mentees»: roles for many people at once, all of them or none (ROLE-01). */
export function nameRolesAction({ services, texts }: ResourceContext): PanelAction {
  const waiting = (scope: ActionScope) => services.people.list(organisationOf(scope), { withoutRole: true, pageSize: mostShown })
  const choices = async (scope: ActionScope): Promise<Choice[]> =>
    (await waiting(scope)).items.map((person) => ({ value: person.id, label: [fullName(person), person.position, person.subject].filter(Boolean).join(', ') }))
  return {
    resource: 'Person',
    name: 'nameRoles',
    type: 'resource',
    icon: 'UserPlus',
    lead: async (scope) => (organisationOf(scope) ? texts.text('forms.Person.nameRoles.count', { count: (await waiting(scope)).total }) : texts.text('forms.Person.nameRoles.whose')),
    fields: (scope): FormField[] =>
      organisationOf(scope)
        ? Object.keys(fieldsByRole).map((name) => ({ name, kind: 'people', choices }))
        : [{ name: 'organisationId', kind: 'select', required: true, choices: () => organisationChoices(services, scope.user) }],
    async run(actor, scope, input) {
      const organisationId = organisationOf(scope)
      if (!organisationId) return { ok: true, value: { quiet: true, redirectTo: actionLink('Person', 'nameRoles', null, { organisationId: text(input['organisationId']) }) } }
      const given = Object.entries(fieldsByRole).flatMap(([field, role]) => list(input[field]).map((personId) => ({ personId, role })))
      if (given.length === 0) return { ok: false, problem: { code: 'roles-none-chosen' } }
      const done = await services.people.giveRoles(actor, given)
      if (!done.ok) return done
      const back = mayOpen([scope.user.role], 'start') ? pageLink('start', scope.user.organisationId === null ? { organisation: organisationId } : {}) : listLink('Person', 'all')
      return { ok: true, value: { redirectTo: back, said: { count: done.value } } }
    },
  }
}
