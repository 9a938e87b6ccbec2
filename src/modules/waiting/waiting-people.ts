import { addMonths, dayOf } from '../../core/dates.js'
import type { Delivery } from '../deliveries/delivery.js'
import { isOpenPair, participantIds } from '../pairs/pair.js'
import { fullName, type Person } from '../people/person.js'
import type { WaitingCode, WaitingItem } from './waiting.js'
import { labelOf, personItem, type Collect, type WaitingFacts } from './waiting-facts.js'

/** The register is looked over at least once a year; the warning comes a month before (BANK-01). */
export const monthsOfTrust = 11

const isAskedFor = ({ error }: Delivery) => error === 'by-curator'

/** One item a person: what failed before what the person wants from the curator, the newest first; what is of no use any more is left out. */
const undelivered: Collect = (facts) => {
  const newestFirst = facts.failed.filter(({ expiresAt }) => expiresAt === null || expiresAt > facts.now).sort((one, other) => other.dueAt.getTime() - one.dueAt.getTime())
  const items = [...new Set(newestFirst.map(({ personId }) => personId))].map((personId): WaitingItem => {
    const own = newestFirst.filter((delivery) => delivery.personId === personId)
    const person = facts.people.get(personId)
    const messages = { count: own.length, byHand: own.every(isAskedFor), name: person ? fullName(person) : '', ids: own.map(({ id }) => id) }
    return { label: labelOf(facts, [personId]), subject: { type: 'Person', id: personId }, since: own[0]?.dueAt ?? null, personIds: [personId], messages }
  })
  return [...items.filter(({ messages }) => !messages?.byHand), ...items.filter(({ messages }) => messages?.byHand)]
}

const all = ({ people }: WaitingFacts) => [...people.values()]
const inBank = (facts: WaitingFacts) => all(facts).filter(({ id }) => facts.menteeIds.has(id) || facts.mentorIds.has(id))

const checkedAt = (person: Person) => person.checkedAt ?? person.createdAt

/** People of the banks whose data nobody has looked over for eleven months. */
export function overdueInBank(people: readonly Person[], now: Date, zone: string): Person[] {
  const limit = addMonths(dayOf(now, zone), -monthsOfTrust)
  return people.filter((person) => dayOf(checkedAt(person), zone) <= limit)
}

const withoutConsent: Collect = (facts) => {
  const current = new Map(facts.consents.filter(({ kind }) => kind === 'personal-data').map((paper) => [paper.personId, paper]))
  const wanting = inBank(facts).filter(({ id }) => current.get(id)?.state !== 'given')
  return wanting.map((person) => personItem(person, current.get(person.id)?.decidedAt ?? null, { what: current.get(person.id)?.state ?? 'none' }))
}

/** What waits about single people. */
export const peopleCollectors = {
  'deliveries-failed': undelivered,
  'mentees-without-pair': (facts) => {
    const paired = new Set(facts.pairs.filter(isOpenPair).flatMap(participantIds))
    return all(facts).filter(({ id }) => facts.menteeIds.has(id) && !paired.has(id)).map((person) => personItem(person, null))
  },
  'surveys-unfilled': (facts) =>
    all(facts)
      .filter(({ id }) => facts.menteeIds.has(id) && !facts.surveyed.has(id))
      .map((person) => personItem(person, null, facts.reminded.has(`survey:${person.id}`) ? { isReminded: true } : {})),
  'people-without-consent': withoutConsent,
  'people-unreachable': (facts) => all(facts).filter(({ unreachableAt }) => unreachableAt !== null).map((person) => personItem(person, person.unreachableAt)),
  'people-unlinked': (facts) => all(facts).filter(({ telegramId }) => telegramId === null).map((person) => personItem(person, null)),
  'bank-overdue': (facts) => overdueInBank(inBank(facts), facts.now, facts.zone).map((person) => personItem(person, checkedAt(person))),
} as const satisfies Partial<Record<WaitingCode, Collect>>
