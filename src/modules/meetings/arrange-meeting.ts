import { isSystem, type Actor } from '../../core/actor.js'
import { wallOf } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { allowWords, requireWords } from '../../core/wording.js'
import { areChoosable, type Organisation } from '../organisations/organisation.js'
import { participantIds, type Pair } from '../pairs/pair.js'
import { meetingReminders, meetingSubject, toAttendees } from './meeting-messages.js'
import { toMeeting } from './meeting-model.js'
import { mayArrange, mayMeet } from './meeting-policy.js'
import type { MeetingDependencies } from './meeting-ports.js'
import type { MeetingService, NewMeeting } from './meeting-service.js'
import type { MeetingStore } from './meeting-store.js'
import { meetingTransitions, type Attendee, type Meeting } from './meeting.js'

const usualMinutes = 45
const longestMinutes = 8 * 60
const longest = { place: 200, topic: 300, reason: 500 } as const

type Where = Pick<Meeting, 'place' | 'link' | 'topic' | 'minutes'>

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
}

function checkWhere(input: NewMeeting): Result<Where> {
  const place = allowWords(input.place, longest.place)
  if (!place.ok) return place
  const topic = allowWords(input.topic, longest.topic)
  if (!topic.ok) return topic
  const link = input.link?.trim() || null
  if (link !== null && !isWebAddress(link)) return refuse('meeting-link-wrong')
  if (place.value === '' && link === null) return refuse('meeting-place-missing')
  const minutes = input.minutes ?? usualMinutes
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > longestMinutes) return refuse('meeting-length-wrong', { longest: longestMinutes })
  return ok({ place: place.value, link, topic: topic.value, minutes })
}

const onTheWall = (startsAt: Date, { zone }: Organisation) => ({ local: wallOf(startsAt, zone), zone })

/** The one who arranges has agreed by that; the others are asked. */
function askedAnew(personIds: readonly string[], actor: Actor): Attendee[] {
  return personIds.map((personId) => ({ personId, reply: personId === actor.personId ? 'confirmed' : 'waiting', present: null, wish: null }))
}

/** Setting, moving and calling off meetings: the meeting and its messages change in one transaction (MEET-01, MEET-04). */
export function createArranging({ kernel, deliveries, findPair, findOrganisation }: MeetingDependencies, store: MeetingStore): Pick<MeetingService, 'set' | 'move' | 'cancel' | 'stopOfPair'> {
  const now = () => kernel.clock.now()

  function checkSet(actor: Actor, pair: Pair, organisation: Organisation, input: NewMeeting): Result<Where> {
    if (!mayArrange(actor, pair)) return refuse('not-allowed')
    if (!mayMeet(pair)) return refuse('meeting-pair-not-ready')
    if (!areChoosable(organisation, 'meetingKinds', [input.kind])) return refuse('meeting-kind-unknown')
    if (Number.isNaN(input.startsAt.getTime())) return refuse('meeting-time-wrong')
    if (input.startsAt <= now() && !isSystem(actor)) return refuse('meeting-past')
    return checkWhere(input)
  }

  async function tell(meeting: Meeting, kind: 'meeting-set' | 'meeting-moved', organisation: Organisation, pair: Pair, actor: Actor): Promise<void> {
    const reminders = meetingReminders(meeting, organisation, pair.mentorId, now())
    await deliveries.plan([...toAttendees(meeting, kind, actor.personId), ...reminders])
  }

  /** The meeting, its pair and organisation, when the actor may change it and it is still planned. */
  async function openPlanned(actor: Actor, meetingId: string) {
    const document = await store.open(actor, meetingId)
    const pair = document && (await findPair(document.pairId))
    const organisation = document && (await findOrganisation(document.organisationId))
    if (!document || !pair || !organisation) return refuse('meeting-not-found')
    if (!mayArrange(actor, pair)) return refuse('not-allowed')
    if (!canMove(meetingTransitions, document.state, 'cancelled')) return refuse(`meeting-is-${document.state}`)
    return ok({ document, pair, organisation })
  }

  const silence = (meeting: Pick<Meeting, 'id' | 'organisationId'>) =>
    deliveries.cancel({ organisationId: meeting.organisationId, subject: meetingSubject(meeting.id) })

  return {
    async set(actor, input) {
      const pair = await findPair(input.pairId)
      const organisation = pair && (await findOrganisation(pair.organisationId))
      if (!pair || !organisation) return refuse('pair-not-found')
      const where = checkSet(actor, pair, organisation, input)
      if (!where.ok) return where
      return store.transaction(async () => {
        /** The same wish again, as after a crash before it was marked as done. */
        const [same] = await store.list({ pairId: pair.id, startsAt: input.startsAt, kind: input.kind, state: 'planned', ...where.value })
        if (same) return ok(same)
        const meeting = await store.insert(actor, {
          organisationId: pair.organisationId,
          pairId: pair.id,
          kind: input.kind,
          startsAt: input.startsAt,
          ...onTheWall(input.startsAt, organisation),
          ...where.value,
          rowIds: input.rowIds ?? [],
          attendees: askedAnew(participantIds(pair), actor),
          state: 'planned',
          summary: null,
          reason: null,
          sequence: 0,
        })
        await tell(meeting, 'meeting-set', organisation, pair, actor)
        return ok(meeting)
      })
    },

    move: (actor, { meetingId, startsAt, seenAt }) =>
      store.transaction(async () => {
        const found = await openPlanned(actor, meetingId)
        if (!found.ok) return found
        const { document, pair, organisation } = found.value
        if (seenAt && seenAt.getTime() !== document.updatedAt.getTime()) return refuse('panel-stale')
        if (Number.isNaN(startsAt.getTime())) return refuse('meeting-time-wrong')
        if (startsAt <= now()) return refuse('meeting-past')
        if (startsAt.getTime() === document.startsAt.getTime()) return ok(toMeeting(document))
        const attendees = askedAnew(document.attendees.map(({ personId }) => personId), actor)
        const moved = await store.change(actor, document, { startsAt, ...onTheWall(startsAt, organisation), attendees, sequence: document.sequence + 1 }, { action: 'meeting-move' })
        await silence(moved)
        await tell(moved, 'meeting-moved', organisation, pair, actor)
        return ok(moved)
      }),

    cancel: (actor, { meetingId, reason }) =>
      store.transaction(async () => {
        const found = await openPlanned(actor, meetingId)
        if (!found.ok) return found
        const words = requireWords(reason, longest.reason)
        if (!words.ok) return words
        const { document } = found.value
        const isAhead = document.startsAt > now()
        const cancelled = await store.change(actor, document, { state: 'cancelled', reason: words.value }, { action: 'meeting-cancel', reason: words.value })
        await silence(cancelled)
        if (isAhead) await deliveries.plan(toAttendees(cancelled, 'meeting-cancelled', actor.personId))
        return ok(cancelled)
      }),

    stopOfPair: (actor, pair, reason) =>
      store.transaction(async () => {
        for (const { id } of await store.list({ organisationId: pair.organisationId, pairId: pair.id, state: 'planned' })) {
          const document = await store.open(actor, id)
          if (!document) continue
          const stopped = await store.change(actor, document, { state: 'cancelled', reason }, { action: 'meeting-cancel', reason })
          await silence(stopped)
        }
      }),
  }
}
