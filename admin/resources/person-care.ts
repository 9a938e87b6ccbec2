import { fullName, type Person } from '../../src/modules/people/person.js'
import { overdueInBank } from '../../src/modules/waiting/waiting-people.js'
import type { ActionScope, Choice } from '../actions/form.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { formatDayOf } from '../pages/format.js'
import { list } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

/** A reminder of the survey to one person, and the yearly look over the register (BANK-01). */
export function personCareActions({ services, clock, texts }: ResourceContext): PanelAction[] {
  async function overdue({ organisationId, user }: ActionScope): Promise<Choice[]> {
    const people = organisationId === null ? [] : await services.people.withAnyRole(organisationId, ['mentee', 'mentor'])
    const said = (person: Person) => texts.text('today.checkedOn', { name: fullName(person), day: formatDayOf(person.checkedAt ?? person.createdAt, user.zone) })
    return overdueInBank(people, clock.now(), user.zone).map((person) => ({ value: person.id, label: said(person) }))
  }

  return [
    {
      resource: 'Person',
      name: 'remind',
      type: 'record',
      icon: 'Bell',
      fits: ({ archivedAt }) => !archivedAt,
      fields: [],
      run: async (actor, { recordId }) => done(await services.reminders.remindOfSurvey(actor, recordId ?? '')),
    },
    {
      resource: 'Person',
      name: 'confirmData',
      type: 'resource',
      icon: 'CheckSquare',
      fields: [{ name: 'personIds', kind: 'people', required: true, choices: overdue }],
      run: async (actor, _scope, input) => done(await services.people.confirmData(actor, list(input['personIds'])), () => '/admin/resources/Person'),
    },
  ]
}
