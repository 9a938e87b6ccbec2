import type { Actor, Role } from '../../src/core/actor.js'
import { dayOf } from '../../src/core/dates.js'
import { ok, refuse, type Refusal, type Result } from '../../src/core/result.js'
import { rolesOn } from '../../src/modules/people/person.js'
import { personPatchSchema } from '../../src/modules/people/person-schema.js'
import type { FormField, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { pageLink } from '../pages/links.js'
import { peopleChoices, text } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const sides = [
  { role: 'head', person: 'headPersonId', fresh: 'headName' },
  { role: 'curator', person: 'curatorPersonId', fresh: 'curatorName' },
] as const satisfies readonly { role: Role; person: string; fresh: string }[]

/** Surname, name and patronymic as they were typed in one line; null when there is no name. */
function namesIn(typed: string) {
  const [surname, name, ...rest] = typed.split(/\s+/).filter(Boolean)
  return surname && name ? { surname, name, patronymic: rest.join(' ') || null } : null
}

/** Both names are looked at before anything is written. */
function nameProblem(input: FormInput): Refusal | null {
  for (const { fresh } of sides) {
    const typed = text(input[fresh])
    const names = namesIn(typed)
    const parsed = personPatchSchema.safeParse(names ?? {})
    if (typed && !names) return refuse('person-field-wrong', { field: fresh, what: 'full-name' })
    if (!parsed.success) return refuse('person-field-wrong', { field: fresh, what: parsed.error.issues[0]?.message ?? 'value-wrong' })
  }
  return null
}

/** «Head and curator»: chosen from the staff or written anew, they get their roles and stand in the papers (ORG-09, ROLE-03). */
export function nameLeadersAction({ services, clock }: ResourceContext): PanelAction {
  /** Gives the role to whoever does not hold it today. */
  async function withRole(actor: Actor, personId: string, role: Role, zone: string): Promise<Result<unknown>> {
    const person = await services.people.get(personId)
    if (!person) return refuse('person-not-found')
    return rolesOn(person, dayOf(clock.now(), zone)).includes(role) ? ok(person) : services.people.giveRole(actor, personId, { role })
  }

  async function settle(actor: Actor, organisationId: string, zone: string, side: (typeof sides)[number], input: FormInput): Promise<Result<string | null>> {
    const names = namesIn(text(input[side.fresh]))
    if (names) {
      const made = await services.people.create(actor, organisationId, names, side.role)
      return made.ok ? ok(made.value.id) : made
    }
    const chosen = text(input[side.person])
    if (!chosen) return ok(null)
    const given = await withRole(actor, chosen, side.role, zone)
    return given.ok ? ok(chosen) : given
  }

  return {
    resource: 'Organisation',
    name: 'nameLeaders',
    type: 'record',
    icon: 'UserPlus',
    fields: sides.flatMap(({ person, fresh }): FormField[] => [
      { name: person, kind: 'select', choices: ({ recordId }) => peopleChoices(services, recordId), value: ({ record }) => text(record[person]) || null },
      { name: fresh, kind: 'text', most: 180 },
    ]),
    async run(actor, { recordId, user }, input) {
      const organisation = await services.organisations.get(recordId ?? '')
      if (!organisation) return refuse('organisation-not-found')
      const wrong = nameProblem(input)
      if (wrong) return wrong
      const named: Record<string, string> = {}
      for (const side of sides) {
        const settled = await settle(actor, organisation.id, organisation.zone, side, input)
        if (!settled.ok) return settled
        if (settled.value) named[side.person] = settled.value
      }
      if (Object.keys(named).length === 0) return refuse('roles-none-chosen')
      const done = await services.organisations.update(actor, organisation.id, named)
      return done.ok ? ok({ redirectTo: pageLink('start', user.organisationId === null ? { organisation: organisation.id } : {}) }) : done
    },
  }
}
