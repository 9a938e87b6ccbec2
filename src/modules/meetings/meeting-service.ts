import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'
import type { Meeting, MeetingState } from './meeting.js'

export interface MeetingService {
  set(actor: Actor, input: { pairId: string; kind: string; startsAt: Date; place?: string; link?: string | null; topic?: string; minutes?: number; rowIds?: string[] }): Promise<Result<Meeting>>
  confirm(actor: Actor, input: { meetingId: string; personId: string }): Promise<Result<Meeting>>
  askToMove(actor: Actor, input: { meetingId: string; personId: string; wish: string }): Promise<Result<Meeting>>
  move(actor: Actor, input: { meetingId: string; startsAt: Date }): Promise<Result<Meeting>>
  cancel(actor: Actor, input: { meetingId: string; reason: string }): Promise<Result<Meeting>>
  hold(actor: Actor, input: { meetingId: string; presentIds: string[]; summary: string }): Promise<Result<Meeting>>
  miss(actor: Actor, input: { meetingId: string; reason: string }): Promise<Result<Meeting>>
  get(meetingId: string): Promise<Meeting | null>
  listOf(pairId: string): Promise<Meeting[]>
  /** Planned meetings of a person from now on, nearest first. */
  upcoming(personId: string): Promise<Meeting[]>
  list(organisationId: string, filter?: { states?: MeetingState[] }): Promise<Meeting[]>
  /** Kinds of the five that the pair has not had yet, in order (MEET-01). */
  missingKinds(pairId: string): Promise<string[]>
}
