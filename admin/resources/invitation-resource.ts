import { roles, type Actor, type Role } from '../../src/core/actor.js'
import { ok, type Result } from '../../src/core/result.js'
import { invitationStates, invitedRoles, type IssuedInvitation } from '../../src/modules/invitations/invitation.js'
import { defineInvitationModel } from '../../src/modules/invitations/invitation-model.js'
import type { ActionScope } from '../actions/form.js'
import type { Outcome, PanelAction } from '../actions/panel-action.js'
import { makeInvitationSheet } from '../pages/invitation-sheet.js'
import { actionLink } from '../pages/links.js'
import { panelModel, type PlainRecord, type ResourceDefinition } from '../resource/definition.js'
import { text } from './choices.js'
import { byPerson, byView, whose, withPeople } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

/** The links that were issued as sheets to print. */
export async function sheetsOutcome(context: ResourceContext, organisationId: string, issued: readonly IssuedInvitation[], back: string): Promise<Result<Outcome>> {
  const organisation = await context.services.organisations.get(organisationId)
  if (!organisation) throw new Error('an invitation names no organisation')
  const given = { texts: context.texts, organisation, hasSandbox: context.hasSandbox }
  return ok({ redirectTo: back, sheets: await Promise.all(issued.map((invitation) => makeInvitationSheet(invitation, given))) })
}

/** Everybody with the role who has no chat yet, by surname. */
async function notLinked({ services }: ResourceContext, organisationId: string | null, role: Role | null) {
  if (organisationId === null) return []
  const wanted = role ? [role] : invitedRoles
  const lists = await Promise.all(wanted.map((held) => services.people.withRole(organisationId, held)))
  const people = new Map(lists.flat().filter(({ telegramId }) => telegramId === null).map((person) => [person.id, person]))
  return [...people.values()].sort((left, right) => left.searchName.localeCompare(right.searchName))
}

function issueAction(context: ResourceContext): PanelAction {
  const { services, texts } = context
  const waiting = async ({ user }: ActionScope) => (await notLinked(context, user.organisationId, null)).length
  const withoutRole = async ({ user }: ActionScope) => (await services.people.list(user.organisationId ?? '', { withoutRole: true, pageSize: 1 })).total
  return {
    resource: 'Invitation',
    name: 'issue',
    type: 'resource',
    icon: 'Send',
    variant: 'primary',
    lead: async (scope) => {
      const [count, left] = [await waiting(scope), await withoutRole(scope)]
      if (count > 0) return texts.text('forms.Invitation.issue.count', { count })
      return left > 0 ? texts.text('forms.Invitation.issue.rolesFirst', { count: left }) : texts.text('forms.Invitation.issue.nobody')
    },
    hasSubmit: async (scope) => (await waiting(scope)) > 0,
    links: async (scope) => ((await waiting(scope)) === 0 && (await withoutRole(scope)) > 0 ? [{ label: texts.text('resources.Person.actions.nameRoles'), href: actionLink('Person', 'nameRoles', null) }] : []),
    fields: async (scope) => ((await waiting(scope)) === 0 ? [] : [{ name: 'role', kind: 'select', choices: invitedRoles.map((value) => ({ value, label: texts.text(`roles.${value}`) })) }]),
    async run(actor: Actor, { user }, input) {
      const role = (text(input['role']) || null) as Role | null
      const issued: IssuedInvitation[] = []
      for (const { id } of await notLinked(context, user.organisationId, role)) {
        const made = await services.invitations.issue(actor, { personId: id, ...(role ? { role } : {}) })
        if (!made.ok) return made
        issued.push(made.value)
      }
      return sheetsOutcome(context, user.organisationId ?? '', issued, '/admin/resources/Invitation')
    },
  }
}

function revokeAction({ services }: ResourceContext): PanelAction {
  return {
    resource: 'Invitation',
    name: 'revoke',
    type: 'record',
    icon: 'Slash',
    variant: 'danger',
    fits: ({ state }) => state === 'open',
    fields: [],
    async run(actor, { recordId }) {
      const done = await services.invitations.revoke(actor, recordId ?? '')
      return done.ok ? ok() : done
    },
  }
}

/** One-time links: whose, for which role, and what became of them (IMPL-04). */
export function createInvitationResource(context: ResourceContext): ResourceEntry {
  const { connection, clock } = context
  const addPeople = withPeople(context)
  const isOver = (record: PlainRecord) => record['state'] === 'open' && new Date(record['expiresAt'] as string) <= clock.now()
  const definition: ResourceDefinition = {
    id: 'Invitation',
    model: panelModel(defineInvitationModel(connection)),
    menu: { group: 'people', icon: 'Send' },
    scope: 'organisationId',
    title: 'who',
    listed: ['who', 'role', 'state', 'expiresAt', 'createdAt'],
    shown: ['personId', 'role', 'state', 'expiresAt', 'usedAt', 'attempts', 'createdAt'],
    filterable: ['state', 'role'],
    sortable: ['createdAt'],
    sort: { sortBy: 'createdAt', direction: 'desc' },
    references: { personId: 'Person' },
    values: { state: invitationStates, role: roles },
    lookUps: {
      person: byPerson(context),
      view: byView({
        open: () => ({ state: 'open', expiresAt: { $gt: clock.now() } }),
        used: () => ({ state: 'used' }),
        over: () => ({ $or: [{ state: { $in: ['revoked', 'dead', 'expired'] } }, { state: 'open', expiresAt: { $lte: clock.now() } }] }),
        all: () => ({}),
      }),
    },
    derived: { who: whose },
    async enrich(records) {
      await addPeople(records)
      for (const record of records) if (isOver(record)) record['state'] = 'expired'
    },
  }
  const actions = [issueAction(context), revokeAction(context)]
  return { definition, offered: ['list', 'show', 'search'], actions, views: ['open', 'used', 'over', 'all'], asked: ['person', { name: 'role', kind: 'select' }] }
}
