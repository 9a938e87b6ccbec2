import type { Actor, Role } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { dayOf } from '../../core/dates.js'
import type { Organisation } from '../organisations/organisation.js'
import { rolesOn, type Person } from '../people/person.js'
import type { WaitingLine } from './waiting.js'
import { listWaiting, type WaitingFacts } from './waiting-rules.js'

export type { WaitingCode, WaitingItem, WaitingLine } from './waiting.js'

/** Records that may wait, of one organisation: a few queries each, however many people and pairs there are. */
export interface WaitingSources {
  organisation(organisationId: string): Promise<Organisation | null>
  withAnyRole(organisationId: string, roles: readonly Role[]): Promise<Person[]>
  openPairs(organisationId: string): Promise<WaitingFacts['pairs']>
  openProgrammes(organisationId: string): Promise<WaitingFacts['programmes']>
  openRequests(organisationId: string): Promise<WaitingFacts['requests']>
  failedDeliveries(organisationId: string): Promise<WaitingFacts['failed']>
  /** People who have sent the needs survey. */
  surveyed(organisationId: string): Promise<string[]>
  consents(organisationId: string): Promise<WaitingFacts['consents']>
  papers(organisationId: string): Promise<WaitingFacts['papers']>
  meetingsOf(pairIds: readonly string[]): Promise<WaitingFacts['meetings']>
  requestsOf(pairIds: readonly string[]): Promise<WaitingFacts['asked']>
  remindedToday(organisationId: string): Promise<Set<string>>
  files(organisationId: string): Promise<WaitingFacts['files']>
  talks(organisationId: string): Promise<WaitingFacts['talks']>
}

export interface WaitingService {
  /** What waits for the actor in his organisation: the front page of the panel and «what waits» in the chat. */
  listFor(actor: Actor): Promise<WaitingLine[]>
}

const concernedRoles: readonly Role[] = ['curator', 'head', 'psychologist', 'council', 'sysadmin']

/** Builds the list of what waits for the staff (IMPL-11). */
export function createWaitingService({ clock, sources }: { clock: Clock; sources: WaitingSources }): WaitingService {
  async function factsOf({ id, zone, settings }: Organisation, roles: readonly Role[]): Promise<WaitingFacts> {
    const now = clock.now()
    const [people, pairs, programmes, requests, failed, surveyed, consents, papers, reminded, files, talks] = await Promise.all([
      sources.withAnyRole(id, ['mentee', 'mentor', 'curator', 'head']),
      sources.openPairs(id),
      sources.openProgrammes(id),
      sources.openRequests(id),
      sources.failedDeliveries(id),
      sources.surveyed(id),
      sources.consents(id),
      sources.papers(id),
      sources.remindedToday(id),
      sources.files(id),
      roles.includes('psychologist') ? sources.talks(id) : [],
    ])
    const active = pairs.filter(({ state }) => state === 'active').map((pair) => pair.id)
    const [meetings, asked] = await Promise.all([sources.meetingsOf(active), sources.requestsOf(active)])
    const holding = (role: Role) => new Set(people.filter((person) => rolesOn(person, dayOf(now, zone)).includes(role)).map((person) => person.id))
    return {
      ...{ now, zone, approver: settings.programmeApprover, reminders: settings.reminders },
      ...{ people: new Map(people.map((person) => [person.id, person])), menteeIds: holding('mentee'), mentorIds: holding('mentor'), surveyed: new Set(surveyed) },
      ...{ pairs, programmes, requests, failed, consents, papers, meetings, asked, reminded, files, talks },
    }
  }

  return {
    async listFor(actor) {
      const { organisationId } = actor
      const organisation = organisationId ? await sources.organisation(organisationId) : null
      if (!organisation || !actor.roles.some((role) => concernedRoles.includes(role))) return []
      return listWaiting(await factsOf(organisation, actor.roles), actor.roles)
    },
  }
}
