import { addDays, dayOf, daysBetween, instantAt } from '../../core/dates.js'
import type { DeliveryKind, PlannedDelivery } from '../deliveries/delivery.js'
import type { Meeting } from '../meetings/meeting.js'
import type { Organisation } from '../organisations/organisation.js'
import { currentMenteeIds, participantIds, type Pair } from '../pairs/pair.js'
import { pairMessage } from '../pairs/pair-messages.js'
import type { Programme } from '../programmes/programme.js'
import { openRequestStates, type MentoringRequest } from '../requests/request.js'
import { nudgeAt, offsetName } from '../programmes/term-reminders.js'

/** What shows that a pair is at work. */
export interface PairLife {
  meetings: readonly Pick<Meeting, 'state' | 'startsAt'>[]
  /** Requests of the pair, former ones too. */
  requests: readonly Pick<MentoringRequest, 'state' | 'askedAt' | 'answeredAt'>[]
  /** When participants gave their consents. */
  consentedAt: readonly Date[]
}

export const noLife: PairLife = { meetings: [], requests: [], consentedAt: [] }

/** One pair with all that its reminders look at. */
export interface PairScene extends PairLife {
  pair: Pair
  programme: Programme | null
  organisation: Organisation
  now: Date
}

const hourMs = 3_600_000

/** The newest of the hours that have passed since the moment; what was missed before it is not made up for. */
function reached(hours: readonly number[], moment: Date, now: Date): number | undefined {
  const passed = (now.getTime() - moment.getTime()) / hourMs
  return hours.filter((offset) => offset <= passed).sort((a, b) => a - b).at(-1)
}

const after = (moment: Date, hours: number) => new Date(moment.getTime() + hours * hourMs)
const known = (people: readonly (string | null)[]) => [...new Set(people.filter((id): id is string => id !== null))]
const curatorOf = ({ pair, organisation }: PairScene) => pair.curatorId ?? organisation.curatorPersonId

/** When the last side said yes; null while an answer is missing. */
export function agreedAt(pair: Pair): Date | null {
  const answers = [pair.mentor, ...pair.members.filter(({ menteeId }) => currentMenteeIds(pair).includes(menteeId))]
  const times = answers.map(({ answer, answeredAt }) => (answer === 'agreed' ? answeredAt : null))
  return times.includes(null) ? null : new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)))
}

/** True while the pair has agreed and waits for the order. */
export const waitsForOrder = (pair: Pair) => pair.order === null && (pair.state === 'agreed' || pair.state === 'consents')

/** True while the order is there and the mentor has not shown a plan. */
export const waitsForProgramme = (pair: Pair, programme: Programme | null) => pair.state === 'ordered' && (programme === null || programme.state === 'draft')

function nudges(scene: PairScene, about: { kind: DeliveryKind; hours: readonly number[]; moment: Date; occurrence: string }, people: readonly (string | null)[]): PlannedDelivery[] {
  const { kind, moment, occurrence } = about
  const hours = reached(about.hours, moment, scene.now)
  if (hours === undefined) return []
  return known(people).map((personId) => pairMessage(scene.pair, kind, personId, { occurrence, offset: offsetName(hours), dueAt: after(moment, hours) }))
}

/** Agreed and no order yet: to the curator and the head (section 29). */
export function orderNudges(scene: PairScene): PlannedDelivery[] {
  const { pair, organisation } = scene
  const moment = agreedAt(pair)
  if (!waitsForOrder(pair) || moment === null) return []
  const { offsets } = organisation.settings.reminders['pair-without-order']
  return nudges(scene, { kind: 'pair-without-order', hours: offsets, moment, occurrence: moment.toISOString() }, [curatorOf(scene), organisation.headPersonId])
}

/** Ordered and no plan shown yet: to the mentor. Nothing but the order has changed the pair since, so its last change is the moment. */
export function programmeNudges(scene: PairScene): PlannedDelivery[] {
  const { pair, programme, organisation } = scene
  if (!waitsForProgramme(pair, programme)) return []
  const { offsets } = organisation.settings.reminders['order-without-programme']
  return nudges(scene, { kind: 'order-without-programme', hours: offsets, moment: pair.updatedAt, occurrence: pair.order?.documentId ?? '-' }, [pair.mentorId])
}

