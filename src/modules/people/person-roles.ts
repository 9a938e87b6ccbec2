import type { Role } from '../../core/actor.js'
import { addDays, isDay, type Day } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { HeldRole } from './person.js'

function overlap(first: HeldRole, second: HeldRole): boolean {
  const endsBefore = (left: HeldRole, right: HeldRole): boolean => left.to !== null && left.to < right.from
  return !endsBefore(first, second) && !endsBefore(second, first)
}

/** Adds a role for a period; other roles at the same time are no obstacle, the same one twice is (ROLE-01, ROLE-11). */
export function withRole(held: readonly HeldRole[], fresh: HeldRole): Result<HeldRole[]> {
  if (!isDay(fresh.from) || (fresh.to !== null && !isDay(fresh.to))) return refuse('date-invalid')
  if (fresh.to !== null && fresh.to < fresh.from) return refuse('role-period-wrong')
  if (held.some((entry) => entry.role === fresh.role && overlap(entry, fresh))) return refuse('role-held-already')
  return ok([...held, fresh])
}

/** Ends a role after its last day; one that would end before it began is taken out. */
export function withoutRole(held: readonly HeldRole[], role: Role, lastDay: Day): Result<HeldRole[]> {
  if (!isDay(lastDay)) return refuse('date-invalid')
  const isOpen = (entry: HeldRole): boolean => entry.role === role && (entry.to === null || entry.to > lastDay)
  if (!held.some(isOpen)) return refuse('role-not-held')
  return ok(held.map((entry) => (isOpen(entry) ? { ...entry, to: lastDay } : entry)).filter((entry) => entry.to === null || entry.from <= entry.to))
}

/** The last day of a role that ends at once: yesterday. */
export function lastDayWhenEndedOn(today: Day): Day {
  return addDays(today, -1)
}
