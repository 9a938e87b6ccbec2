import { createClock, type Clock } from '../core/clock.js'
import { systemActor, type Actor, type Role } from '../core/actor.js'
import { addDays, dayOf, type Day } from '../core/dates.js'
import type { Services } from '../services.js'
import type { DemoData } from './demo-data.js'

const dayMs = 86_400_000

/** A clock that a story moves along, from the past to the present. */
export function createStoryClock(present: Clock) {
  const now = present.now().getTime()
  let at = now
  return {
    clock: createClock(() => at),
    /** Goes to that many days before the present; 0 is the present itself. */
    goTo(daysAgo: number): void {
      at = now - daysAgo * dayMs
    },
  }
}

/** What the chapters of the demo share: services on the story's clock, the people by their keys, and who acts. */
export interface Story {
  services: Services
  data: DemoData
  organisationId: string
  zone: string
  goTo(daysAgo: number): void
  idOf(key: string): string
  /** The person in the bot. */
  as(key: string): Actor
  /** The operator, for steps that need nobody's rights. */
  operator: Actor
  /** The calendar day that many days from today. */
  dayIn(days: number): Day
}

interface StoryInput {
  services: Services
  data: DemoData
  organisation: { id: string; zone: string }
  ids: ReadonlyMap<string, string>
  present: Clock
  goTo(daysAgo: number): void
}

export function createStory({ services, data, organisation, ids, present, goTo }: StoryInput): Story {
  const today = dayOf(present.now(), organisation.zone)

  function idOf(key: string): string {
    const id = ids.get(key)
    if (!id) throw new Error(`the demo has no person ${key}`)
    return id
  }

  return {
    services,
    data,
    organisationId: organisation.id,
    zone: organisation.zone,
    goTo,
    idOf,
    operator: systemActor('command', organisation.id),
    dayIn: (days) => addDays(today, days),
    as(key) {
      const roles: readonly Role[] = data.people.find((person) => person.key === key)?.roles ?? []
      return { organisationId: organisation.id, personId: idOf(key), accountId: null, roles, channel: 'bot' }
    },
  }
}
