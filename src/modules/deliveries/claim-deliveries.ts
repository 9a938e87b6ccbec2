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

interface Due {
  _id: Types.ObjectId
  nextTryAt: Date
}

/** Open, not in somebody's hands; what was folded goes with its digest. */
const claimable = { open: true, state: { $in: ['pending', 'unknown'] as const }, digestOf: null }
/** Another process took all that was found: look again at once, but not for ever. */
const looks = 3

/** Makes the two steps before a message leaves: taking rows under a lease, and marking that the request leaves now. */
export function createDeliveryClaims({ connection, model, clock, rules }: ClaimParts) {
  let known: { shifted: number; readAt: number } | null = null

  /**
   * Class by class in the order of sending, so that a burst of nudges holds up no meeting. The filter is the index's own keys and
   * no more: with one more condition a fallback server reads everything. So a row in somebody's hands lies ahead by its `nextTryAt`.
   */
  async function findDue(limit: number, now: Date): Promise<Due[]> {
    const due: Due[] = []
    for (const name of deliveryClasses) {
      if (due.length >= limit) break
      const found = model.find({ open: true, class: name, nextTryAt: { $lte: now } }, { nextTryAt: 1 })
      due.push(...(await found.sort({ nextTryAt: 1 }).limit(limit - due.length).lean<Due[]>()))
    }
    return due
  }

  /** Under a lease nobody looks at it; when the lease runs out it is due, so that whoever looks next gives it back. */
  const leased = () => ({ leaseUntil: databaseTime(rules.leaseMs), nextTryAt: databaseTime(clock.shift() + rules.leaseMs) })

  /** Each row is taken on its own condition; the token then tells which were ours. */
  async function take(due: readonly Due[], now: Date): Promise<Delivery[]> {
    const token = randomUUID()
    const turns = new Map(due.map(({ _id, nextTryAt }) => [String(_id), nextTryAt]))
    const ids = due.map(({ _id }) => _id)
    const taken = {
      unknownTried: { $cond: [{ $eq: ['$state', 'unknown'] }, true, { $ifNull: ['$unknownTried', false] }] },
      state: 'sending',
      ...leased(),
      fence: { $add: [{ $ifNull: ['$fence', 0] }, 1] },
      claim: token,
      startedAt: null,
    }
    const { modifiedCount } = await model.updateMany({ _id: { $in: ids }, ...claimable, nextTryAt: { $lte: now } }, [{ $set: taken }])
    if (modifiedCount === 0) return []
    const rows = await model.find({ _id: { $in: ids }, claim: token, state: 'sending' }).lean<DeliveryDocument[]>()
    return rows.map(toDelivery).map((row) => ({ ...row, nextTryAt: turns.get(row.id) ?? row.nextTryAt }))
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
      const found = await model.findOne({ open: true, nextTryAt: { $lte: shifted } }, { _id: 1 }).lean()
      return found !== null
    },

    /** Takes up to `limit` due rows with one conditional update, by the database's clock, in the order of sending. */
    async claim(limit: number): Promise<Delivery[]> {
      for (let look = 1; look <= looks; look += 1) {
        const shifted = await readNow()
        const due = await findDue(limit, shifted)
        const taken = due.length === 0 ? [] : await take(due, shifted)
        if (due.length === 0 || taken.length > 0) return taken.sort(inOrder)
      }
      return []
    },

    /** When the next row after the instant has its turn; null when nothing waits. */
    async nextDue(after: Date): Promise<Date | null> {
      const row = await model.findOne({ open: true, nextTryAt: { $gt: after } }, { nextTryAt: 1 }).sort({ nextTryAt: 1 }).lean<DeliveryDocument | null>()
      return row?.nextTryAt ?? null
    },

    /** Says that the request leaves now and renews the lease; false when the row is no longer ours. */
    async begin(delivery: Delivery): Promise<boolean> {
      const { matchedCount } = await model.updateOne(
        { _id: delivery.id, fence: delivery.fence, state: 'sending' },
        [{ $set: { startedAt: databaseTime(clock.shift()), ...leased() } }],
      )
      return matchedCount === 1
    },
  }
}
