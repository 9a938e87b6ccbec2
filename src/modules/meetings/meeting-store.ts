import { isValidObjectId, type Connection } from 'mongoose'
import { belongsTo, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { defineMeetingModel, toMeeting, type MeetingDocument, type MeetingFields } from './meeting-model.js'
import type { Meeting } from './meeting.js'

export interface MeetingNote {
  action: string
  reason?: string
}

export type MeetingStore = ReturnType<typeof createMeetingStore>

const attempts = 3

/** Reads and writes meetings: every write in a transaction, guarded by the version, with its line in the history. */
export function createMeetingStore(connection: Connection, kernel: Kernel) {
  const meetings = defineMeetingModel(connection)
  const note = (actor: Actor, meeting: Meeting) => ({ actor, organisationId: meeting.organisationId, subject: { type: 'Meeting', id: meeting.id } })

  return {
    /** Runs the use case in one transaction; of two presses at once the later one sees what the first has written. */
    async transaction<T>(work: () => Promise<T>): Promise<T> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await kernel.transaction(work)
        } catch (error) {
          const lostTheRace = error instanceof Error && error.name === 'VersionError'
          if (!lostTheRace || attempt === attempts) throw error
        }
      }
    },

    /** The meeting as a document to change; null when it is not there or not in the actor's organisation. */
    async open(actor: Actor, meetingId: string): Promise<MeetingDocument | null> {
      const found = isValidObjectId(meetingId) ? await meetings.findById(meetingId) : null
      return found && belongsTo(actor, found.organisationId) ? found : null
    },

    async find(meetingId: string): Promise<Meeting | null> {
      const found = isValidObjectId(meetingId) ? await meetings.findById(meetingId) : null
      return found && toMeeting(found)
    },

    async list(filter: Record<string, unknown>, order: 1 | -1 = 1): Promise<Meeting[]> {
      return (await meetings.find(filter).sort({ startsAt: order, _id: order }).limit(500)).map(toMeeting)
    },

    async insert(actor: Actor, fields: Omit<MeetingFields, '_id' | 'createdAt' | 'updatedAt'>): Promise<Meeting> {
      const now = kernel.clock.now()
      const meeting = toMeeting(await new meetings({ ...fields, createdAt: now, updatedAt: now }).save())
      await kernel.audit({ ...note(actor, meeting), action: 'meeting-set', after: meeting })
      return meeting
    },

    async change(actor: Actor, document: MeetingDocument, patch: Partial<Meeting>, { action, reason }: MeetingNote): Promise<Meeting> {
      const before = toMeeting(document)
      document.set({ ...patch, updatedAt: kernel.clock.now() })
      await document.save()
      const after = toMeeting(document)
      await kernel.audit({ ...note(actor, after), action, before, after, reason })
      return after
    },
  }
}
