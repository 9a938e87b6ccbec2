import { roles, type Role } from '../../src/core/actor.js'
import { mayGiveRole } from '../../src/modules/people/person-policy.js'
import type { ActionScope, Choice } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { actorOf } from '../gate/panel-user.js'
import { text, textOrNone } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

/** Giving a role for a period, and ending it (ROLE-01). */
export function personRoleActions({ services, texts }: ResourceContext): PanelAction[] {
  /** Only what this person may give or end: the curator appoints no curators (ROLE-03). */
  const choices = async ({ user, organisationId }: ActionScope): Promise<Choice[]> =>
    roles.filter((role) => mayGiveRole(actorOf(user, organisationId), organisationId ?? '', role)).map((value) => ({ value, label: texts.text(`roles.${value}`) }))
  return [
    {
      resource: 'Person',
      type: 'record',
      name: 'assignRole',
      icon: 'UserPlus',
      fits: (record) => !record['archivedAt'],
      fields: [
        { name: 'role', kind: 'select', required: true, choices },
        { name: 'from', kind: 'date' },
        { name: 'to', kind: 'date' },
        { name: 'order', kind: 'text', most: 120 },
      ],
      async run(actor, { recordId }, input) {
        const [from, order] = [textOrNone(input['from']), textOrNone(input['order'])]
        const given = { role: text(input['role']) as Role, to: textOrNone(input['to']) ?? null, ...(from ? { from } : {}), ...(order ? { order } : {}) }
        const done = await services.people.giveRole(actor, recordId ?? '', given)
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
    {
      resource: 'Person',
      type: 'record',
      name: 'endRole',
      icon: 'UserMinus',
      fields: [
        { name: 'role', kind: 'select', required: true, choices },
        { name: 'lastDay', kind: 'date' },
        { name: 'reason', kind: 'text' },
      ],
      async run(actor, { recordId }, input) {
        const [lastDay, reason] = [textOrNone(input['lastDay']), textOrNone(input['reason'])]
        const ended = { role: text(input['role']) as Role, ...(lastDay ? { lastDay } : {}), ...(reason ? { reason } : {}) }
        const done = await services.people.endRole(actor, recordId ?? '', ended)
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
  ]
}
