import { randomUUID } from 'node:crypto'
import type { Connection, Types } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { databaseTime, readDatabaseNow } from './database-time.js'
import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import { deliveryClasses, type Delivery, type DeliveryClass } from './delivery.js'
import type { SendingRules } from './retry-rules.js'

interface ClaimParts {
  connection: Connection
  model: DeliveryModel
  clock: Clock
  rules: SendingRules
}

/** Open, not in somebody's hands; what was folded goes with its digest. */
const claimable = { open: true, state: { $in: ['pending', 'unknown'] as const }, digestOf: null }
/** Another process took all that was found: look again at once, but not for ever. */
const looks = 3

/** Makes the two steps before a message leaves: taking rows under a lease, and marking that the request leaves now. */
export function createDeliveryClaims({ connection, model, clock, rules }: ClaimParts) {
  let known: { shifted: number; readAt: number } | null = null

  /** Class by class in the order of sending, so that a burst of nudges holds up no meeting. */
  async function findDue(limit: number, now: Date): Promise<Types.ObjectId[]> {
    const due: Types.ObjectId[] = []
    for (const name of deliveryClasses) {
      if (due.length >= limit) break
      const rows = await model.find({ ...claimable, class: name, nextTryAt: { $lte: now } }, { _id: 1 }).sort({ nextTryAt: 1 }).limit(limit - due.length).lean()
      due.push(...rows.map(({ _id }) => _id))
    }
    return due
  }

  /** Each row is taken on its own condition; the token then tells which were ours. */
  async function take(ids: Types.ObjectId[], now: Date): Promise<Delivery[]> {
    const token = randomUUID()
    const taken = {
      unknownTried: { $cond: [{ $eq: ['$state', 'unknown'] }, true, { $ifNull: ['$unknownTried', false] }] },
      state: 'sending',
      leaseUntil: databaseTime(rules.leaseMs),
      fence: { $add: [{ $ifNull: ['$fence', 0] }, 1] },
      claim: token,
      startedAt: null,
    }
    const { modifiedCount } = await model.updateMany({ _id: { $in: ids }, ...claimable, nextTryAt: { $lte: now } }, [{ $set: taken }])
    if (modifiedCount === 0) return []
    const rows = await model.find({ _id: { $in: ids }, claim: token, state: 'sending' }).lean<DeliveryDocument[]>()
    return rows.map(toDelivery)
  }

  const rank = (name: DeliveryClass) => deliveryClasses.indexOf(name)
  const inOrder = (one: Delivery, other: Delivery) => rank(one.class) - rank(other.class) || one.nextTryAt.getTime() - other.nextTryAt.getTime()

  /** The database's present, carried on by this process's steady clock: a wrong or jumping system clock decides nothing. */
  async function readNow(): Promise<Date> {
    const { shifted } = await readDatabaseNow(connection, clock)
    known = { shifted: shifted.getTime(), readAt: performance.now() }
    return shifted
  }

  return {
    /** The common present as the database last told it. */
    now: (): Date => (known ? new Date(known.shifted + performance.now() - known.readAt) : clock.now()),

    /** One query for all classes: an idle look costs no more than this. */
    async isDue(): Promise<boolean> {
      const shifted = await readNow()
      const found = await model.findOne({ ...claimable, class: { $in: deliveryClasses }, nextTryAt: { $lte: shifted } }, { _id: 1 }).lean()
      return found !== null
    },

    /** Takes up to `limit` due rows with one conditional update, by the database's clock, in the order of sending. */
    async claim(limit: number): Promise<Delivery[]> {
      for (let look = 1; look <= looks; look += 1) {
        const shifted = await readNow()
        const ids = await findDue(limit, shifted)
        const taken = ids.length === 0 ? [] : await take(ids, shifted)
        if (ids.length === 0 || taken.length > 0) return taken.sort(inOrder)
      }
      return []
    },

    /** When the next row after the instant has its turn; null when nothing waits. */
    async nextDue(after: Date): Promise<Date | null> {
      const next = { ...claimable, class: { $in: deliveryClasses }, nextTryAt: { $gt: after } }
      const row = await model.findOne(next, { nextTryAt: 1 }).sort({ nextTryAt: 1 }).lean<DeliveryDocument | null>()
      return row?.nextTryAt ?? null
    },

    /** Says that the request leaves now and renews the lease; false when the row is no longer ours. */
    async begin(delivery: Delivery): Promise<boolean> {
      const { matchedCount } = await model.updateOne(
        { _id: delivery.id, fence: delivery.fence, state: 'sending' },
        [{ $set: { startedAt: databaseTime(clock.shift()), leaseUntil: databaseTime(rules.leaseMs) } }],
      )
      return matchedCount === 1
    },
  }
}
