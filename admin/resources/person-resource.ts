import { roles, type Role } from '../../src/core/actor.js'
import { dayOf } from '../../src/core/dates.js'
import { fullName, normaliseName, rolesOn, type HeldRole, type PersonFacts } from '../../src/modules/people/person.js'
import { externalKinds } from '../../src/modules/people/external.js'
import { mayGiveRole } from '../../src/modules/people/person-policy.js'
import { definePersonModel } from '../../src/modules/people/person-model.js'
import { invitedRoles } from '../../src/modules/invitations/invitation.js'
import type { Choice, FormField, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { actorOf } from '../gate/panel-user.js'
import { createPersonPage } from '../pages/person-page.js'
import { startsWith } from '../resource/conditions.js'
import { nothing } from '../resource/scope.js'
import { panelModel, type PlainRecord, type ResourceDefinition } from '../resource/definition.js'
import { organisationChoices, text, textOrNone } from './choices.js'
import { personBotActions } from './person-bot.js'
import { employmentAction } from './person-employment.js'
import { importAction } from './person-import.js'
import { personCareActions } from './person-care.js'
import { nameRolesAction } from './person-many-roles.js'
import { personRoleActions } from './person-roles.js'
import { byAnswer, dictionaryField, readsAnswers } from './list-filters.js'
import { byView } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const facts = (isFilled: boolean, externals: Choice[] = []): FormField[] => {
  const value = (name: string) => (isFilled ? { value: ({ record }: { record: PlainRecord }) => (record[name] as string | number | null) ?? null } : {})
  const plain = ['surname', 'name', 'patronymic', 'position', 'subject'].map(
    (name): FormField => ({ name, kind: 'text', required: name === 'surname' || name === 'name', most: 160, ...value(name) }),
  )
  const rest: FormField[] = [
    { name: 'birthOn', kind: 'date' },
    { name: 'hiredOn', kind: 'date' },
    { name: 'experienceYears', kind: 'number', least: 0, most: 75 },
    { name: 'qualification', kind: 'text', most: 160 },
    { name: 'phone', kind: 'text', most: 40 },
    { name: 'email', kind: 'email', most: 200 },
    { name: 'externalKind', kind: 'select', choices: externals },
    { name: 'homeOrganisation', kind: 'text', most: 200 },
  ]
  return [...plain, ...rest.map((field) => ({ ...field, isMore: !isFilled && field.name !== 'birthOn', ...value(field.name) }))]
}

function factsOf(input: FormInput): Partial<PersonFacts> & Pick<PersonFacts, 'surname' | 'name'> {
  const given = Object.fromEntries(facts(false).map(({ name }) => [name, input[name] ?? null])) as Partial<PersonFacts>
  return { ...given, surname: text(input['surname']), name: text(input['name']) }
}

/** Kinds of participants from outside, in words. */
const externalChoices = (texts: ResourceContext['texts']) => externalKinds.map((value): Choice => ({ value, label: texts.text(`words.Person.externalKind.${value}`) }))

function newAction({ services, texts }: ResourceContext): PanelAction {
  const given: readonly Role[] = ['mentee', 'mentor', 'curator', 'head', 'psychologist', 'council']
  return {
    resource: 'Person',
    name: 'new',
    type: 'resource',
    icon: 'Plus',
    variant: 'primary',
    fields: ({ user }) => [
      ...(user.organisationId === null ? [{ name: 'organisationId', kind: 'select' as const, required: true, choices: () => organisationChoices(services, user) }] : []),
      { name: 'role', kind: 'select', choices: given.filter((role) => user.organisationId === null || mayGiveRole(actorOf(user), user.organisationId, role)).map((value) => ({ value, label: texts.text(`roles.${value}`) })) },
      ...facts(false, externalChoices(texts)),
    ],
    async run(actor, scope, input) {
      const organisationId = scope.user.organisationId ?? text(input['organisationId'])
      const created = await services.people.create(actor, organisationId, factsOf(input), textOrNone(input['role']) as Role | undefined)
      return created.ok ? { ok: true, value: { redirectTo: `/admin/resources/Person/records/${created.value.id}/show` } } : created
    },
  }
}

function lifeActions({ services, texts }: ResourceContext): PanelAction[] {
  const isArchived = (record: PlainRecord) => Boolean(record['archivedAt'])
  const common = { resource: 'Person', type: 'record' } as const
  return [
    {
      ...common,
      name: 'edit',
      comparesForm: true,
      icon: 'Edit',
      fields: facts(true, externalChoices(texts)),
      async run(actor, { recordId, seenAt }, input) {
        const done = await services.people.update(actor, recordId ?? '', factsOf(input), seenAt)
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
    {
      ...common,
      name: 'archive',
      icon: 'Archive',
      fits: (record) => !isArchived(record),
      fields: [{ name: 'reason', kind: 'text' }],
      async run(actor, { recordId }, input) {
        const done = await services.people.archive(actor, recordId ?? '', textOrNone(input['reason']))
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
    {
      ...common,
      name: 'restore',
      icon: 'RotateCcw',
      fits: isArchived,
      fields: [],
      async run(actor, { recordId }) {
        const done = await services.people.restore(actor, recordId ?? '')
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
  ]
}

const held = (record: PlainRecord) => (Array.isArray(record['roles']) ? (record['roles'] as HeldRole[]) : [])

/** Where the person's chat stands, as a code of the locale. */
function chatOf(record: PlainRecord): string {
  if (!record['telegramId']) return 'no'
  return record['unreachableAt'] ? 'blocked' : 'yes'
}

/** The staff register (IMPL-08). */
export function createPersonResource(context: ResourceContext): ResourceEntry {
  const { connection, clock, texts, zone } = context
  const roleName = (role: Role) => texts.text(`roles.${role}`)
  const present = { archivedAt: null }
  const ever = { $gt: new Date(0) }
  const holding = (role: Role): PlainRecord => {
    const today = dayOf(clock.now(), zone)
    return { 'roles.role': role, roles: { $elemMatch: { role, from: { $lte: today }, $or: [{ to: null }, { to: { $gte: today } }] } } }
  }
  const definition: ResourceDefinition = {
    id: 'Person',
    model: panelModel(definePersonModel(connection)),
    menu: { group: 'people', icon: 'Users' },
    scope: 'organisationId',
    title: 'fullName',
    listed: ['fullName', 'position', 'subject', 'rolesNow', 'linked'],
    shown: ['fullName', 'surname', 'name', 'patronymic', 'position', 'subject', 'qualification', 'birthOn', 'hiredOn', 'experienceYears', 'phone', 'email', 'externalKind', 'homeOrganisation', 'rolesNow', 'linked', 'linkedAt', 'archivedAt', 'updatedAt'],
    filterable: ['subject', 'position', 'externalKind', 'roles.role', 'archivedAt'],
    searchable: 'searchName',
    sortable: ['fullName', 'position', 'subject'],
    sortPaths: { fullName: 'searchName' },
    sort: { sortBy: 'searchName', direction: 'asc' },
    sorts: { archived: { path: 'archivedAt', direction: 'desc' }, unreachable: { path: 'unreachableAt', direction: 'desc' } },
    days: ['birthOn', 'hiredOn'],
    values: { 'roles.role': roles, externalKind: externalKinds },
    lookUps: {
      surname: async (typed) => startsWith('searchName', normaliseName(typed)),
      role: async (wanted) => (roles.some((role) => role === wanted) ? holding(wanted as Role) : nothing),
      category: byAnswer(context, 'needs', 'category'),
      direction: byAnswer(context, 'needs', 'directions'),
      view: byView({
        all: () => present,
        mentees: () => ({ ...present, ...holding('mentee') }),
        mentors: () => ({ ...present, ...holding('mentor') }),
        notLinked: () => ({ ...present, telegramId: null, 'roles.role': { $in: invitedRoles } }),
        unreachable: () => ({ ...present, unreachableAt: ever }),
        external: () => ({ ...present, externalKind: { $gt: '' } }),
        archived: () => ({ archivedAt: ever }),
      }),
    },
    derived: {
      fullName: { from: ['surname', 'name', 'patronymic'], value: (record) => fullName(record as unknown as PersonFacts) },
      rolesNow: {
        from: ['roles'],
        value: (record) => rolesOn({ roles: held(record) }, dayOf(clock.now(), zone)).map(roleName).join(', '),
      },
      linked: { from: ['telegramId', 'unreachableAt'], value: (record) => texts.text(`words.Person.linked.${chatOf(record)}`) },
    },
  }
  return { definition, showComponent: 'PanelPage', loadShown: createPersonPage(context), offered: ['list', 'show', 'search'], views: ['all', 'mentees', 'mentors', 'external', 'notLinked', 'unreachable', 'archived'], asked: ['surname', { name: 'role', kind: 'select', choices: async () => roles.map((value) => ({ value, label: roleName(value) })) }, { ...dictionaryField(context, 'category', 'categories'), isFor: readsAnswers }, { ...dictionaryField(context, 'direction', 'directions'), isFor: readsAnswers }], actions: [newAction(context), importAction(context), nameRolesAction(context), employmentAction(context), ...personBotActions(context), ...personRoleActions(context), ...personCareActions(context), ...lifeActions(context)] }
}
