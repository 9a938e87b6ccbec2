import type { Connection } from 'mongoose'
import { toPlain } from '../../db/lean.js'
import { defineMeetingModel, type MeetingFields } from './meeting-model.js'
import { meetingStates, type Meeting, type MeetingState } from './meeting.js'

export interface MeetingSpan {
  organisationId: string
  from: Date
  /** Not included. */
  to: Date
  /** Only meetings of these pairs. */
  pairIds?: readonly string[]
}

/** A meeting with the number of its last change. */
export type DatedMeeting = Meeting & { revision: number }

export interface MeetingCount {
  /** Day of the wall on which it was set. */
  day: string
  state: MeetingState
  count: number
}

/** A page or a calendar file never reads without an end. */
const mostMeetings = 1000

/** Reading of meetings by time for calendars and figures: by index, with an end. */
export function createMeetingWindows(connection: Connection) {
  const meetings = defineMeetingModel(connection)
  const filterOf = ({ organisationId, from, to, pairIds }: MeetingSpan) => ({
    organisationId,
    state: { $in: [...meetingStates] },
    startsAt: { $gte: from, $lt: to },
    ...(pairIds ? { pairId: { $in: [...pairIds] } } : {}),
  })

  return {
    async between(span: MeetingSpan): Promise<DatedMeeting[]> {
      const found = await meetings.find(filterOf(span)).sort({ startsAt: 1, _id: 1 }).limit(mostMeetings).lean<(MeetingFields & { __v: number })[]>()
      return found.map((record) => ({ ...toPlain<Meeting>(record), revision: record.__v }))
    },

    async countByDay(span: MeetingSpan): Promise<MeetingCount[]> {
      const counted = await meetings.aggregate<{ _id: { day: string; state: MeetingState }; count: number }>([
        { $match: filterOf(span) },
        { $group: { _id: { day: { $substrBytes: ['$local', 0, 10] }, state: '$state' }, count: { $sum: 1 } } },
      ])
      return counted.map(({ _id, count }) => ({ ..._id, count }))
    },
  }
}
