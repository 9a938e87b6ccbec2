import { roles, type Role } from '../../src/core/actor.js'
import type { PanelAction } from '../actions/panel-action.js'
import { text, textOrNone } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

/** Giving a role for a period, and ending it (ROLE-01). */
export function personRoleActions({ services, texts }: ResourceContext): PanelAction[] {
  const choices = roles.map((value) => ({ value, label: texts.text(`roles.${value}`) }))
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
      ],
      async run(actor, { recordId }, input) {
        const from = textOrNone(input['from'])
        const given = { role: text(input['role']) as Role, to: textOrNone(input['to']) ?? null, ...(from ? { from } : {}) }
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
