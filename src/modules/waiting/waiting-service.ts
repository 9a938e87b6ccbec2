import type { Actor, Role } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import type { Delivery } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import type { Person } from '../people/person.js'
import type { Programme } from '../programmes/programme.js'
import type { MentoringRequest } from '../requests/request-service.js'
import type { WaitingLine } from './waiting.js'
import { listWaiting } from './waiting-rules.js'

export type { WaitingCode, WaitingItem, WaitingLine } from './waiting.js'

/** Records that may wait, of one organisation. */
export interface WaitingSources {
  organisation(organisationId: string): Promise<Organisation | null>
  withRole(organisationId: string, role: Role): Promise<Person[]>
  openPairs(organisationId: string): Promise<Pair[]>
  openProgrammes(organisationId: string): Promise<Programme[]>
  openRequests(organisationId: string): Promise<MentoringRequest[]>
  failedDeliveries(organisationId: string): Promise<Delivery[]>
  /** People who have sent the needs survey. */
  surveyed(organisationId: string): Promise<string[]>
}

export interface WaitingService {
  /** What waits for the actor in his organisation: the front page of the panel and «what waits» in the chat. */
  listFor(actor: Actor): Promise<WaitingLine[]>
}

const concernedRoles: readonly Role[] = ['curator', 'head', 'sysadmin']

/** Builds the list of what waits for curators, heads and administrators (IMPL-11). */
export function createWaitingService({ clock, sources }: { clock: Clock; sources: WaitingSources }): WaitingService {
  return {
    async listFor(actor) {
      const { organisationId } = actor
      const organisation = organisationId ? await sources.organisation(organisationId) : null
      if (!organisation || !actor.roles.some((role) => concernedRoles.includes(role))) return []
      const { id } = organisation
      const [mentees, ...others] = await Promise.all((['mentee', 'mentor', 'curator', 'head'] as const).map((role) => sources.withRole(id, role)))
      const people = new Map([...(mentees ?? []), ...others.flat()].map((person) => [person.id, person]))
      const [pairs, programmes, requests, failed, surveyed] = await Promise.all([
        sources.openPairs(id),
        sources.openProgrammes(id),
        sources.openRequests(id),
        sources.failedDeliveries(id),
        sources.surveyed(id),
      ])
      const facts = {
        now: clock.now(),
        zone: organisation.zone,
        approver: organisation.settings.programmeApprover,
        people: [...people.values()],
        menteeIds: new Set((mentees ?? []).map((person) => person.id)),
        surveyed: new Set(surveyed),
        ...{ pairs, programmes, requests, failed },
      }
      return listWaiting(facts, actor.roles)
    },
  }
}
