import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { readDatabaseNow } from './database-time.js'
import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import type { Delivery } from './delivery.js'
import { mayTryUnknownAgain, waitAfter, type SendingRules } from './retry-rules.js'

interface SweepParts {
  connection: Connection
  model: DeliveryModel
  clock: Clock
  rules: SendingRules
}

function afterLostLease(row: Delivery, rules: SendingRules, now: Date): Record<string, unknown> {
  if (row.startedAt !== null) {
    const isOpen = mayTryUnknownAgain(row)
    return { state: 'unknown', open: isOpen, error: 'lease-lost', nextTryAt: now }
  }
  const attempt = row.attempt + 1
  const wait = waitAfter(attempt, rules, Math.random())
  if (wait === null) return { state: 'dead', open: false, error: 'lease-lost', attempt }
  return { state: 'pending', error: 'lease-lost', attempt, nextTryAt: new Date(now.getTime() + wait) }
}

/**
 * Makes the sweep: rows whose process died before the request left are given back, those after it are unknown; what is of
 * no use any more expires.
 */
export function createDeliverySweep({ connection, model, clock, rules }: SweepParts) {
  return async function sweep(): Promise<void> {
    const { plain, shifted } = await readDatabaseNow(connection, clock)
    const lost = await model.find({ open: true, state: 'sending', leaseUntil: { $lte: plain } }).lean<DeliveryDocument[]>()
    for (const row of lost.map(toDelivery)) {
      await model.updateOne(
        { _id: row.id, fence: row.fence, state: 'sending' },
        { $set: { ...afterLostLease(row, rules, shifted), leaseUntil: null }, $inc: { fence: 1 } },
      )
    }
    await model.updateMany(
      { open: true, state: { $in: ['pending', 'unknown'] }, expiresAt: { $lte: shifted } },
      [{ $set: { state: { $cond: [{ $eq: ['$state', 'unknown'] }, 'unknown', 'expired'] }, open: false, leaseUntil: null } }],
    )
  }
}
