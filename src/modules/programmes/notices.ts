import type { DeliveryKind, PlannedDelivery } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'
import { rowSubject } from './term-reminders.js'
import type { Programme } from './programme.js'

type People = readonly (string | null)[]

/** The person who looks after the pair, or the organisation's curator. */
export function curatorPersonOf(pair: Pair, organisation: Organisation): string | null {
  return pair.curatorId ?? organisation.curatorPersonId
}

/** The person who approves, where the organisation has named one. */
export function approverPersonOf(pair: Pair, organisation: Organisation): string | null {
  return organisation.settings.programmeApprover === 'head' ? organisation.headPersonId : curatorPersonOf(pair, organisation)
}

/** Both sides of the pair. */
export function bothSides(pair: Pair): string[] {
  return [pair.mentorId, ...currentMenteeIds(pair)]
}

/** Messages about a whole programme, one for each person; nobody gets two. */
export function programmeNotices(programme: Programme, kind: DeliveryKind, people: People, occurrence: string, params: Record<string, string> = {}): PlannedDelivery[] {
  const known = [...new Set(people.filter((person): person is string => person !== null))]
  return known.map((personId) => ({
    kind,
    organisationId: programme.organisationId,
    personId,
    subject: { type: 'Programme', id: programme.id },
    occurrence,
    params: { programmeId: programme.id, ...params },
  }))
}

/** Which report of a mentee a message is about. */
export function reportOccurrence(menteeId: string, number: number): string {
  return `${menteeId}:${number}`
}

/** A message about one mentee's mark on a row. */
export function rowNotice(
  programme: Programme,
  about: { kind: DeliveryKind; personId: string; rowId: string; menteeId: string; occurrence: string; params?: Record<string, string> },
): PlannedDelivery {
  const { kind, personId, rowId, menteeId, occurrence, params } = about
  return {
    kind,
    organisationId: programme.organisationId,
    personId,
    subject: rowSubject(programme.id, rowId),
    occurrence,
    params: { programmeId: programme.id, rowId, menteeId, ...params },
  }
}
