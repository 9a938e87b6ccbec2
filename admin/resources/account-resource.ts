import { refuse } from '../../src/core/result.js'
import { staffRoles, type StaffRole } from '../../src/modules/accounts/account.js'
import { defineAccountModel } from '../../src/modules/accounts/account-model.js'
import type { PanelAction } from '../actions/panel-action.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { organisationChoices, text } from './choices.js'
import { byView } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const isOpen = (record: Record<string, unknown>) => record['closedAt'] === null || record['closedAt'] === undefined

function openAction({ services, texts }: ResourceContext): PanelAction {
  return {
    resource: 'Account',
    name: 'open',
    type: 'resource',
    icon: 'Plus',
    variant: 'primary',
    fields: [
      { name: 'email', kind: 'email', required: true, most: 254 },
      { name: 'role', kind: 'select', required: true, choices: staffRoles.map((value) => ({ value, label: texts.text(`roles.${value}`) })) },
      {
        name: 'organisationId',
        kind: 'select',
        choices: ({ user }) => organisationChoices(services, user),
        value: ({ user }) => user.organisationId,
      },
    ],
    async run(actor, _scope, { email, role, organisationId }) {
      const created = await services.accounts.create(actor, {
        email: text(email),
        role: role as StaffRole,
        organisationId: text(organisationId) || null,
      })
      if (!created.ok) return created
      const { account, password } = created.value
      return { ok: true, value: { shown: [{ label: 'email', value: account.email }, { label: 'password', value: password }] } }
    },
  }
}

function lifeActions({ services }: ResourceContext): PanelAction[] {
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
    listed: ['email', 'role', 'organisationId', 'closedAt'],
    shown: ['email', 'role', 'organisationId', 'personId', 'createdAt', 'closedAt'],
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
