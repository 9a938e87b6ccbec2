import type { Clock } from '../../core/clock.js'
import { databaseTime } from './database-time.js'
import type { DeliveryModel } from './delivery-model.js'
import type { Delivery, DeliveryState } from './delivery.js'

/** Ends what was folded into digests as the digests end: sent with their message, or the same way they failed. */
export function createFoldedEnding({ model, clock }: { model: DeliveryModel; clock: Clock }) {
  return async function endFolded(digests: readonly Pick<Delivery, 'id'>[], state: DeliveryState, messageId: number | null): Promise<void> {
    const end = databaseTime(clock.shift())
    const how = state === 'sent' ? { messageId, sentAt: end, error: null } : { error: 'digest' }
    for (const { id } of digests) {
      await model.updateMany({ digestOf: id, open: true, state: 'pending' }, [
        { $set: { ...how, state, open: false, leaseUntil: null, closedAt: end, nextTryAt: end, fence: { $add: ['$fence', 1] } } },
      ])
    }
  }
}

export type EndFolded = ReturnType<typeof createFoldedEnding>
