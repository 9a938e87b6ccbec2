import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { databaseTime, readDatabaseNow } from './database-time.js'
import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import type { Delivery } from './delivery.js'
import type { SendingRules } from './retry-rules.js'

interface ClaimParts {
  connection: Connection
  model: DeliveryModel
  clock: Clock
  rules: SendingRules
}

/** Makes the two steps before a message leaves: taking a row under a lease, and marking that the request leaves now. */
export function createDeliveryClaims({ connection, model, clock, rules }: ClaimParts) {
  return {
    /** Takes up to `limit` due rows, each by one conditional update; fewer when there are fewer. */
    async claim(limit: number): Promise<Delivery[]> {
      const { shifted } = await readDatabaseNow(connection, clock)
      const taken: Delivery[] = []
      while (taken.length < limit) {
        const row = await model
          .findOneAndUpdate(
            { open: true, state: { $in: ['pending', 'unknown'] }, nextTryAt: { $lte: shifted } },
            [
              {
                $set: {
                  unknownTried: { $cond: [{ $eq: ['$state', 'unknown'] }, true, '$unknownTried'] },
                  state: 'sending',
                  leaseUntil: databaseTime(rules.leaseMs),
                  fence: { $add: ['$fence', 1] },
                  startedAt: null,
                },
              },
            ],
            { sort: { nextTryAt: 1 }, returnDocument: 'after' },
          )
          .lean<DeliveryDocument | null>()
        if (!row) break
        taken.push(toDelivery(row))
      }
      return taken
    },

    /** When the next row after the instant has its turn; null when nothing waits. */
    async nextDue(after: Date): Promise<Date | null> {
      const row = await model.findOne({ open: true, state: { $in: ['pending', 'unknown'] }, nextTryAt: { $gt: after } }, { nextTryAt: 1 }).sort({ nextTryAt: 1 }).lean<DeliveryDocument | null>()
      return row?.nextTryAt ?? null
    },

    /** Says that the request leaves now and renews the lease; false when the row is no longer ours. */
    async begin(delivery: Delivery): Promise<boolean> {
      const { matchedCount } = await model.updateOne(
        { _id: delivery.id, fence: delivery.fence, state: 'sending' },
        [{ $set: { startedAt: databaseTime(), leaseUntil: databaseTime(rules.leaseMs) } }],
      )
      return matchedCount === 1
    },
  }
}
