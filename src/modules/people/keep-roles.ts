import type { Actor, Role } from '../../core/actor.js'
import type { Day } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { PeopleStore } from './people-store.js'
import { mayGiveRole } from './person-policy.js'
import { lastDayWhenEndedOn, withRole, withoutRole } from './person-roles.js'
import type { Person } from './person.js'

/** Roles that people hold in the organisation for a period (ROLE-01). */
export function createRoleKeeper(store: PeopleStore) {
  return {
    /** Gives a role from a day, today by default; the order of the appointment stays in the history (ROLE-03). Problems: forbidden, person-archived, role-held-already, role-period-wrong, date-invalid. */
    giveRole: (actor: Actor, personId: string, input: { role: Role; from?: Day; to?: Day | null; order?: string }): Promise<Result<Person>> =>
      store.change(actor, personId, async (person) => {
        if (!mayGiveRole(actor, person.organisationId, input.role)) return refuse('forbidden')
        if (person.archivedAt) return refuse('person-archived')
        const from = input.from ?? (await store.today(person.organisationId))
        const roles = withRole(person.roles, { role: input.role, from, to: input.to ?? null })
        return roles.ok ? ok({ action: 'role-give', fields: { roles: roles.value }, ...(input.order ? { reason: input.order } : {}) }) : roles
      }),

    /** Ends a role after a last day; without one it ends at once. Problems: forbidden, role-not-held, date-invalid. */
    endRole: (actor: Actor, personId: string, input: { role: Role; lastDay?: Day; reason?: string }): Promise<Result<Person>> =>
      store.change(actor, personId, async (person) => {
        if (!mayGiveRole(actor, person.organisationId, input.role)) return refuse('forbidden')
        const lastDay = input.lastDay ?? lastDayWhenEndedOn(await store.today(person.organisationId))
        const roles = withoutRole(person.roles, input.role, lastDay)
        if (!roles.ok) return roles
        return ok({ action: 'role-end', fields: { roles: roles.value }, ...(input.reason ? { reason: input.reason } : {}) })
      }),
  }
}
