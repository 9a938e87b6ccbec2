import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import type { Delivery } from './delivery.js'

/** For whom the row was planned, whoever gets it now. */
export function plannedFor({ personId, params }: Pick<Delivery, 'personId' | 'params'>): string {
  return params.insteadOfId ?? personId
}

/** The key that the same message to another person has: person and offset end it. */
const keyFor = ({ key }: Delivery, personId: string): string => key.replace(/:[^:]+:([^:]+)$/, `:${personId}:$1`)

/** Makes the step by which whoever stands in for an absent curator gets his message, and the curator himself when he is back (IMPL-12). Who has the same message already gets no second one. */
export function createReaddressing({ model }: { model: DeliveryModel }) {
  return async function readdress(delivery: Delivery, personId: string): Promise<Delivery> {
    const insteadOfId = plannedFor(delivery)
    const params = insteadOfId === personId ? { $unset: { 'params.insteadOfId': 1 } } : {}
    const set = { personId, ...(insteadOfId === personId ? {} : { 'params.insteadOfId': insteadOfId }) }
    if (insteadOfId !== personId && (await model.exists({ key: keyFor(delivery, personId) }))) return delivery
    const ours = { _id: delivery.id, fence: delivery.fence, state: 'sending' as const }
    const moved = await model.findOneAndUpdate(ours, { $set: set, ...params }, { returnDocument: 'after' }).lean<DeliveryDocument | null>()
    return moved ? toDelivery(moved) : delivery
  }
}
