import { isValidObjectId, type Connection } from 'mongoose'
import { belongsTo, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { may } from '../accounts/may.js'
import { createDeliveryArchive } from './archive-deliveries.js'
import { createDeliveryClaims } from './claim-deliveries.js'
import { createDayReader } from './day-rows.js'
import { defineDeliveryModel, toDelivery, type DeliveryDocument } from './delivery-model.js'
import { expiryOf, type Delivery, type DeliveryPlanner, type DeliveryState } from './delivery.js'
import { createDeliveryFolding, type Folding } from './fold-deliveries.js'
import { createFoldedEnding } from './folded-rows.js'
import { createLocalTimeRecount } from './local-time.js'
import { createHandOver } from './hand-over.js'
import { createDeliveryPlanner } from './plan-deliveries.js'
import { createReaddressing } from './readdress.js'
import { createDeliveryReader, type DeliveryFilter } from './read-deliveries.js'
import { defaultSendingRules, type SendingRules } from './retry-rules.js'
import type { DayRow } from './send-rules.js'
import { createDeliverySettling, type Decided } from './settle-deliveries.js'
import { createPersonStop } from './stop-person.js'
import { createDeliverySweep } from './sweep-deliveries.js'

/** What became of a try to send, as the messenger tells it. */
export type SendOutcome =
  | { outcome: 'sent'; messageId: number }
  | { outcome: 'failed'; code: string; personUnreachable?: boolean }
  | { outcome: 'retry'; code: string; afterSeconds?: number }
  | { outcome: 'unknown'; code: string }

export interface DeliveryService extends DeliveryPlanner {
  /** The common present as the database told it at the last look, carried on by a steady clock. */
  now(): Date
  /** Is anything due? One query: this is all that an idle look costs. */
  isDue(): Promise<boolean>
  /** Takes up to `limit` due rows in the order of sending with a lease by the database's clock, and raises each fence. */
  claim(limit: number): Promise<Delivery[]>
  /** When the next row after the instant has its turn; null when nothing waits. */
  nextDue(after: Date): Promise<Date | null>
  /** Rows around today of the persons of a claimed batch, by person: what `judge` looks at. */
  aroundToday(batch: readonly Delivery[]): Promise<Map<string, DayRow[]>>
  /** Says that the request leaves now; false when the row is no longer ours and must not be sent. */
  begin(delivery: Delivery): Promise<boolean>
  /** Writes the outcome of a request to the chat; ignored when the fence is no longer ours. */
  settle(delivery: Delivery, outcome: SendOutcome, chatId?: number): Promise<void>
  /** Writes what was decided about rows that are not sent now, of a whole batch in one command. */
  conclude(decided: readonly Decided[]): Promise<void>
  /** Puts rows that are over the daily number into the digests of their persons. */
  fold(foldings: readonly Folding[]): Promise<void>
  /** Sends a row in our hands to somebody else; the one whom it was planned for is remembered. */
  readdress(delivery: Delivery, personId: string): Promise<Delivery>
  /** What goes with a digest, in the order in which it was due. */
  foldedInto(digestId: string): Promise<Delivery[]>
  /** Gives back what a process that died had in its hands; returns when the first of it is due again, null when there was nothing. */
  giveBackLost(): Promise<Date | null>
  /** Gives back leases that ran out, and expires what is of no use any more. */
  sweep(): Promise<void>
  /** Moves what was closed long ago into the monthly archive; returns how many rows. */
  archive(): Promise<number>
  /** Future rows of an organisation go at the same hour of the wall as before its zone, or the zone data, changed (R10); how many moved. */
  recountLocalTimes(organisationId: string, zone: string, formerZone?: string): Promise<number>
  /** Ends all that is due in an organisation by now without sending it: restored copies and the demo's past. */
  expireDue(organisationId: string): Promise<void>
  /** By hand. Problems: delivery-not-found, forbidden, delivery-is-digest, delivery-not-resendable. */
  resend(actor: Actor, deliveryId: string): Promise<Result<Delivery>>
  /** Notes that the curator told the person by phone or in person. Problems: delivery-not-found, forbidden, delivery-not-undelivered. */
  markHandled(actor: Actor, deliveryId: string): Promise<Result<Delivery>>
  get(deliveryId: string): Promise<Delivery | null>
  /** The journal, newest first; with what was archived unless `recent`. */
  list(organisationId: string, filter?: DeliveryFilter): Promise<Delivery[]>
  /** How many rows of each state there are in the installation. */
  countByState(): Promise<Record<DeliveryState, number>>
  /** Calls back in this process when something due now was planned and its transaction committed: a hint, not a promise. */
  onPlanned(listener: () => void): void
}

interface DeliveryDependencies {
  connection: Connection
  kernel: Kernel
  /** Notes that messages do not reach the person's chat (the bot is blocked); false when that was known, or the person has another chat by now. */
  markUnreachable(personId: string, chatId: number): Promise<boolean>
  /** Who is to phone when somebody of the organisation is not reached by messages. */
  curatorsOf(organisationId: string): Promise<string[]>
  /** Zone of an organisation: its rows keep the hour of its wall. */
  zoneOf?(organisationId: string): Promise<string | null>
  rules?: SendingRules
}

/** Builds the truth about messages that nobody is waiting for: planned with their cause, sent once (design §5, «Deliveries»). */
export function createDeliveryService(given: DeliveryDependencies): DeliveryService {
  const { connection, kernel, rules = defaultSendingRules } = given
  const model = defineDeliveryModel(connection)
  const { clock } = kernel
  const listeners: (() => void)[] = []
  const planner = createDeliveryPlanner({ connection, model, kernel, zoneOf: given.zoneOf, onDueNow: () => listeners.forEach((listener) => listener()) })
  const claims = createDeliveryClaims({ connection, model, clock, rules })
  const endFolded = createFoldedEnding({ model, clock, now: claims.now })
  const stopPerson = createPersonStop({ ...given, model, leaseMs: rules.leaseMs, now: claims.now, plan: (rows) => planner.plan(rows) })

  return {
    ...planner,
    ...claims,
    ...createDeliverySettling({ model, kernel, rules, endFolded, stopPerson }),
    ...createDeliveryFolding({ model, kernel }),
    readdress: createReaddressing({ model }),
    ...createDeliveryReader({ connection, model }),
    recountLocalTimes: createLocalTimeRecount({ model, kernel }),
    aroundToday: createDayReader({ model, now: claims.now }),
    ...createDeliverySweep({ connection, model, clock, rules, endFolded, now: claims.now }),
    archive: createDeliveryArchive({ connection, model, clock }),
    markHandled: createHandOver({ model, kernel }),

    async expireDue(organisationId) {
      const due = { organisationId, state: { $in: ['pending', 'unknown'] as const }, dueAt: { $lte: clock.now() } }
      await model.updateMany(due, { $set: { state: 'expired', open: false, closedAt: clock.now() } })
    },

    async resend(actor, deliveryId) {
      const row = isValidObjectId(deliveryId) ? await model.findById(deliveryId).lean<DeliveryDocument | null>() : null
      if (!row || !belongsTo(actor, row.organisationId)) return refuse('delivery-not-found')
      if (!may(actor, row.organisationId, 'Delivery', 'resend')) return refuse('forbidden')
      if (row.kind === 'digest') return refuse('delivery-is-digest')
      return kernel.transaction(async () => {
        const now = clock.now()
        const fresh = { state: 'pending', open: true, attempt: 0, nextTryAt: now, expiresAt: expiryOf({ kind: row.kind }, now), startedAt: null, error: null, closedAt: null }
        const again = await model
          .findOneAndUpdate(
            { _id: deliveryId, open: false, state: { $in: ['dead', 'failed', 'unknown'] } },
            { $set: fresh, $unset: { digestOf: 1, handledAt: 1 }, $inc: { fence: 1 } },
            { returnDocument: 'after' },
          )
          .lean<DeliveryDocument | null>()
        if (!again) return refuse('delivery-not-resendable')
        const subject = { type: 'Delivery', id: deliveryId }
        await kernel.audit({ actor, organisationId: row.organisationId, action: 'delivery-resent', subject, before: { state: row.state }, after: { state: 'pending' } })
        return ok(toDelivery(again))
      })
    },

    onPlanned(listener) {
      listeners.push(listener)
    },
  }
}
