import type { Transitions } from '../../core/transitions.js'

export const meetingStates = ['planned', 'held', 'missed', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

export const meetingTransitions = {
  planned: ['held', 'missed', 'cancelled'],
  held: [],
  missed: [],
  cancelled: [],
} as const satisfies Transitions<MeetingState>

export const attendeeReplies = ['waiting', 'confirmed', 'move-asked'] as const

export interface Attendee {
  personId: string
  reply: (typeof attendeeReplies)[number]
  present: boolean | null
  wish: string | null
}

/** A meeting of a pair (MEET-01, MEET-02). */
export interface Meeting {
  id: string
  organisationId: string
  pairId: string
  /** Code of the five meeting kinds. */
  kind: string
  startsAt: Date
  /** What the wall showed at `startsAt` when it was arranged, and where: kept when the rules of zones change (R10). */
  local: string
  zone: string
  minutes: number
  place: string
  link: string | null
  topic: string
  rowIds: string[]
  attendees: Attendee[]
  state: MeetingState
  summary: string | null
  reason: string | null
  /** Raised at every move: part of the reminders' occurrence. */
  sequence: number
  createdAt: Date
  updatedAt: Date
}

/** When it ends, by its planned length. */
export function endOf(meeting: Pick<Meeting, 'startsAt' | 'minutes'>): Date {
  return new Date(meeting.startsAt.getTime() + meeting.minutes * 60_000)
}
