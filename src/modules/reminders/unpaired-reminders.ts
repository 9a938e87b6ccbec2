import { addDays, daysBetween, dayOf, instantAt, type Day } from '../../core/dates.js'
import type { PlannedDelivery } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import { isOpenPair, type Pair } from '../pairs/pair.js'
import type { Person } from '../people/person.js'

export interface UnpairedScene {
  organisation: Organisation
  mentees: readonly Person[]
  pairs: readonly Pair[]
  curatorIds: readonly string[]
  psychologistIds: readonly string[]
  now: Date
}

const hoursInDay = 24
/** A Monday: the rounds of all organisations begin on Mondays. */
const firstMonday: Day = '2024-01-01'
/** So many are named in the message; the others are a number. */
const mostNamed = 3

/** Since when a mentee has had no mentor; null while a pair of his is open. */
export function unpairedSince(person: Person, pairs: readonly Pair[], zone: string): Day | null {
  const own = pairs.filter((pair) => pair.members.some(({ menteeId }) => menteeId === person.id))
  const isIn = (pair: Pair) => isOpenPair(pair) && pair.members.some(({ menteeId, to }) => menteeId === person.id && to === null)
  if (own.some(isIn)) return null
  const role = person.roles.filter(({ role }) => role === 'mentee').map(({ from }) => from)
  const left = own.flatMap(({ members, end }) => members.filter(({ menteeId }) => menteeId === person.id).map(({ to }) => to ?? (end ? dayOf(end.at, zone) : null)))
  return [...role, ...left.filter((day) => day !== null)].sort().at(-1) ?? null
}

/** Everybody who has waited for a mentor that long on the day, longest first. */
export function waitingOn(day: Day, { organisation, mentees, pairs }: Pick<UnpairedScene, 'organisation' | 'mentees' | 'pairs'>): string[] {
  const least = (organisation.settings.reminders['unpaired-mentee'].offsets[0] ?? 0) / hoursInDay
  return mentees
    .map((person) => ({ id: person.id, since: unpairedSince(person, pairs, organisation.zone) }))
    .filter((one): one is { id: string; since: Day } => one.since !== null && daysBetween(one.since, day) >= least)
    .sort((a, b) => a.since.localeCompare(b.since))
    .map(({ id }) => id)
}

/** One message a round to the curators and psychologists about all who wait for a mentor: rounds begin on Mondays, in the hour of the digest. */
export function unpairedNudges(scene: UnpairedScene): PlannedDelivery[] {
  const { organisation, curatorIds, psychologistIds, now } = scene
  const { zone, settings } = organisation
  const every = Math.max(1, Math.round((settings.reminders['unpaired-mentee'].repeatHours ?? 0) / hoursInDay))
  const round = Math.floor(daysBetween(firstMonday, dayOf(now, zone)) / every)
  const day = addDays(firstMonday, round * every)
  const [hour = 9, minute = 0] = settings.digestAt.split(':').map(Number)
  const dueAt = instantAt(day, hour, minute, zone)
  const waiting = dueAt > now ? [] : waitingOn(day, scene)
  if (waiting.length === 0) return []
  const named = Object.fromEntries(waiting.slice(0, mostNamed).map((id, at) => [`mentee${at + 1}Id`, id]))
  return [...new Set([...curatorIds, ...psychologistIds])].map((personId) => ({
    kind: 'mentees-unpaired',
    organisationId: organisation.id,
    personId,
    subject: { type: 'organisation', id: organisation.id },
    occurrence: day,
    params: { ...named, count: String(waiting.length), role: curatorIds.includes(personId) ? 'curator' : 'psychologist' },
    dueAt,
  }))
}
