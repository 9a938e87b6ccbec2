import { isValidObjectId, type Connection } from 'mongoose'
import { belongsTo, hasRole, isSystem, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { createDeliveryClaims } from './claim-deliveries.js'
import { defineDeliveryModel, toDelivery, type DeliveryDocument } from './delivery-model.js'
import { deliveryStates, type Delivery, type DeliveryClass, type DeliveryKind, type DeliveryPlanner, type DeliveryState } from './delivery.js'
import { createDeliveryPlanner } from './plan-deliveries.js'
import { defaultSendingRules, type SendingRules } from './retry-rules.js'
import { createDeliverySettling } from './settle-deliveries.js'
import { createDeliverySweep } from './sweep-deliveries.js'

/** What became of a try to send, as the messenger tells it. */
export type SendOutcome =
  | { outcome: 'sent'; messageId: number }
  | { outcome: 'failed'; code: string; personUnreachable?: boolean }
  | { outcome: 'retry'; code: string; afterSeconds?: number }
  | { outcome: 'unknown'; code: string }

export interface DeliveryService extends DeliveryPlanner {
  /** Takes up to `limit` due rows with a lease by the database's clock and raises each fence. */
  claim(limit: number): Promise<Delivery[]>
  /** When the next row after the instant has its turn; null when nothing waits. */
  nextDue(after: Date): Promise<Date | null>
  /** Says that the request leaves now; false when the row is no longer ours and must not be sent. */
  begin(delivery: Delivery): Promise<boolean>
  /** Writes the outcome; ignored when the fence is no longer ours. */
  settle(delivery: Delivery, outcome: SendOutcome): Promise<void>
  /** Its cause is gone: not sent. Reason `expired`: it came too late. */
  drop(delivery: Delivery, reason: string): Promise<void>
  /** Puts off to a later instant without a try (quiet hours, budget). */
  postpone(delivery: Delivery, until: Date): Promise<void>
  /** Gives back leases that ran out, and expires what is of no use any more. */
  sweep(): Promise<void>
  /** A later message of the same kind to the same person is due by then, or sent: this one is late and would be one too many. */
  isSuperseded(delivery: Delivery, about: 'subject' | 'kind', by: Date): Promise<boolean>
  /** Messages of these classes that the person got since the instant. */
  countSent(personId: string, classes: DeliveryClass[], since: Date): Promise<number>
  /** Ends all that is due in an organisation by now without sending it: restored copies and the demo's past. */
  expireDue(organisationId: string): Promise<void>
  resend(actor: Actor, deliveryId: string): Promise<Result<Delivery>>
  get(deliveryId: string): Promise<Delivery | null>
  list(organisationId: string, filter?: { states?: DeliveryState[]; personId?: string; kinds?: DeliveryKind[]; limit?: number }): Promise<Delivery[]>
  /** How many rows of each state there are in the installation. */
  countByState(): Promise<Record<DeliveryState, number>>
  /** Calls back in this process when something due now was planned and its transaction committed: a hint, not a promise. */
  onPlanned(listener: () => void): void
}

interface DeliveryDependencies {
  connection: Connection
  kernel: Kernel
  /** Notes that messages do not reach the person's chat (the bot is blocked). */
  markUnreachable(personId: string): Promise<void>
  rules?: SendingRules
}

const largestList = 5_000

/** Builds the truth about messages that nobody is waiting for: planned with their cause, sent once (design §5, «Deliveries»). */
export function createDeliveryService({ connection, kernel, markUnreachable, rules = defaultSendingRules }: DeliveryDependencies): DeliveryService {
  const model = defineDeliveryModel(connection)
  const { clock } = kernel
  const listeners: (() => void)[] = []
  const find = (id: string) => (isValidObjectId(id) ? model.findById(id).lean<DeliveryDocument | null>() : null)
  const tell = () => listeners.forEach((listener) => listener())

  return {
    ...createDeliveryPlanner({ connection, model, kernel, onDueNow: tell }),
    ...createDeliveryClaims({ connection, model, clock, rules }),
    ...createDeliverySettling({ model, clock, rules, markUnreachable }),
    sweep: createDeliverySweep({ connection, model, clock, rules }),

    async isSuperseded(delivery, about, by) {
      const later = await model.exists({
        personId: delivery.personId,
        kind: delivery.kind,
        ...(about === 'subject' ? { 'subject.id': delivery.subject.id } : {}),
        state: { $in: ['pending', 'sending', 'sent', 'unknown'] },
        dueAt: { $lte: by },
        $or: [{ dueAt: { $gt: delivery.dueAt } }, { dueAt: delivery.dueAt, _id: { $gt: delivery.id } }],
      })
      return later !== null
    },

    countSent: (personId, classes, since) => model.countDocuments({ personId, class: { $in: classes }, sentAt: { $gte: since } }),

    async expireDue(organisationId) {
      const due = { organisationId, state: { $in: ['pending', 'unknown'] as const }, dueAt: { $lte: clock.now() } }
      await model.updateMany(due, { $set: { state: 'expired', open: false } })
    },

    async resend(actor, deliveryId) {
      const row = await find(deliveryId)
      if (!row || !belongsTo(actor, row.organisationId)) return refuse('delivery-not-found')
      if (!isSystem(actor) && !hasRole(actor, 'curator', 'sysadmin')) return refuse('forbidden')
      return kernel.transaction(async () => {
        const now = clock.now()
        const again = await model
          .findOneAndUpdate(
            { _id: deliveryId, state: { $in: ['dead', 'failed'] } },
            { $set: { state: 'pending', open: true, attempt: 0, nextTryAt: now, expiresAt: null, startedAt: null, error: null }, $inc: { fence: 1 } },
            { returnDocument: 'after' },
          )
          .lean<DeliveryDocument | null>()
        if (!again) return refuse('delivery-not-resendable')
        const subject = { type: 'delivery', id: deliveryId }
        await kernel.audit({ actor, organisationId: row.organisationId, action: 'delivery-resent', subject, before: { state: row.state }, after: { state: 'pending' } })
        return ok(toDelivery(again))
      })
    },

    async get(deliveryId) {
      const row = await find(deliveryId)
      return row && toDelivery(row)
    },

    async list(organisationId, { states = [...deliveryStates], personId, kinds, limit = 200 } = {}) {
      const filter = { organisationId, state: { $in: states }, ...(personId ? { personId } : {}), ...(kinds ? { kind: { $in: kinds } } : {}) }
      const rows = await model.find(filter).sort({ dueAt: -1, _id: -1 }).limit(Math.min(limit, largestList)).lean<DeliveryDocument[]>()
      return rows.map(toDelivery)
    },

    async countByState() {
      const counts = await Promise.all(deliveryStates.map((state) => model.countDocuments({ state })))
      return Object.fromEntries(deliveryStates.map((state, at) => [state, counts[at] ?? 0])) as Record<DeliveryState, number>
    },

    onPlanned(listener) {
      listeners.push(listener)
    },
  }
}
