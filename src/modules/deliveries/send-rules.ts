import { addDays, dayOf, endOfDay, instantAt, startOfDay, type Day } from '../../core/dates.js'
import { countedClasses, type Delivery, type DeliveryClass, type DeliveryKind, type DeliveryState } from './delivery.js'
import { isDayOff, nextOpen, type QuietRules } from './reminder-rules.js'

/** How the bot writes to a person; `curator`: it does not, the curator passes it on. */
export type Channel = 'telegram' | 'telegram-silent' | 'curator'

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
  state: DeliveryState
  dueAt: Date
  /** When it was sent, or may have been. */
  sentAt: Date | null
  /** The digest that it was folded into. */
  digestOf: string | null
}

export type Verdict =
  | { do: 'send'; silent: boolean }
  | { do: 'drop'; state: 'expired' | 'cancelled'; reason: string }
  | { do: 'hold'; until: Date }
  | { do: 'fold'; at: Date; day: Day }
  | { do: 'fail'; code: string }

const outageMs = 60 * 60_000
/** Another process holds rows of this person right now: soon it is known how many of them went. */
const lookAgainMs = 30_000
const longestHolidays = 150
const mayStillCome: readonly DeliveryState[] = ['pending', 'sending', 'sent', 'unknown']

const isCounted = (row: Pick<DayRow, 'class' | 'kind'>) => countedClasses.includes(row.class) && row.kind !== 'digest'

function isSuperseded(delivery: Delivery, about: 'subject' | 'kind', by: Date, day: readonly DayRow[]): boolean {
  const isLater = ({ id, dueAt }: DayRow) => dueAt > delivery.dueAt || (dueAt.getTime() === delivery.dueAt.getTime() && id > delivery.id)
  return day.some(
    (row) =>
      row.kind === delivery.kind &&
      (about === 'kind' || row.subjectId === delivery.subject.id) &&
      mayStillCome.includes(row.state) &&
      row.dueAt <= by &&
      isLater(row),
  )
}

/** After an outage at most one message of a kind, in quiet times at most one about a subject (IMPL-02). */
function isOneTooMany(delivery: Delivery, day: readonly DayRow[], now: Date): boolean {
  if (delivery.class === 'answer') return false
  const isLate = now.getTime() - delivery.nextTryAt.getTime() > outageMs
  return isSuperseded(delivery, isLate ? 'kind' : 'subject', now, day)
}

/** Put off over a quiet day, it would say the same as the one that follows today. */
function isRepeatedToday(delivery: Delivery, { quiet: { zone } }: Recipient, day: readonly DayRow[], now: Date): boolean {
  const today = dayOf(now, zone)
  if (delivery.class !== 'deadline' || dayOf(delivery.dueAt, zone) === today) return false
  return isSuperseded(delivery, 'subject', endOfDay(today, zone), day)
}

/** Until when a message waits for the end of quiet time, or null. */
function quietUntil(delivery: Delivery, { quiet }: Recipient, now: Date): Date | null {
  if (delivery.class === 'answer') return null
  const open = nextOpen(now, quiet)
  if (open <= now) return null
  const isUseless = delivery.expiresAt !== null && open >= delivery.expiresAt
  return delivery.class === 'meeting' && isUseless ? null : open
}

/** The person's next hour of the digest on an open day. */
export function nextDigest({ quiet, digestAt }: Pick<Recipient, 'quiet' | 'digestAt'>, now: Date): { at: Date; day: Day } {
  const [hours = 0, minutes = 0] = digestAt.split(':').map(Number)
  const today = dayOf(now, quiet.zone)
  for (let ahead = 0; ahead <= longestHolidays; ahead += 1) {
    const day = addDays(today, ahead)
    const at = instantAt(day, hours, minutes, quiet.zone)
    if (at > now && !isDayOff(day, quiet)) return { at: nextOpen(at, quiet), day }
  }
  const day = addDays(today, 1)
  return { at: instantAt(day, hours, minutes, quiet.zone), day }
}

/** What is over the daily number goes into the digest (IMPL-01); another process's rows in flight are waited for. */
function overBudget(delivery: Delivery, recipient: Recipient, day: readonly DayRow[], now: Date): Verdict | null {
  if (!isCounted(delivery)) return null
  const since = startOfDay(dayOf(now, recipient.quiet.zone), recipient.quiet.zone)
  const others = day.filter((row) => row.id !== delivery.id && isCounted(row))
  const sent = others.filter(({ sentAt }) => sentAt !== null && sentAt >= since).length
  if (sent >= recipient.budget) return { do: 'fold', ...nextDigest(recipient, now) }
  const inFlight = others.filter(({ state, sentAt }) => state === 'sending' && sentAt === null).length
  return sent + inFlight >= recipient.budget ? { do: 'hold', until: new Date(now.getTime() + lookAgainMs) } : null
}

/**
 * Decides what becomes of a claimed row whose cause is still there (IMPL-02). `day` holds the rows of its person around today:
 * of its own batch, those not judged yet stand there as `pending`, those that go have their `sentAt` set to now.
 */
export function judge(delivery: Delivery, recipient: Recipient, day: readonly DayRow[], now: Date): Verdict {
  if (delivery.expiresAt !== null && delivery.expiresAt <= now) return { do: 'drop', state: 'expired', reason: 'expired' }
  const superseded: Verdict = { do: 'drop', state: 'cancelled', reason: 'superseded' }
  if (isOneTooMany(delivery, day, now)) return superseded
  if (recipient.chatId === null) return { do: 'fail', code: 'not-linked' }
  if (recipient.isUnreachable) return { do: 'fail', code: 'unreachable' }
  if (isRepeatedToday(delivery, recipient, day, now)) return superseded
  const until = quietUntil(delivery, recipient, now)
  if (until) return { do: 'hold', until }
  return overBudget(delivery, recipient, day, now) ?? { do: 'send', silent: recipient.channel === 'telegram-silent' }
}
