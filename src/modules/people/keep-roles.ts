import type { Actor, Role } from '../../core/actor.js'
import type { Day } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Refusal, type Result } from '../../core/result.js'
import type { PeopleStore } from './people-store.js'
import { mayGiveRole } from './person-policy.js'
import { lastDayWhenEndedOn, withRole, withoutRole } from './person-roles.js'
import type { Person } from './person.js'

/** One of many roles given at once. */
export interface GivenRole {
  personId: string
  role: Role
}

/** Roles that people hold in the organisation for a period (ROLE-01). */
export function createRoleKeeper(store: PeopleStore, kernel: Pick<Kernel, 'transaction'>) {
  async function problemWith(actor: Actor, { personId, role }: GivenRole): Promise<Refusal | null> {
    const person = await store.get(personId)
    if (!person) return refuse('person-not-found')
    if (!mayGiveRole(actor, person.organisationId, role)) return refuse('forbidden')
    if (person.archivedAt) return refuse('person-archived')
    const roles = withRole(person.roles, { role, from: await store.today(person.organisationId), to: null })
    return roles.ok ? null : roles
  }

  const keeper = {
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

    /** Gives many roles from today on, all of them or none; tells how many (ROLE-01). Problems: those of giving one, person-not-found. */
    giveRoles: (actor: Actor, given: readonly GivenRole[]): Promise<Result<number>> =>
      kernel.transaction(async () => {
        const all = [...new Map(given.map((one) => [`${one.personId} ${one.role}`, one])).values()]
        for (const one of all) {
          const problem = await problemWith(actor, one)
          if (problem) return problem
        }
        for (const { personId, role } of all) {
          const done = await keeper.giveRole(actor, personId, { role })
          if (!done.ok) throw new Error('a role that was checked was refused')
        }
        return ok(all.length)
      }),
  }
  return keeper
}
