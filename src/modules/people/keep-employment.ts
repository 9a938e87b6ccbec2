import type { Actor } from '../../core/actor.js'
import { isDay } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { PeopleStore } from './people-store.js'
import { mayKeepPeople, mayOverrule } from './person-policy.js'
import { usualEmployment, type Employment, type Person } from './person.js'

/** Keeps the state of employment (IMPL-08). */
export function createEmploymentKeeper(store: PeopleStore) {
  return {
    /** Notes that a person works, is on leave or was dismissed. Problems: person-not-found, forbidden, person-guarded, panel-stale, date-invalid, employment-dates-wrong. */
    setEmployment: (actor: Actor, personId: string, { state, since, until }: Employment, seenAt?: Date): Promise<Result<Person>> =>
      store.change(actor, personId, async (person) => {
        if (!mayKeepPeople(actor, person.organisationId)) return refuse('forbidden')
        if (!mayOverrule(actor, person, await store.today(person.organisationId))) return refuse('person-guarded')
        if (seenAt && seenAt.getTime() !== person.updatedAt.getTime()) return refuse('panel-stale')
        if ([since, until].some((day) => day !== null && !isDay(day))) return refuse('date-invalid')
        if (since !== null && until !== null && until < since) return refuse('employment-dates-wrong')
        const employment = state === 'works' ? usualEmployment : { state, since, until: state === 'leave' ? until : null }
        return ok({ action: 'employment', fields: { employment } })
      }),
  }
}
