import { systemActor } from '../../core/actor.js'
import { instantOfWall, wallOf } from '../../core/dates.js'
import type { MeetingDependencies } from './meeting-ports.js'
import type { MeetingService } from './meeting-service.js'
import type { MeetingStore } from './meeting-store.js'

/** Makes the recount of meetings ahead: the hour of the wall stays, the instant follows the zone; twice is harmless (R10). */
export function createMeetingRecount({ kernel }: MeetingDependencies, store: MeetingStore): MeetingService['recountLocalTimes'] {
  return (organisationId, zone, formerZone = zone) =>
    store.transaction(async () => {
      const actor = systemActor('job', organisationId)
      for (const meeting of await store.list({ organisationId, state: 'planned', startsAt: { $gt: kernel.clock.now() } })) {
        const local = meeting.local || wallOf(meeting.startsAt, formerZone)
        const startsAt = instantOfWall(local, zone)
        if (meeting.zone === zone && startsAt.getTime() === meeting.startsAt.getTime()) continue
        const document = await store.open(actor, meeting.id)
        if (document) await store.change(actor, document, { local, zone, startsAt }, { action: 'meeting-recount' })
      }
    })
}
