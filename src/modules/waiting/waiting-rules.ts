import { isPastTerm } from '../../core/dates.js'
import type { Delivery } from '../deliveries/delivery.js'
import type { ProgrammeApprover } from '../organisations/settings.js'
import { isOpenPair, participantIds, type Pair } from '../pairs/pair.js'
import { fullName, shortName, type Person } from '../people/person.js'
import type { Programme } from '../programmes/programme.js'
import type { MentoringRequest } from '../requests/request-service.js'
import { waitingCodes, waitingPlaces, type WaitingCode, type WaitingItem, type WaitingLine } from './waiting.js'

/** Everything of one organisation that may wait. */
export interface WaitingFacts {
  now: Date
  zone: string
  approver: ProgrammeApprover
  /** Present mentees, mentors, curators and heads, each once. */
  people: Person[]
  menteeIds: Set<string>
  /** Mentees who have sent the needs survey. */
  surveyed: Set<string>
  pairs: Pair[]
  programmes: Programme[]
  requests: MentoringRequest[]
  failed: Delivery[]
}

type Collect = (facts: WaitingFacts) => WaitingItem[]

const unknown = '?'

function labelOf({ people }: WaitingFacts, personIds: readonly string[]): string {
  return personIds.map((id) => people.find((person) => person.id === id)).map((person) => (person ? shortName(person) : unknown)).join(', ')
}

const pairItem = (facts: WaitingFacts, pair: Pair): WaitingItem => ({ label: labelOf(facts, participantIds(pair)), subject: { type: 'Pair', id: pair.id }, since: pair.updatedAt })
const personItem = (person: Person, since: Date | null): WaitingItem => ({ label: shortName(person), subject: { type: 'Person', id: person.id }, since })

function programmeItem(facts: WaitingFacts, programme: Programme, since: Date | null): WaitingItem {
  const pair = facts.pairs.find(({ id }) => id === programme.pairId)
  return { label: pair ? labelOf(facts, participantIds(pair)) : programme.title, subject: { type: 'Programme', id: programme.id }, since }
}

const pairsIn = (state: Pair['state']): Collect => (facts) => facts.pairs.filter((pair) => pair.state === state).map((pair) => pairItem(facts, pair))

/** Days after the term of a row that still waits for its mentee. */
function hasOverdueRow(programme: Programme, { now, zone }: WaitingFacts): boolean {
  return programme.rows.some((row) => isPastTerm(row.finalOn, now, zone) && row.marks.some(({ state }) => state === 'open' || state === 'returned'))
}

/** A pair that may work once its programme is ready: ordered, but the programme is still being made. */
function isWithoutProgramme(pair: Pair, programmes: readonly Programme[]): boolean {
  const programme = programmes.find(({ pairId }) => pairId === pair.id)
  return pair.state === 'ordered' && (!programme || programme.state === 'draft' || programme.state === 'shown')
}

const isAskedFor = ({ error }: Delivery) => error === 'by-curator'

/** One item a person: what failed before what the person wants from the curator, the newest first; what is of no use any more is left out. */
function undelivered(facts: WaitingFacts): WaitingItem[] {
  const newestFirst = facts.failed.filter(({ expiresAt }) => expiresAt === null || expiresAt > facts.now).sort((one, other) => other.dueAt.getTime() - one.dueAt.getTime())
  const items = [...new Set(newestFirst.map(({ personId }) => personId))].map((personId): WaitingItem => {
    const own = newestFirst.filter((delivery) => delivery.personId === personId)
    const person = facts.people.find(({ id }) => id === personId)
    const messages = { count: own.length, byHand: own.every(isAskedFor), name: person ? fullName(person) : '' }
    return { label: labelOf(facts, [personId]), subject: { type: 'Person', id: personId }, since: own[0]?.dueAt ?? null, messages }
  })
  return [...items.filter(({ messages }) => !messages?.byHand), ...items.filter(({ messages }) => messages?.byHand)]
}

const collectors: Record<WaitingCode, Collect> = {
  'deliveries-failed': undelivered,
  'requests-unanswered': (facts) =>
    facts.requests
      .filter(({ state }) => state === 'asked' || state === 'curator')
      .map((request) => ({ label: labelOf(facts, [request.menteeId]), subject: { type: 'Pair', id: request.pairId }, since: request.askedAt })),
  'completions-unconfirmed': (facts) =>
    facts.programmes
      .filter(({ state, completion }) => state === 'running' && completion !== null && completion.summarisedAt !== null)
      .map((programme) => programmeItem(facts, programme, programme.completion?.summarisedAt ?? null)),
  'programmes-unapproved': (facts) => facts.programmes.filter(({ state }) => state === 'agreed').map((programme) => programmeItem(facts, programme, programme.updatedAt)),
  'pairs-without-order': pairsIn('consents'),
  'consents-missing': pairsIn('agreed'),
  'pairs-unanswered': pairsIn('proposed'),
  'pairs-without-programme': (facts) => facts.pairs.filter((pair) => isWithoutProgramme(pair, facts.programmes)).map((pair) => pairItem(facts, pair)),
  'rows-overdue': (facts) =>
    facts.programmes
      .filter((programme) => programme.state === 'running' && programme.suspendedAt === null && hasOverdueRow(programme, facts))
      .map((programme) => programmeItem(facts, programme, null)),
  'mentees-without-pair': (facts) => {
    const paired = new Set(facts.pairs.filter(isOpenPair).flatMap(participantIds))
    return facts.people.filter(({ id }) => facts.menteeIds.has(id) && !paired.has(id)).map((person) => personItem(person, null))
  },
  'surveys-unfilled': (facts) => facts.people.filter(({ id }) => facts.menteeIds.has(id) && !facts.surveyed.has(id)).map((person) => personItem(person, null)),
  'people-unreachable': ({ people }) => people.filter(({ unreachableAt }) => unreachableAt !== null).map((person) => personItem(person, person.unreachableAt)),
  'people-unlinked': ({ people }) => people.filter(({ telegramId }) => telegramId === null).map((person) => personItem(person, null)),
}

const oldest = (items: readonly WaitingItem[]): Date | null => items.reduce<Date | null>((found, { since }) => (since !== null && (found === null || since < found) ? since : found), null)

/** Lists what waits for someone with these roles, the most urgent first; nothing that has nothing in it (IMPL-11). */
export function listWaiting(facts: WaitingFacts, roles: readonly string[]): WaitingLine[] {
  return waitingCodes.flatMap((code) => {
    const { resource, filter, roles: concerned } = waitingPlaces[code]
    const isConcerned = code === 'programmes-unapproved' ? roles.includes(facts.approver) : concerned.some((role) => roles.includes(role))
    const items = isConcerned ? collectors[code](facts) : []
    return items.length > 0 ? [{ code, count: items.length, since: oldest(items), items, resource, filter }] : []
  })
}