/** The programme's last day comes near: to both sides and the curator. */
export function endNudges(scene: PairScene): PlannedDelivery[] {
  const { pair, programme, organisation, now } = scene
  if (programme?.state !== 'running' || programme.suspendedAt !== null) return []
  const { offsets } = organisation.settings.reminders['programme-end']
  const due = offsets.map((hours) => ({ hours, dueAt: nudgeAt(programme.endsOn, hours, organisation.zone) })).filter(({ dueAt }) => dueAt <= now)
  const newest = due.sort((a, b) => a.hours - b.hours).at(-1)
  if (!newest) return []
  const extra = { occurrence: programme.endsOn, offset: offsetName(newest.hours), dueAt: newest.dueAt, params: { programmeId: programme.id } }
  return known([...participantIds(pair), curatorOf(scene)]).map((personId) => pairMessage(pair, 'programme-ending', personId, extra))
}

/**
 * When something last happened in an active pair: a report, a check, a meeting, a question, a consent; null while a meeting is
 * planned ahead, or a report or a question waits for its answer: of that other messages remind.
 */
export function idleSince({ pair, programme, meetings, requests, consentedAt, now }: Omit<PairScene, 'organisation'>): Date | null {
  if (pair.state !== 'active' || pair.activeSince === null) return null
  if (meetings.some(({ state, startsAt }) => state === 'planned' && startsAt > now)) return null
  const marks = programme?.rows.flatMap((row) => row.marks) ?? []
  if (marks.some(({ state }) => state === 'reported') || requests.some(({ state }) => openRequestStates.includes(state))) return null
  const held = meetings.filter(({ state }) => state === 'held').map(({ startsAt }) => startsAt)
  const reports = marks.flatMap((mark) => mark.reports.map(({ at, checkedAt }) => checkedAt ?? at))
  const accepted = marks.flatMap((mark) => (mark.acceptedAt ? [mark.acceptedAt] : []))
  const asked = requests.map(({ askedAt, answeredAt }) => answeredAt ?? askedAt)
  return new Date(Math.max(...[pair.activeSince, ...held, ...reports, ...accepted, ...asked, ...consentedAt].map((at) => at.getTime())))
}

/** Which idleness a message speaks of: another event in the pair makes it another one. */
export const idleOccurrence = (since: Date, zone: string) => dayOf(since, zone)

/** Nothing has happened for long: to the mentor, later to the curator. */
export function idleNudges(scene: PairScene): PlannedDelivery[] {
  const { pair, organisation } = scene
  const since = idleSince(scene)
  if (since === null) return []
  const { offsets, curatorAfterHours } = organisation.settings.reminders['idle-pair']
  const about = { kind: 'pair-idle' as const, moment: since, occurrence: idleOccurrence(since, organisation.zone) }
  return [
    ...nudges(scene, { ...about, hours: offsets }, [pair.mentorId]),
    ...(curatorAfterHours === undefined ? [] : nudges(scene, { ...about, hours: [curatorAfterHours] }, [curatorOf(scene)])),
  ]
}

/** How it goes, asked of the mentor of an active pair every so many days, in the hour of the digest (section 29). */
export function checkIns({ pair, organisation, now }: PairScene): PlannedDelivery[] {
  const { zone, settings } = organisation
  const every = settings.mentorMessageDays
  if (every === 0 || pair.state !== 'active' || pair.activeSince === null) return []
  const began = dayOf(pair.activeSince, zone)
  const times = Math.floor(daysBetween(began, dayOf(now, zone)) / every)
  if (times < 1) return []
  const day = addDays(began, times * every)
  const [hour = 9, minute = 0] = settings.digestAt.split(':').map(Number)
  const dueAt = instantAt(day, hour, minute, zone)
  return dueAt > now ? [] : [pairMessage(pair, 'mentor-check-in', pair.mentorId, { occurrence: day, dueAt })]
}

/** All reminders that one pair has earned by now (IMPL-01, section 29). */
export function pairNudges(scene: PairScene): PlannedDelivery[] {
  return [orderNudges, programmeNudges, endNudges, idleNudges, checkIns].flatMap((nudgesOf) => nudgesOf(scene))
}
