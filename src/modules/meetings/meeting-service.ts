import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'
import { choosableItems } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import { createAnswering } from './answer-meeting.js'
import { createArranging } from './arrange-meeting.js'
import { createClosing } from './close-meeting.js'
import type { MeetingDependencies } from './meeting-ports.js'
import { createMeetingRecount } from './recount-meetings.js'
import { createMeetingStore, type MeetingLife } from './meeting-store.js'
import { createMeetingWindows, type DatedMeeting, type MeetingCount, type MeetingSpan } from './read-windows.js'
import type { Meeting, MeetingState } from './meeting.js'

export interface NewMeeting {
  pairId: string
  kind: string
  startsAt: Date
  /** One of place and link is needed. */
  place?: string
  link?: string | null
  topic?: string
  /** 45 by default. */
  minutes?: number
  rowIds?: string[]
}

export interface MeetingService {
  /** Problems: pair-not-found, not-allowed, meeting-pair-not-ready, -kind-unknown, -time-wrong, -past, -place-missing, -link-wrong, -length-wrong. */
  set(actor: Actor, input: NewMeeting): Promise<Result<Meeting>>
  confirm(actor: Actor, input: { meetingId: string; personId: string }): Promise<Result<Meeting>>
  askToMove(actor: Actor, input: { meetingId: string; personId: string; wish: string }): Promise<Result<Meeting>>
  /** `seenAt` is the `updatedAt` that the form showed. Problem: panel-stale. */
  move(actor: Actor, input: { meetingId: string; startsAt: Date; seenAt?: Date | undefined }): Promise<Result<Meeting>>
  cancel(actor: Actor, input: { meetingId: string; reason: string }): Promise<Result<Meeting>>
  /** Calls off what is planned, without messages: the pair's own message tells why (pause, end). */
  stopOfPair(actor: Actor, pair: Pick<Pair, 'id' | 'organisationId'>, reason: string): Promise<void>
  hold(actor: Actor, input: { meetingId: string; presentIds: string[]; summary: string }): Promise<Result<Meeting>>
  miss(actor: Actor, input: { meetingId: string; reason: string }): Promise<Result<Meeting>>
  /** Planned meetings ahead stay at the same hour of the wall when its zone, or the zone data, has changed (R10); inside the caller's transaction. */
  recountLocalTimes(organisationId: string, zone: string, formerZone?: string): Promise<void>
  get(meetingId: string): Promise<Meeting | null>
  /** Those of the ids that are there, in any order. */
  getMany(meetingIds: readonly string[]): Promise<Meeting[]>
  listOf(pairId: string): Promise<Meeting[]>
  /** Planned meetings of a person from now on, nearest first. */
  upcoming(personId: string): Promise<Meeting[]>
  /** Meetings of a person that have begun and whose outcome nobody has told yet, oldest first. */
  unclosed(personId: string): Promise<Meeting[]>
  list(organisationId: string, filter?: { states?: MeetingState[] }): Promise<Meeting[]>
  /** Meetings that begin in the span, the earliest first; `revision` grows with every change. */
  between(span: MeetingSpan): Promise<DatedMeeting[]>
  /** How many meetings of each state each day of the wall had. */
  countByDay(span: MeetingSpan): Promise<MeetingCount[]>
  /** When each of these pairs met last, and is to meet farthest ahead. */
  lifeOf(pairIds: readonly string[]): Promise<MeetingLife[]>
  /** The planned meeting of the organisation that comes next. */
  nearest(organisationId: string): Promise<Meeting | null>
  /** Kinds of the five that the pair has not had yet, in order (MEET-01). */
  missingKinds(pairId: string): Promise<string[]>
}

/** Builds the use cases of meetings: five kinds in order, told to both sides, reminded, closed with a line of summary (MEET-01, 02, 04). */
export function createMeetingService(given: MeetingDependencies): MeetingService {
  const { kernel, connection, findPair, findOrganisation } = given
  const store = createMeetingStore(connection, kernel)

  return {
    ...createArranging(given, store),
    ...createAnswering(given, store),
    ...createClosing(given, store),
    recountLocalTimes: createMeetingRecount(given, store),
    ...createMeetingWindows(connection),
    get: (meetingId) => store.find(meetingId),
    getMany: store.findMany,
    listOf: (pairId) => store.list({ pairId }),
    upcoming: (personId) => store.list({ 'attendees.personId': personId, state: 'planned', startsAt: { $gt: kernel.clock.now() } }),
    unclosed: (personId) => store.list({ 'attendees.personId': personId, state: 'planned', startsAt: { $lte: kernel.clock.now() } }),
    lifeOf: store.lifeOf,
    nearest: (organisationId) => store.nearest({ organisationId, state: 'planned', startsAt: { $gt: kernel.clock.now() } }),
    list: (organisationId, { states } = {}) => store.list({ organisationId, ...(states ? { state: { $in: states } } : {}) }, -1),

    async missingKinds(pairId) {
      const pair = await findPair(pairId)
      const organisation = pair && (await findOrganisation(pair.organisationId))
      if (!pair || !organisation) return []
      const held = new Set((await store.list({ pairId, state: 'held' })).map(({ kind }) => kind))
      return choosableItems(organisation, 'meetingKinds').map(({ code }) => code).filter((code) => !held.has(code))
    },
  }
}
