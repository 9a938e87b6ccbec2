import { waitingCodes, waitingPlaces, type WaitingCode, type WaitingItem, type WaitingLine } from './waiting.js'
import type { Collect, WaitingFacts } from './waiting-facts.js'
import { ownWayCollectors } from './waiting-own-ways.js'
import { pairCollectors } from './waiting-pairs.js'
import { peopleCollectors } from './waiting-people.js'

export type { WaitingFacts } from './waiting-facts.js'

const collectors: Record<WaitingCode, Collect> = { ...pairCollectors, ...peopleCollectors, ...ownWayCollectors }

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
