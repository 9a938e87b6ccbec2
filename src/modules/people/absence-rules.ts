import { addDays, type Day } from '../../core/dates.js'
import { employmentOn, type Person } from './person.js'

/** Why somebody cannot go on in a pair for long (IMPL-08). */
export type Absence = 'dismissed' | 'leave'

/** A shorter leave needs nothing: terms shift by agreement. */
export const daysOfLongLeave = 30

/** Tells whether the person is away for long on that day: dismissed, or on a leave of thirty days and more, or of an unknown end. */
export function absenceOf(person: Pick<Person, 'employment'>, onDay: Day): Absence | null {
  const state = employmentOn(person, onDay)
  if (state !== 'leave') return state === 'dismissed' ? 'dismissed' : null
  const { since, until } = person.employment
  return until === null || until >= addDays(since ?? onDay, daysOfLongLeave) ? 'leave' : null
}
