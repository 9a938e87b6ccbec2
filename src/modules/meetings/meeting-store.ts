import { isObjectIdOrHexString, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { createRecordStore, type ChangeNote } from '../../db/record-store.js'
import { defineMeetingModel, toMeeting, type MeetingDocument, type MeetingFields } from './meeting-model.js'
import type { Meeting } from './meeting.js'

/** One of the pair's meetings: the last one held, or the farthest one planned. */
export interface MeetingLife {
  pairId: string
  state: Meeting['state']
  startsAt: Date
}

export type MeetingStore = ReturnType<typeof createMeetingStore>

/** Reads and writes meetings. */
export function createMeetingStore(connection: Connection, kernel: Kernel) {
  const meetings = defineMeetingModel(connection)
  const records = createRecordStore<MeetingDocument, Meeting>({ model: meetings, toPlain: toMeeting, type: 'Meeting', kernel })

  return {
    ...records,

    async findMany(ids: readonly string[]): Promise<Meeting[]> {
      return (await meetings.find({ _id: { $in: ids.filter((id) => isObjectIdOrHexString(id)) } })).map(toMeeting)
    },

    async list(filter: Record<string, unknown>, order: 1 | -1 = 1): Promise<Meeting[]> {
      return (await meetings.find(filter).sort({ startsAt: order, _id: order }).limit(500)).map(toMeeting)
    },

    async lifeOf(pairIds: readonly string[]): Promise<MeetingLife[]> {
      const found = await meetings.aggregate<{ _id: Pick<MeetingLife, 'pairId' | 'state'>; startsAt: Date }>([
        { $match: { pairId: { $in: [...pairIds] }, state: { $in: ['planned', 'held'] } } },
        { $group: { _id: { pairId: '$pairId', state: '$state' }, startsAt: { $max: '$startsAt' } } },
      ])
      return found.map(({ _id, startsAt }) => ({ ..._id, startsAt }))
    },

    async nearest(filter: Record<string, unknown>): Promise<Meeting | null> {
      const found = await meetings.findOne(filter).sort({ startsAt: 1, _id: 1 })
      return found && toMeeting(found)
    },

    async insert(actor: Actor, fields: Omit<MeetingFields, '_id' | 'createdAt' | 'updatedAt'>): Promise<Meeting> {
      const now = kernel.clock.now()
      return toMeeting(await records.insert(actor, { ...fields, createdAt: now, updatedAt: now }, { action: 'meeting-set' }))
    },

    change: (actor: Actor, document: MeetingDocument, patch: Partial<Meeting>, note: ChangeNote): Promise<Meeting> =>
      records.change(actor, document, { ...patch, updatedAt: kernel.clock.now() }, note),
  }
}
