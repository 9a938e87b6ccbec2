import { addDays, dayOf, endOfDay, instantAt, startOfDay, timeOf } from '../../core/dates.js'
import type { Channel } from '../people/person.js'
import { countedClasses, type Delivery, type DeliveryClass, type DeliveryKind, type DeliveryState } from './delivery.js'
import { hoursOnly, isDayOff, leastNotice, nextOpen, onDayOf, type QuietRules } from './reminder-rules.js'

export type { Channel } from '../people/person.js'

/** Where a message goes, and when its person is not to be disturbed. */
export interface Recipient {
  /** null when the person is not linked. */
  chatId: number | null
  isUnreachable: boolean
  quiet: QuietRules
  /** Nudges and digests to this person a day. */
  budget: number
  /** 'HH:mm' of the digest of what is over the budget. */
  digestAt: string
  /** Until then the person has asked for no nudges. */
  fewerUntil: Date | null
  channel: Channel
}

/** One row among those of a person around today; loaded once for all persons of a batch. */
export interface DayRow {
  id: string
  kind: DeliveryKind
  class: DeliveryClass
  subjectId: string
  /** Whom of a group it speaks of, where it does. */
  menteeId: string | null
  state: DeliveryState
  dueAt: Date
  /** When it was sent, or may have been. */
  sentAt: Date | null
  /** The digest that it was folded into. */
  digestOf: string | null
}

/** The digest that a row is to go into, made if it is not there. */
export interface Fold {
  at: Date
  /** Names the digest among the person's others: the day on which it goes. */
  day: string
  /** After this it is of no use as a digest; what is in it may still be. */
  until: Date
  /** `news`: made at once after an outage of rows that may go now, so that only quiet hours hold it. */
  class: 'news' | 'digest'
}

export type Verdict =
  | { do: 'send'; silent: boolean }
  | { do: 'drop'; state: 'expired' | 'cancelled'; reason: string }
  /** With `expiresAt` it is of use longer than it was planned. */
  | { do: 'hold'; until: Date; expiresAt?: Date }
  | ({ do: 'fold' } & Fold)
  | { do: 'fail'; code: string }

/** The sender looks every few seconds: what is later than this has been held up, by an outage or a long line. */
const outageMs = 5 * 60_000
/** So long after its hour a digest that has not gone still takes in what the morning has released. */
const morningMs = 2 * 60 * 60_000
/** Another process holds rows of this person right now: soon it is known how many of them went. */
const lookAgainMs = 30_000
const dayMs = 24 * 60 * 60_000
/** A meeting that begins so soon is never left to a digest. */
const soonMs = 2 * 60 * 60_000
/** What may wait is of use for so long after the quiet days that held it. */
const afterHoldMs = 3 * dayMs
const longestHolidays = 150
const mayStillCome: readonly DeliveryState[] = ['pending', 'sending', 'sent', 'unknown']

const isCounted = (row: Pick<DayRow, 'class' | 'kind'>) => countedClasses.includes(row.class) && row.kind !== 'digest'
const isAboutSame = (row: DayRow, { kind, subject, params }: Delivery) => row.kind === kind && row.subjectId === subject.id && row.menteeId === (params.menteeId ?? null)

/** Another row of the kind comes after this one and is due by then. */
function isFollowed(delivery: Delivery, day: readonly DayRow[], by: Date, isSame: (row: DayRow) => boolean): boolean {
  const isLater = ({ id, dueAt }: DayRow) => dueAt > delivery.dueAt || (dueAt.getTime() === delivery.dueAt.getTime() && id > delivery.id)
  return day.some((row) => row.kind === delivery.kind && isSame(row) && mayStillCome.includes(row.state) && row.digestOf === null && row.dueAt <= by && isLater(row))
}

const isLate = ({ nextTryAt }: Delivery, now: Date) => now.getTime() - nextTryAt.getTime() > outageMs
/** Another one says the same: this one is one too many, or has come too late. */
const superseded = (delivery: Delivery, now: Date): Verdict => ({ do: 'drop', state: isLate(delivery, now) ? 'expired' : 'cancelled', reason: 'superseded' })

/**
 * Of several messages of a kind the newest goes. About one subject the older ones say the same and are dropped; after an outage
 * those about other subjects go together in one digest, so that nobody gets a burst and nothing is lost (R7). News are never
 * dropped for newer ones: each tells something else. The reminder of a meeting that is near goes by itself.
 */
function oneOfKind(delivery: Delivery, { quiet }: Recipient, day: readonly DayRow[], now: Date): Verdict | null {
  if (delivery.kind === 'digest') return null
  if (delivery.class !== 'news' && isFollowed(delivery, day, now, (row) => isAboutSame(row, delivery))) return superseded(delivery, now)
  const isNear = delivery.class === 'meeting' && delivery.expiresAt !== null && delivery.expiresAt.getTime() - now.getTime() < soonMs
  if (isNear) return null
  const isBurst = isLate(delivery, now) && isFollowed(delivery, day, now, () => true)
  const hour = `${dayOf(now, quiet.zone)}T${timeOf(now, quiet.zone).hour}`
  return isBurst ? { do: 'fold', at: now, day: hour, until: endOfDigest(now, quiet), class: 'news' } : null
}

/** A nudge says its term's day once: not beside one that went today, and put off over a quiet day not beside the one that follows. */
function isSaidToday(delivery: Delivery, { quiet: { zone } }: Recipient, day: readonly DayRow[], now: Date): boolean {
  if (delivery.class !== 'deadline') return false
  const today = dayOf(now, zone)
  const since = startOfDay(today, zone)
  if (day.some((row) => row.id !== delivery.id && isAboutSame(row, delivery) && row.sentAt !== null && row.sentAt >= since)) return true
  return dayOf(delivery.dueAt, zone) !== today && isFollowed(delivery, day, endOfDay(today, zone), (row) => isAboutSame(row, delivery))
}

