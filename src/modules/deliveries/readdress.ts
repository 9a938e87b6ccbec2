import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import type { Delivery } from './delivery.js'

/** For whom the row was planned, whoever gets it now. */
export function plannedFor({ personId, params }: Pick<Delivery, 'personId' | 'params'>): string {
  return params.insteadOfId ?? personId
}

/** Makes the step by which whoever stands in for an absent curator gets his message, and the curator himself when he is back (IMPL-12). */
export function createReaddressing({ model }: { model: DeliveryModel }) {
  return async function readdress(delivery: Delivery, personId: string): Promise<Delivery> {
    const insteadOfId = plannedFor(delivery)
    const params = insteadOfId === personId ? { $unset: { 'params.insteadOfId': 1 } } : {}
    const set = { personId, ...(insteadOfId === personId ? {} : { 'params.insteadOfId': insteadOfId }) }
    const ours = { _id: delivery.id, fence: delivery.fence, state: 'sending' as const }
    const moved = await model.findOneAndUpdate(ours, { $set: set, ...params }, { returnDocument: 'after' }).lean<DeliveryDocument | null>()
    return moved ? toDelivery(moved) : delivery
  }
}
