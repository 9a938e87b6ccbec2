import type { Kernel } from '../../core/kernel.js'
import type { DeliveryModel } from './delivery-model.js'
import type { Delivery, DeliveryPlanner } from './delivery.js'

interface StopParts {
  model: DeliveryModel
  kernel: Kernel
  plan: DeliveryPlanner['plan']
  /** Notes that messages do not reach the person's chat; false when that was known. */
  markUnreachable(personId: string): Promise<boolean>
  /** Who is to phone when somebody of the organisation is not reached by messages. */
  curatorsOf(organisationId: string): Promise<string[]>
}

/** Makes the answer to a closed chat (IMPL-03): the person's open messages stop, and the curators are asked to phone. */
export function createPersonStop({ model, kernel, plan, markUnreachable, curatorsOf }: StopParts) {
  return ({ personId, organisationId }: Delivery): Promise<void> =>
    kernel.transaction(async () => {
      const isNews = await markUnreachable(personId)
      const now = kernel.clock.now()
      await model.updateMany(
        { personId, open: true, state: { $in: ['pending', 'unknown'] } },
        { $set: { state: 'cancelled', open: false, error: 'unreachable', closedAt: now }, $inc: { fence: 1 } },
      )
      if (!isNews) return
      const curators = (await curatorsOf(organisationId)).filter((id) => id !== personId)
      const subject = { type: 'Person', id: personId }
      await plan(curators.map((id) => ({ kind: 'person-unreachable', organisationId, personId: id, subject, occurrence: now.toISOString(), params: { aboutId: personId } })))
    })
}
