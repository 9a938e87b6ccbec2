import { isValidObjectId } from 'mongoose'
import { belongsTo, isSystem, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { may } from '../accounts/may.js'
import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import type { Delivery } from './delivery.js'

/** What may be passed on by hand: it did not arrive, or nobody knows. */
const undelivered = ['failed', 'dead', 'unknown'] as const

/** Makes the note of the curator that somebody heard by phone or in person what the bot could not bring (IMPL-03). */
export function createHandOver({ model, kernel }: { model: DeliveryModel; kernel: Kernel }) {
  return async function markHandled(actor: Actor, deliveryId: string): Promise<Result<Delivery>> {
    const row = isValidObjectId(deliveryId) ? await model.findById(deliveryId).lean<DeliveryDocument | null>() : null
    if (!row || !belongsTo(actor, row.organisationId)) return refuse('delivery-not-found')
    if (isSystem(actor) || !may(actor, row.organisationId, 'Delivery', 'handled')) return refuse('forbidden')
    return kernel.transaction(async () => {
      const waits = { _id: deliveryId, open: false, state: { $in: [...undelivered] }, handledAt: null }
      const handled = await model.findOneAndUpdate(waits, { $set: { handledAt: kernel.clock.now() } }, { returnDocument: 'after' }).lean<DeliveryDocument | null>()
      if (!handled) return refuse('delivery-not-undelivered')
      await kernel.audit({ actor, organisationId: row.organisationId, action: 'delivery-handled', subject: { type: 'Delivery', id: deliveryId }, before: { state: row.state, handledAt: null }, after: { state: handled.state, handledAt: handled.handledAt } })
      return ok(toDelivery(handled))
    })
  }
}
