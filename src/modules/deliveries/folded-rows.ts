import type { Clock } from '../../core/clock.js'
import { databaseTime } from './database-time.js'
import type { DeliveryModel } from './delivery-model.js'
import type { Delivery, DeliveryState } from './delivery.js'

interface EndingParts {
  model: DeliveryModel
  clock: Clock
  /** The database's present as it was told at the last look. */
  now(): Date
}

/** A digest that ended so was never tried with an outcome: what was folded into it may still be of use. */
const leavesItsRows: readonly DeliveryState[] = ['expired', 'dead']

/** Makes the end of what was folded into digests: it ends as they do, but what outlives a digest that never went is judged again. */
export function createFoldedEnding({ model, clock, now }: EndingParts) {
  /** The fence is raised, so that nothing that was decided about the row before is written any more. */
  async function release(digestId: string): Promise<void> {
    const present = now()
    await model.updateMany(
      { digestOf: digestId, open: true, state: 'pending', $or: [{ expiresAt: null }, { expiresAt: { $gt: present } }] },
      { $set: { nextTryAt: present, leaseUntil: null }, $unset: { digestOf: 1 }, $inc: { fence: 1 } },
    )
  }

  return async function endFolded(digests: readonly Pick<Delivery, 'id'>[], state: DeliveryState, messageId: number | null): Promise<void> {
    const end = databaseTime(clock.shift())
    const isLeft = leavesItsRows.includes(state)
    const how = state === 'sent' ? { messageId, sentAt: end, error: null } : { error: 'digest' }
    for (const { id } of digests) {
      if (isLeft) await release(id)
      await model.updateMany({ digestOf: id, open: true, state: 'pending' }, [
        { $set: { ...how, state: isLeft ? 'expired' : state, open: false, leaseUntil: null, closedAt: end, nextTryAt: end, fence: { $add: ['$fence', 1] } } },
      ])
    }
  }
}

export type EndFolded = ReturnType<typeof createFoldedEnding>
