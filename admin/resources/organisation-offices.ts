import { dayOf } from '../../src/core/dates.js'
import { officeKinds, type NewOffice, type OfficeKind } from '../../src/modules/organisations/office.js'
import type { ActionScope, Choice, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { formatDay } from '../pages/format.js'
import { peopleChoices, text, textOrNone } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const officeOf = (input: FormInput): NewOffice => {
  const orNull = (name: string) => textOrNone(input[name]) ?? null
  const texts = { name: orNull('name'), title: orNull('title'), position: orNull('position'), employer: orNull('employer') }
  return { office: text(input['office']) as OfficeKind, personId: orNull('personId'), ...texts, insteadOfId: orNull('insteadOfId'), from: text(input['from']), to: orNull('to'), orderNumber: orNull('orderNumber'), orderOn: orNull('orderOn') }
}

/** Who holds which office from when to when: who signs, and who stands in for the curator (ROLE-17, ROLE-03). */
export function officeActions({ services, texts, clock }: ResourceContext): PanelAction[] {
  const people = ({ recordId }: ActionScope) => peopleChoices(services, recordId)
  const curators = ({ recordId }: ActionScope) => peopleChoices(services, recordId, 'curator')
  const kinds = officeKinds.map((value): Choice => ({ value, label: texts.text(`words.Organisation.office.${value}`) }))

  async function held({ recordId }: ActionScope): Promise<Choice[]> {
    const found = (await services.offices.list(recordId ?? '')).filter(({ to }) => to === null)
    const persons = new Map((await services.people.getMany(found.flatMap(({ personId }) => personId ?? []))).map((person) => [person.id, person.surname]))
    return found.map(({ id, office, personId, name, from }) => ({ value: id, label: `${texts.text(`words.Organisation.office.${office}`)}: ${persons.get(personId ?? '') ?? name ?? ''}, ${texts.text('pages.Person.since', { day: formatDay(from) })}` }))
  }

  return [
    {
      resource: 'Organisation',
      type: 'record',
      name: 'appoint',
      icon: 'Award',
      fields: ({ query }) => [
        { name: 'office', kind: 'select', required: true, choices: kinds, value: query['office'] ?? null },
        { name: 'personId', kind: 'person', choices: people },
        { name: 'name', kind: 'text', most: 120 },
        { name: 'title', kind: 'text', most: 120 },
        { name: 'from', kind: 'date', required: true, value: ({ user }) => dayOf(clock.now(), user.zone) },
        { name: 'to', kind: 'date' },
        { name: 'insteadOfId', kind: 'person', choices: curators },
        { name: 'orderNumber', kind: 'text', most: 40 },
        { name: 'orderOn', kind: 'date' },
        { name: 'position', kind: 'text', most: 160, isMore: true },
        { name: 'employer', kind: 'text', most: 200, isMore: true },
      ],
      async run(actor, { recordId }, input) {
        const made = await services.offices.appoint(actor, recordId ?? '', officeOf(input))
        if (!made.ok) return made
        return { ok: true, value: { shown: made.value.warnings.map((warning) => ({ label: 'notice', value: texts.text(`pages.Organisation.office-${warning}`) })) } }
      },
    },
    {
      resource: 'Organisation',
      type: 'record',
      name: 'endOffice',
      icon: 'UserMinus',
      fields: ({ query }) => [
        { name: 'officeId', kind: 'select', required: true, choices: held, value: query['officeId'] ?? null },
        { name: 'lastDay', kind: 'date', required: true },
      ],
      async run(actor, { recordId }, input) {
        const ended = await services.offices.end(actor, recordId ?? '', text(input['officeId']), text(input['lastDay']))
        return ended.ok ? { ok: true, value: undefined } : ended
      },
    },
  ]
}