/** A digest that did not go on its day may still go on the next open one. */
function endOfDigest(at: Date, quiet: QuietRules): Date {
  const next = startOfDay(addDays(dayOf(at, quiet.zone), 1), quiet.zone)
  return new Date(nextOpen(next, quiet).getTime() + dayMs)
}

/** Which quiet time holds a class: news the hours only, meetings not the day off on which they are set. */
function quietFor({ class: name, expiresAt }: Delivery, quiet: QuietRules): QuietRules {
  if (name === 'news') return hoursOnly(quiet)
  return name === 'meeting' && expiresAt !== null ? onDayOf(expiresAt, quiet) : quiet
}

/**
 * Until when a message waits for the end of quiet time, or null. What is bound to an hour goes at once, without a sound, when
 * less than half an hour would be left then (IMPL-02). What may wait outlasts any holidays.
 */
function inQuietTime(delivery: Delivery, { quiet }: Recipient, now: Date): Verdict | null {
  const open = nextOpen(now, quietFor(delivery, quiet))
  if (open <= now) return null
  const isBound = delivery.class === 'meeting' || delivery.class === 'news'
  const isTooLate = delivery.expiresAt !== null && delivery.expiresAt.getTime() - open.getTime() < leastNotice
  if (isBound && isTooLate) return { do: 'send', silent: true }
  const isLost = delivery.class === 'digest' && delivery.expiresAt !== null && delivery.expiresAt.getTime() - open.getTime() < dayMs
  return { do: 'hold', until: open, ...(isLost ? { expiresAt: new Date(open.getTime() + afterHoldMs) } : {}) }
}

/** The digest that a row goes into: this morning's while it has not gone, else that of the next open day, in the person's hour. */
export function nextDigest({ quiet, digestAt }: Pick<Recipient, 'quiet' | 'digestAt'>, day: readonly DayRow[], now: Date): { at: Date; day: string } {
  const [hours = 0, minutes = 0] = digestAt.split(':').map(Number)
  const today = dayOf(now, quiet.zone)
  const hourOn = (on: string) => instantAt(on, hours, minutes, quiet.zone)
  const hasGone = day.some((row) => row.kind === 'digest' && row.state !== 'pending' && dayOf(row.dueAt, quiet.zone) === today)
  const isMorning = !hasGone && now.getTime() - hourOn(today).getTime() < morningMs
  for (let ahead = isMorning ? 0 : 1; ahead <= longestHolidays; ahead += 1) {
    const on = addDays(today, ahead)
    if (!isDayOff(on, quiet)) return { at: nextOpen(new Date(Math.max(hourOn(on).getTime(), now.getTime())), quiet), day: on }
  }
  return { at: hourOn(addDays(today, 1)), day: addDays(today, 1) }
}

/** What is over the daily number goes into the digest (IMPL-01); another process's rows in flight are waited for. */
function overBudget(delivery: Delivery, recipient: Recipient, day: readonly DayRow[], now: Date): Verdict | null {
  if (!isCounted(delivery)) return null
  const since = startOfDay(dayOf(now, recipient.quiet.zone), recipient.quiet.zone)
  const others = day.filter((row) => row.id !== delivery.id && isCounted(row) && row.digestOf === null)
  const sent = others.filter(({ sentAt }) => sentAt !== null && sentAt >= since).length
  if (sent >= recipient.budget) {
    const next = nextDigest(recipient, day, now)
    return { do: 'fold', ...next, until: endOfDigest(next.at, recipient.quiet), class: 'digest' }
  }
  const inFlight = others.filter(({ state, sentAt }) => state === 'sending' && sentAt === null).length
  return sent + inFlight >= recipient.budget ? { do: 'hold', until: new Date(now.getTime() + lookAgainMs) } : null
}

/** What the person himself has set: no messages of the bot's own, or fewer of them for a while. */
function ownWish(delivery: Delivery, { channel, fewerUntil }: Recipient, now: Date): Verdict | null {
  if (channel === 'curator') return { do: 'fail', code: 'by-curator' }
  const wantsFewer = delivery.class === 'deadline' && fewerUntil !== null && fewerUntil > now
  return wantsFewer ? { do: 'drop', state: 'cancelled', reason: 'asked-less' } : null
}

/**
 * Decides what becomes of a claimed row whose cause is still there (IMPL-02). `day` holds the rows of its person around today:
 * of its own batch, those not judged yet stand there as `pending`, those that go have their `sentAt` set to now.
 */
export function judge(delivery: Delivery, recipient: Recipient, day: readonly DayRow[], now: Date): Verdict {
  if (delivery.expiresAt !== null && delivery.expiresAt <= now) return { do: 'drop', state: 'expired', reason: 'expired' }
  if (recipient.chatId === null) return { do: 'fail', code: 'not-linked' }
  if (recipient.isUnreachable) return { do: 'fail', code: 'unreachable' }
  const send: Verdict = { do: 'send', silent: recipient.channel === 'telegram-silent' }
  if (delivery.class === 'answer') return send
  const wish = ownWish(delivery, recipient, now)
  if (wish) return wish
  if (isSaidToday(delivery, recipient, day, now)) return superseded(delivery, now)
  const once = oneOfKind(delivery, recipient, day, now)
  if (once?.do === 'drop') return once
  return inQuietTime(delivery, recipient, now) ?? once ?? overBudget(delivery, recipient, day, now) ?? send
}
