import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { readDatabaseNow } from './database-time.js'
import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import type { Delivery } from './delivery.js'
import type { EndFolded } from './folded-rows.js'
import { mayTryUnknownAgain, waitAfter, type SendingRules } from './retry-rules.js'

interface SweepParts {
  connection: Connection
  model: DeliveryModel
  clock: Clock
  rules: SendingRules
  endFolded: EndFolded
  /** The database's present as it was told at the last look. */
  now(): Date
}

const free = ['pending', 'unknown'] as const
const mostAtOnce = 1_000

function afterLostLease(row: Delivery, rules: SendingRules, now: Date): Record<string, unknown> & { nextTryAt: Date } {
  if (row.startedAt !== null) {
    const isOpen = mayTryUnknownAgain(row)
    return { state: 'unknown', open: isOpen, error: 'lease-lost', nextTryAt: now, closedAt: isOpen ? null : now }
  }
  const attempt = row.attempt + 1
  const wait = waitAfter(attempt, rules, Math.random())
  if (wait === null) return { state: 'dead', open: false, error: 'lease-lost', attempt, nextTryAt: now, closedAt: now }
  return { state: 'pending', error: 'lease-lost', attempt, nextTryAt: new Date(now.getTime() + wait) }
}

/**
 * Makes the sweep: rows whose process died before the request left are given back, those after it are unknown; what is of
 * no use any more expires; what was folded into a digest that was closed past its settling ends like it, or is judged again.
 */
export function createDeliverySweep({ connection, model, clock, rules, endFolded, now }: SweepParts) {
  /** What was folded into those of the digests that are closed. */
  async function endWith(digestIds: readonly string[]): Promise<void> {
    if (digestIds.length === 0) return
    const digests = (await model.find({ _id: { $in: digestIds }, open: false }).lean<DeliveryDocument[]>()).map(toDelivery)
    for (const digest of digests) await endFolded([digest], digest.state, digest.messageId)
  }

  async function giveBack(plain: Date, shifted: Date): Promise<Date | null> {
    const lost = await model.find({ state: 'sending', leaseUntil: { $lte: plain } }).lean<DeliveryDocument[]>()
    if (lost.length === 0) return null
    const given = lost.map(toDelivery).map((row) => ({ row, fields: afterLostLease(row, rules, shifted) }))
    const writes = given.map(({ row, fields }) => ({
      updateOne: {
        filter: { _id: row.id, fence: row.fence, state: 'sending' as const, leaseUntil: { $lte: plain } },
        update: { $set: { ...fields, leaseUntil: null }, $inc: { fence: 1 } },
      },
    }))
    await model.bulkWrite(writes, { ordered: false })
    await endWith(given.filter(({ row, fields }) => row.kind === 'digest' && fields.open === false).map(({ row }) => row.id))
    return given.map(({ fields }) => fields.nextTryAt).sort((one, other) => one.getTime() - other.getTime())[0] ?? null
  }

  async function expire(shifted: Date): Promise<void> {
    const over = await model.find({ open: true, expiresAt: { $lte: shifted } }, { _id: 1 }).limit(mostAtOnce).lean()
    if (over.length === 0) return
    const { modifiedCount } = await model.updateMany({ _id: { $in: over.map(({ _id }) => _id) }, open: true, state: { $in: free }, expiresAt: { $lte: shifted } }, [
      { $set: { state: { $cond: [{ $eq: ['$state', 'unknown'] }, 'unknown', 'expired'] }, open: false, leaseUntil: null, closedAt: shifted } },
    ])
    if (over.length === mostAtOnce && modifiedCount > 0) await expire(shifted)
  }

  /** Folded rows wait for the end of their digest at most. However many rows are due, all are looked at: some may be orphans. */
  async function endOrphans(shifted: Date): Promise<void> {
    const ids = new Set<string>()
    for await (const { digestOf } of model.find({ open: true, nextTryAt: { $lte: shifted } }, { digestOf: 1 }).lean<DeliveryDocument[]>().cursor({ batchSize: mostAtOnce })) {
      if (digestOf) ids.add(digestOf)
    }
    await endWith([...ids])
  }

  return {
    /** Only what a dead process held; returns when the first of it is due again, null when there was nothing. */
    giveBackLost(): Promise<Date | null> {
      const shifted = now()
      return giveBack(new Date(shifted.getTime() - clock.shift()), shifted)
    },

    async sweep(): Promise<void> {
      const { plain, shifted } = await readDatabaseNow(connection, clock)
      await giveBack(plain, shifted)
      await expire(shifted)
      await endOrphans(shifted)
    },
  }
}
