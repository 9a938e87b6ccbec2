import type { Consent } from '../consents/consent.js'
import type { Delivery } from '../deliveries/delivery.js'
import type { DocumentRecord } from '../documents/document.js'
import type { Meeting } from '../meetings/meeting.js'
import type { OrganisationSettings, ProgrammeApprover } from '../organisations/settings.js'
import { participantIds, type Pair } from '../pairs/pair.js'
import { shortName, type Person } from '../people/person.js'
import type { FileAccess } from '../personal-files/file-access.js'
import type { Programme } from '../programmes/programme.js'
import type { MentoringRequest } from '../requests/request.js'
import type { WaitingItem } from './waiting.js'

/** Everything of one organisation that may wait. */
export interface WaitingFacts {
  now: Date
  zone: string
  approver: ProgrammeApprover
  reminders: OrganisationSettings['reminders']
  /** Present mentees, mentors, curators and heads, each once. */
  people: ReadonlyMap<string, Person>
  menteeIds: ReadonlySet<string>
  mentorIds: ReadonlySet<string>
  /** Mentees who have sent the needs survey. */
  surveyed: ReadonlySet<string>
  pairs: readonly Pair[]
  programmes: readonly Programme[]
  requests: readonly MentoringRequest[]
  failed: readonly Delivery[]
  /** How the papers of the organisation stand, without their texts. */
  consents: readonly Pick<Consent, 'id' | 'personId' | 'kind' | 'pairId' | 'state' | 'way' | 'fileId' | 'decidedAt'>[]
  /** Orders and scans. */
  papers: readonly DocumentRecord[]
  /** Last held and farthest planned meeting of each active pair. */
  meetings: readonly (Pick<Meeting, 'state' | 'startsAt'> & { pairId: string })[]
  /** All requests of the active pairs, former ones too. */
  asked: readonly Pick<MentoringRequest, 'pairId' | 'state' | 'askedAt' | 'answeredAt'>[]
  /** What was reminded of by hand today, by `handKey`. */
  reminded: ReadonlySet<string>
  /** Requests of mentors to read a personal file that nobody has decided on. */
  files: readonly Pick<FileAccess, 'id' | 'mentorId' | 'menteeId' | 'askedAt'>[]
  /** Talks that people have asked the psychologist for. */
  talks: readonly { id: string; personId: string; askedAt: Date }[]
}

export type Collect = (facts: WaitingFacts) => WaitingItem[]

const unknown = '?'

/** Surnames with initials of these people. */
export function labelOf({ people }: Pick<WaitingFacts, 'people'>, personIds: readonly string[]): string {
  return personIds.map((id) => people.get(id)).map((person) => (person ? shortName(person) : unknown)).join(', ')
}

/** What waits about a pair; `about` adds what can be done. */
export const pairItem = (facts: WaitingFacts, pair: Pair, about: Partial<WaitingItem> = {}): WaitingItem => {
  const isReminded = about.remind !== undefined && facts.reminded.has(`${about.remind}:${pair.id}`)
  return { label: labelOf(facts, participantIds(pair)), subject: { type: 'Pair', id: pair.id }, since: pair.updatedAt, pairId: pair.id, ...about, ...(isReminded ? { isReminded } : {}) }
}

/** What waits about a pair's programme. */
export function programmeItem(facts: WaitingFacts, programme: Programme, about: Partial<WaitingItem>): WaitingItem {
  const pair = facts.pairs.find(({ id }) => id === programme.pairId)
  const subject = { type: 'Programme', id: programme.id }
  return pair ? pairItem(facts, pair, { subject, ...about }) : { label: programme.title, subject, since: null, ...about }
}

/** What waits about one person. */
export const personItem = (person: Person, since: Date | null, about: Partial<WaitingItem> = {}): WaitingItem => ({ label: shortName(person), subject: { type: 'Person', id: person.id }, since, personIds: [person.id], ...about })
