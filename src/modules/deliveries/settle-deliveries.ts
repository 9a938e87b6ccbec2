import type { Clock } from '../../core/clock.js'
import { databaseTime } from './database-time.js'
import type { DeliveryModel } from './delivery-model.js'
import type { SendOutcome } from './delivery-service.js'
import type { Delivery } from './delivery.js'
import { mayTryUnknownAgain, waitAfter, type SendingRules } from './retry-rules.js'

interface SettleParts {
  model: DeliveryModel
  clock: Clock
  rules: SendingRules
  /** Notes that messages do not reach the person's chat. */
  markUnreachable(personId: string): Promise<void>
}

const closed = { open: false, leaseUntil: null }

/** Makes the steps after a try; every write filters on the fence, so a stale process changes nothing. */
export function createDeliverySettling({ model, clock, rules, markUnreachable }: SettleParts) {
  const later = (milliseconds: number) => databaseTime(clock.shift() + milliseconds)

  async function write(delivery: Delivery, fields: Record<string, unknown>): Promise<boolean> {
    const { matchedCount } = await model.updateOne({ _id: delivery.id, fence: delivery.fence, state: 'sending' }, [{ $set: fields }])
    return matchedCount === 1
  }

  function fieldsFor(delivery: Delivery, outcome: SendOutcome): Record<string, unknown> {
    if (outcome.outcome === 'sent') return { ...closed, state: 'sent', sentAt: later(0), messageId: outcome.messageId, error: null }
    if (outcome.outcome === 'failed') return { ...closed, state: 'failed', error: outcome.code }
    if (outcome.outcome === 'unknown') {
      if (!mayTryUnknownAgain(delivery)) return { ...closed, state: 'unknown', error: outcome.code }
      return { state: 'unknown', leaseUntil: null, error: outcome.code, nextTryAt: later(rules.unknownAgainMs) }
    }
    if (outcome.afterSeconds !== undefined) {
      return { state: 'pending', leaseUntil: null, error: outcome.code, nextTryAt: later(outcome.afterSeconds * 1_000) }
    }
    const attempt = delivery.attempt + 1
    const wait = waitAfter(attempt, rules, Math.random())
    if (wait === null) return { ...closed, state: 'dead', error: outcome.code, attempt }
    return { state: 'pending', leaseUntil: null, error: outcome.code, attempt, nextTryAt: later(wait) }
  }

  async function stopPerson(personId: string): Promise<void> {
    await markUnreachable(personId)
    await model.updateMany(
      { personId, open: true, state: { $in: ['pending', 'unknown'] } },
      { $set: { state: 'cancelled', open: false, error: 'unreachable' }, $inc: { fence: 1 } },
    )
  }

  return {
    /** Writes the outcome of a try; nothing when the row is no longer ours. */
    async settle(delivery: Delivery, outcome: SendOutcome): Promise<void> {
      const isOurs = await write(delivery, fieldsFor(delivery, outcome))
      const isOwnChat = delivery.kind !== 'link-replaced'
      if (isOurs && isOwnChat && outcome.outcome === 'failed' && outcome.personUnreachable) await stopPerson(delivery.personId)
    },

    /** Its cause is gone, or its time is over: not sent. */
    async drop(delivery: Delivery, reason: string): Promise<void> {
      await write(delivery, { ...closed, state: reason === 'expired' ? 'expired' : 'cancelled', error: reason })
    },

    /** Puts off to a later instant; it is not a failed try. */
    async postpone(delivery: Delivery, until: Date): Promise<void> {
      await write(delivery, { state: 'pending', leaseUntil: null, nextTryAt: until })
    },
  }
}
