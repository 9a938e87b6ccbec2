import type { Connection } from 'mongoose'
import type { Kernel } from '../../core/kernel.js'
import { afterCommit } from '../../db/transaction.js'
import type { DeliveryModel } from './delivery-model.js'
import { deliveryKey, deliveryKinds, expiryOf, type DeliveryPlanner, type PlannedDelivery } from './delivery.js'

interface PlannerParts {
  connection: Connection
  model: DeliveryModel
  kernel: Kernel
  /** Told after the commit that something is due now. */
  onDueNow: () => void
}

function toFields(row: PlannedDelivery, now: Date) {
  const dueAt = row.dueAt ?? now
  return {
    kind: row.kind,
    organisationId: row.organisationId,
    personId: row.personId,
    subject: row.subject,
    occurrence: row.occurrence ?? '-',
    offset: row.offset ?? 'now',
    params: row.params ?? {},
    class: row.class ?? deliveryKinds[row.kind].class,
    state: 'pending' as const,
    open: true,
    dueAt,
    nextTryAt: dueAt,
    expiresAt: expiryOf(row, dueAt),
    leaseUntil: null,
    fence: 0,
    attempt: 0,
    startedAt: null,
    unknownTried: false,
    sentAt: null,
    messageId: null,
    error: null,
    createdAt: now,
  }
}

/** Makes the planner: it writes inside the caller's transaction, so a message exists if and only if its cause does. */
export function createDeliveryPlanner({ connection, model, kernel, onDueNow }: PlannerParts): DeliveryPlanner {
  return {
    async plan(rows) {
      const now = kernel.clock.now()
      const wanted = rows
        .map((row) => ({ key: deliveryKey(row), fields: toFields(row, now) }))
        .filter(({ fields }) => fields.expiresAt === null || fields.expiresAt > now)
      if (wanted.length === 0) return
      const upserts = wanted.map(({ key, fields }) => ({ updateOne: { filter: { key }, update: { $setOnInsert: { key, ...fields } }, upsert: true } }))
      await model.bulkWrite(upserts)
      if (wanted.some(({ fields }) => fields.dueAt <= now)) afterCommit(connection, onDueNow)
    },

    async cancel({ organisationId, subject, kinds, personId, occurrence }) {
      const about = {
        organisationId,
        open: true,
        'subject.type': subject.type,
        'subject.id': subject.id,
        ...(kinds ? { kind: { $in: kinds } } : {}),
        ...(personId ? { personId } : {}),
        ...(occurrence === undefined ? {} : { occurrence }),
      }
      await model.updateMany(
        { ...about, $or: [{ state: { $in: ['pending', 'unknown'] } }, { state: 'sending', startedAt: null }] },
        { $set: { state: 'cancelled', open: false, leaseUntil: null, error: 'cause-gone' }, $inc: { fence: 1 } },
      )
    },
  }
}
