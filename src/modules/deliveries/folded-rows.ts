import type { Clock } from '../../core/clock.js'
import { databaseTime } from './database-time.js'
import type { DeliveryModel } from './delivery-model.js'
import type { Delivery, DeliveryState } from './delivery.js'

/** Ends what was folded into digests as the digests end: sent with their message, or the same way they failed. */
export function createFoldedEnding({ model, clock }: { model: DeliveryModel; clock: Clock }) {
  return async function endFolded(digests: readonly Pick<Delivery, 'id'>[], state: DeliveryState, messageId: number | null): Promise<void> {
    if (digests.length === 0) return
    const end = databaseTime(clock.shift())
    const how = state === 'sent' ? { messageId, sentAt: end, error: null } : { error: 'digest' }
    await model.updateMany({ digestOf: { $in: digests.map(({ id }) => id) }, open: true, state: 'pending' }, [
      { $set: { ...how, state, open: false, leaseUntil: null, closedAt: end, fence: { $add: ['$fence', 1] } } },
    ])
  }
}

export type EndFolded = ReturnType<typeof createFoldedEnding>
