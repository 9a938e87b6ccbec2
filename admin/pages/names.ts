import { shortName, fullName, type Person } from '../../src/modules/people/person.js'
import type { Services } from '../../src/services.js'

/** People by id, for pages that name many. */
export interface Names {
  person(id: string): Person | null
  short(id: string | null): string
  full(id: string | null): string
  /** The mentor, then everybody whom he mentors. */
  pair(pair: { mentorId: string; members: readonly { menteeId: string }[] }): string
}

/** Reads everybody who is named on a page in one go. */
export async function loadNames(services: Pick<Services, 'people'>, ids: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  const found = new Map((await services.people.getMany(wanted)).map((person) => [person.id, person]))
  const person = (id: string | null) => (id === null ? null : (found.get(id) ?? null))
  const said = (id: string | null, say: (person: Person) => string) => {
    const known = person(id)
    return known ? say(known) : '—'
  }
  const short = (id: string | null) => said(id, shortName)
  return { person, short, full: (id) => said(id, fullName), pair: ({ mentorId, members }) => `${short(mentorId)} — ${members.map(({ menteeId }) => short(menteeId)).join(', ')}` }
}
