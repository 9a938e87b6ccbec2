import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'
import type { Delivery, DeliveryPlanner, DeliveryState } from './delivery.js'

/** What became of a try to send, as the messenger tells it. */
export type SendOutcome =
  | { outcome: 'sent'; messageId: number }
  | { outcome: 'failed'; code: string; personUnreachable?: boolean }
  | { outcome: 'retry'; code: string; afterSeconds?: number }
  | { outcome: 'unknown'; code: string }

export interface DeliveryService extends DeliveryPlanner {
  /** Takes up to `limit` due rows with a lease by the database's clock and raises each fence. */
  claim(limit: number): Promise<Delivery[]>
  /** Writes the outcome; ignored when the fence is no longer ours. */
  settle(delivery: Delivery, outcome: SendOutcome): Promise<void>
  /** Its cause is gone: not sent. */
  drop(delivery: Delivery, reason: string): Promise<void>
  /** Puts off to a later instant without a try (quiet hours, budget). */
  postpone(delivery: Delivery, until: Date): Promise<void>
  /** Gives back leases that ran out, and expires what is of no use any more. */
  sweep(): Promise<void>
  resend(actor: Actor, deliveryId: string): Promise<Result<Delivery>>
  list(organisationId: string, filter?: { states?: DeliveryState[]; personId?: string; limit?: number }): Promise<Delivery[]>
  /** Calls back in this process when something due now was planned and its transaction committed: a hint, not a promise. */
  onPlanned(listener: () => void): void
}
