import type { Logger } from 'pino'
import { addDays, dayOf, endOfDay, startOfDay } from '../core/dates.js'
import type { Clock } from '../core/clock.js'
import type { Screen } from '../core/screen.js'
import type { DeliveryService, SendOutcome } from '../modules/deliveries/delivery-service.js'
import type { Delivery, DeliveryClass } from '../modules/deliveries/delivery.js'
import { nextOpen, type QuietRules } from '../modules/deliveries/reminder-rules.js'
import type { Pacing } from './pacing.js'

/** Where a message goes, and when its person is not to be disturbed. */
export interface Recipient {
  /** null when the person is not linked. */
  chatId: number | null
  isUnreachable: boolean
  quiet: QuietRules
  /** Nudges and digests to this person a day. */
  budget: number
}

/** Everything around a row that the sender looks up. */
export interface DeliveryDesk {
  recipientOf(delivery: Delivery): Promise<Recipient | null>
  /** Is its cause still there? */
  isRelevant(delivery: Delivery): Promise<boolean>
  render(delivery: Delivery): Promise<Screen>
}

export type Send = (chatId: number, screen: Screen) => Promise<SendOutcome>

interface SendParts {
  deliveries: DeliveryService
  desk: DeliveryDesk
  send: Send
  clock: Clock
  pacing: Pacing
  log: Logger
}

const counted: DeliveryClass[] = ['deadline', 'digest']
const outageMs = 60 * 60_000

/** Until when a message has to wait for the person's sake, or null. */
async function holdUntil(delivery: Delivery, recipient: Recipient, now: Date, deliveries: DeliveryService): Promise<Date | null> {
  if (delivery.class === 'answer') return null
  const open = nextOpen(now, recipient.quiet)
  if (open > now) {
    const isUseless = delivery.expiresAt !== null && open >= delivery.expiresAt
    return delivery.class === 'meeting' && isUseless ? null : open
  }
  if (!counted.includes(delivery.class)) return null
  const today = dayOf(now, recipient.quiet.zone)
  const sent = await deliveries.countSent(delivery.personId, counted, startOfDay(today, recipient.quiet.zone))
  return sent < recipient.budget ? null : nextOpen(startOfDay(addDays(today, 1), recipient.quiet.zone), recipient.quiet)
}

/** Makes the walk of one claimed row: still of use? to whom? now? then it is sent and its outcome written. */
export function createDeliverySending({ deliveries, desk, send, clock, pacing, log }: SendParts) {
  async function isOneTooMany(delivery: Delivery, now: Date): Promise<boolean> {
    if (delivery.class === 'answer') return false
    const isLate = now.getTime() - delivery.nextTryAt.getTime() > outageMs
    return deliveries.isSuperseded(delivery, isLate ? 'kind' : 'subject', now)
  }

  /** Put off over a quiet day, it would say the same as the one that follows today. */
  function isRepeatedToday(delivery: Delivery, { quiet: { zone } }: Recipient, now: Date): Promise<boolean> {
    const today = dayOf(now, zone)
    if (delivery.class !== 'deadline' || dayOf(delivery.dueAt, zone) === today) return Promise.resolve(false)
    return deliveries.isSuperseded(delivery, 'subject', endOfDay(today, zone))
  }

  async function reasonToDrop(delivery: Delivery, now: Date): Promise<string | null> {
    if (delivery.expiresAt !== null && delivery.expiresAt <= now) return 'expired'
    if (!(await desk.isRelevant(delivery))) return 'cause-gone'
    return (await isOneTooMany(delivery, now)) ? 'superseded' : null
  }

  async function deliver(delivery: Delivery, chatId: number): Promise<void> {
    const screen = await desk.render(delivery)
    await pacing.takeTurn()
    if (!(await deliveries.begin(delivery))) return
    const outcome = await send(chatId, screen)
    if (outcome.outcome === 'retry' && outcome.afterSeconds !== undefined) pacing.pauseAll(outcome.afterSeconds)
    try {
      await deliveries.settle(delivery, outcome)
    } catch (error) {
      log.error({ err: error, deliveryId: delivery.id }, 'the outcome could not be written: it counts as unknown when the lease is over')
    }
    log.info({ kind: delivery.kind, outcome: outcome.outcome, code: 'code' in outcome ? outcome.code : undefined }, 'delivery')
  }

  async function walk(delivery: Delivery): Promise<void> {
    const now = clock.now()
    const dropped = await reasonToDrop(delivery, now)
    if (dropped) return deliveries.drop(delivery, dropped)
    const recipient = await desk.recipientOf(delivery)
    if (!recipient) return deliveries.settle(delivery, { outcome: 'failed', code: 'person-gone' })
    if (recipient.chatId === null) return deliveries.settle(delivery, { outcome: 'failed', code: 'not-linked' })
    if (recipient.isUnreachable) return deliveries.settle(delivery, { outcome: 'failed', code: 'unreachable' })
    if (await isRepeatedToday(delivery, recipient, now)) return deliveries.drop(delivery, 'superseded')
    const until = await holdUntil(delivery, recipient, now, deliveries)
    if (until) return deliveries.postpone(delivery, until)
    await deliver(delivery, recipient.chatId)
  }

  /** Never throws: a row that cannot be made is tried again and ends dead, the others go on. */
  return async function sendOne(delivery: Delivery): Promise<void> {
    try {
      await walk(delivery)
    } catch (error) {
      log.error({ err: error, kind: delivery.kind, deliveryId: delivery.id }, 'delivery failed')
      await deliveries.settle(delivery, { outcome: 'retry', code: 'our-error' })
    }
  }
}
