import { dayOf } from '../../src/core/dates.js'
import { ok } from '../../src/core/result.js'
import { nameInCase } from '../../src/modules/documents/name-cases.js'
import { invitedRoles } from '../../src/modules/invitations/invitation.js'
import { rolesOn, type NameForms } from '../../src/modules/people/person.js'
import { done } from '../actions/outcomes.js'
import type { ActionScope, FormField } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { text, textOrNone } from './choices.js'
import { sheetsOutcome } from './invitation-resource.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Person', type: 'record' } as const
const isPresent = (record: Record<string, unknown>) => !record['archivedAt']
const cases = ['genitive', 'dative', 'accusative', 'instrumental'] as const satisfies readonly (keyof NameForms)[]

/** «Invite to the bot»: a one-time link with its code and a sheet to print (IMPL-04). */
function inviteAction(context: ResourceContext): PanelAction {
  const { services, clock, texts } = context
  const held = async ({ recordId, user }: ActionScope) => {
    const person = await services.people.get(recordId ?? '')
    const now = person ? rolesOn(person, dayOf(clock.now(), user.zone)) : []
    return invitedRoles.filter((role) => now.includes(role))
  }
  return {
    ...common,
    name: 'invite',
    icon: 'Send',
    variant: 'primary',
    fits: isPresent,
    fields: async (scope): Promise<FormField[]> => {
      const choices = (await held(scope)).map((value) => ({ value, label: texts.text(`roles.${value}`) }))
      return [{ name: 'role', kind: 'select', required: true, choices, value: choices[0]?.value ?? null }]
    },
    async run(actor, { recordId, organisationId }, input) {
      const role = invitedRoles.find((known) => known === input['role'])
      const issued = await services.invitations.issue(actor, { personId: recordId ?? '', ...(role ? { role } : {}) })
      return issued.ok ? sheetsOutcome(context, organisationId ?? '', [issued.value], `/admin/resources/Person/records/${recordId}/show`) : issued
    },
  }
}

/** Case forms of the name for orders: ours are proposed, a person confirms them (DOC-24). */
function nameFormsAction({ services }: ResourceContext): PanelAction {
  const proposal = (form: keyof NameForms) => async ({ recordId }: ActionScope) => {
    const person = await services.people.get(recordId ?? '')
    return person ? nameInCase(person, form) : null
  }
  return {
    ...common,
    name: 'nameForms',
    icon: 'Type',
    fits: isPresent,
    fields: cases.map((name) => ({ name, kind: 'text', required: true, most: 200, value: proposal(name) })),
    run: async (actor, { recordId }, input) => done(await services.people.saveNameForms(actor, recordId ?? '', Object.fromEntries(cases.map((form) => [form, text(input[form])])))),
  }
}

/** The chat, the case forms and a nomination of a person. */
export function personBotActions(context: ResourceContext): PanelAction[] {
  const { services } = context
  return [
    inviteAction(context),
    nameFormsAction(context),
    {
      ...common,
      name: 'unlink',
      icon: 'Link2',
      fits: ({ linkedAt }) => Boolean(linkedAt),
      fields: [{ name: 'reason', kind: 'text' }],
      run: async (actor, { recordId }, input) => done(await services.people.unlink(recordId ?? '', actor, textOrNone(input['reason']))),
    },
    {
      ...common,
      name: 'nominate',
      icon: 'Award',
      fits: isPresent,
      fields: [{ name: 'reason', kind: 'textarea', most: 1000 }],
      async run(actor, { recordId }, input) {
        const made = await services.questionnaires.nominate(actor, { personId: recordId ?? '', reason: text(input['reason']) })
        return made.ok ? ok() : made
      },
    },
  ]
}
