import { refuse } from '../../src/core/result.js'
import { staffRoles, type StaffRole } from '../../src/modules/accounts/account.js'
import { defineAccountModel } from '../../src/modules/accounts/account-model.js'
import type { PanelAction } from '../actions/panel-action.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import type { Choice } from '../actions/form.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PanelTexts } from '../texts.js'
import { fullName } from '../../src/modules/people/person.js'
import { peopleChoices, text } from './choices.js'
import { byView } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const isOpen = (record: Record<string, unknown>) => record['closedAt'] === null || record['closedAt'] === undefined

const hasOrganisation = (record: Record<string, unknown>) => typeof record['organisationId'] === 'string'
const roleChoices = (texts: PanelTexts): Choice[] => staffRoles.map((value) => ({ value, label: texts.text(`roles.${value}`) }))

/** More organisations than that are not searched for people at once: whose account it is, is then said afterwards. */
const mostOrganisations = 30

const shortChoices = async (services: ResourceContext['services'], user: PanelUser): Promise<Choice[]> =>
  (await services.organisations.list()).filter(({ id }) => user.organisationId === null || id === user.organisationId).map(({ id, shortName }) => ({ value: id, label: shortName }))

/** Those who hold a role of the panel: of the organisation in the address, else in each that the person sees, one group each. */
async function staffChoices(services: ResourceContext['services'], user: PanelUser, wanted: string | undefined): Promise<Choice[]> {
  const organisations = (await shortChoices(services, user)).filter(({ value }) => !wanted || value === wanted).slice(0, mostOrganisations)
  const found = await Promise.all(
    organisations.map(async ({ value, label: group }) => {
      const staff = (await Promise.all(staffRoles.map((role) => services.people.withRole(value, role)))).flat()
      const each = new Map(staff.map((person) => [person.id, { value: person.id, label: fullName(person), group }]))
      return [...each.values()].sort((a, b) => a.label.localeCompare(b.label, 'ru'))
    }),
  )
  return found.flat()
}

function openAction({ services, texts }: ResourceContext): PanelAction {
  return {
    resource: 'Account',
    name: 'open',
    type: 'resource',
    icon: 'Plus',
    variant: 'primary',
    fields: [
      { name: 'email', kind: 'email', required: true, most: 254 },
      { name: 'role', kind: 'select', required: true, choices: roleChoices(texts) },
      {
        name: 'organisationId',
        kind: 'select',
        choices: ({ user }) => shortChoices(services, user),
        value: ({ user }) => user.organisationId,
      },
      { name: 'personId', kind: 'select', choices: ({ user, query }) => staffChoices(services, user, query['organisationId']) },
      { name: 'withoutPerson', kind: 'checkbox', isMore: true },
    ],
    async run(actor, _scope, { email, role, organisationId, personId, withoutPerson }) {
      if (text(organisationId) && !text(personId) && withoutPerson !== true) return refuse('account-person-missing', { field: 'personId', what: 'account-person' })
      const person = text(personId) ? await services.people.get(text(personId)) : null
      if (person && person.organisationId !== text(organisationId)) return refuse('account-person-missing', { field: 'personId', what: 'account-person-other' })
      const created = await services.accounts.create(actor, {
        email: text(email),
        role: role as StaffRole,
        organisationId: text(organisationId) || null,
        personId: text(personId) || null,
      })
      if (!created.ok) return created
      const { account, password } = created.value
      return { ok: true, value: { shown: [{ label: 'email', value: account.email }, { label: 'password', value: password }] } }
    },
  }
}

function lifeActions({ services, texts }: ResourceContext): PanelAction[] {
  const common = { resource: 'Account', type: 'record', fields: [] } as const
  return [
    {
      ...common,
      fields: [],
      name: 'reset',
      icon: 'Key',
      fits: isOpen,
      async run(actor, { recordId, user }) {
        const done = await services.accounts.reset({ ...actor, organisationId: user.organisationId }, recordId ?? '')
        if (!done.ok) return done
        return { ok: true, value: { shown: [{ label: 'password', value: done.value.password }] } }
      },
    },
    {
      ...common,
      name: 'changeRole',
      icon: 'Users',
      fits: (record) => isOpen(record) && hasOrganisation(record),
      fields: [{ name: 'role', kind: 'select', required: true, choices: roleChoices(texts), value: ({ record }) => text(record['role']) }],
      async run(actor, { recordId, user }, { role }) {
        if (recordId === user.id) return refuse('account-own-role')
        const done = await services.accounts.changeRole({ ...actor, organisationId: user.organisationId }, recordId ?? '', role as StaffRole)
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
    {
      ...common,
      name: 'namePerson',
      icon: 'User',
      fits: (record) => isOpen(record) && hasOrganisation(record),
      fields: [{ name: 'personId', kind: 'select', required: true, choices: ({ organisationId }) => peopleChoices(services, organisationId), value: ({ record }) => text(record['personId']) }],
      async run(actor, { recordId, user }, { personId }) {
        const done = await services.accounts.namePerson({ ...actor, organisationId: user.organisationId }, recordId ?? '', text(personId))
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
    {
      ...common,
      fields: [],
      name: 'close',
      icon: 'Lock',
      variant: 'danger',
      fits: isOpen,
      async run(actor, { recordId, user }) {
        if (recordId === user.id) return refuse('account-own')
        const done = await services.accounts.close({ ...actor, organisationId: user.organisationId }, recordId ?? '')
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
    {
      ...common,
      fields: [],
      name: 'reopen',
      icon: 'Unlock',
      fits: (record) => !isOpen(record),
      async run(actor, { recordId, user }) {
        const done = await services.accounts.reopen({ ...actor, organisationId: user.organisationId }, recordId ?? '')
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
  ]
}

/** Logins of the panel, for the system administrator (IMPL-18). */
export function createAccountResource(context: ResourceContext): ResourceEntry {
  const definition: ResourceDefinition = {
    id: 'Account',
    model: panelModel(defineAccountModel(context.connection)),
    menu: { group: 'office', icon: 'Key' },
    scope: 'organisationId',
    title: 'email',
    listed: ['email', 'role', 'personId', 'organisationId', 'closedAt'],
    shown: ['email', 'role', 'organisationId', 'personId', 'codeSince', 'createdAt', 'closedAt'],
    filterable: ['email', 'role', 'organisationId'],
    searchable: 'email',
    sortable: ['email', 'createdAt'],
    sort: { sortBy: 'email', direction: 'asc' },
    references: { organisationId: 'Organisation', personId: 'Person' },
    values: { role: staffRoles },
    lookUps: { view: byView({ open: () => ({ closedAt: null }), closed: () => ({ closedAt: { $ne: null } }), all: () => ({}) }) },
  }
  return { definition, offered: ['list', 'show', 'search'], actions: [openAction(context), ...lifeActions(context)], views: ['open', 'closed', 'all'] }
}
