import type { Kernel } from '../../core/kernel.js'
import type { DeliveryModel } from './delivery-model.js'
import type { Delivery, DeliveryPlanner } from './delivery.js'

interface StopParts {
  model: DeliveryModel
  kernel: Kernel
  plan: DeliveryPlanner['plan']
  /** What is due within it may be in another process's hands already. */
  leaseMs: number
  /** The database's present as it was told at the last look. */
  now(): Date
  /** Notes that messages do not reach the person's chat; false when that was known, or the person has another chat by now. */
  markUnreachable(personId: string, chatId: number): Promise<boolean>
  /** Who is to phone when somebody of the organisation is not reached by messages. */
  curatorsOf(organisationId: string): Promise<string[]>
}

/**
 * Makes the answer to a closed chat (IMPL-03): what is due to the person stops, and the curators are asked to phone. What lies
 * ahead stays: it fails one by one when its hour comes, and comes to a person who is back by then. A digest ends so too, with its rows.
 */
export function createPersonStop({ model, kernel, plan, leaseMs, now: present, markUnreachable, curatorsOf }: StopParts) {
  return ({ personId, organisationId }: Pick<Delivery, 'personId' | 'organisationId'>, chatId: number): Promise<void> =>
    kernel.transaction(async () => {
      if (!(await markUnreachable(personId, chatId))) return
      const now = kernel.clock.now()
      await model.updateMany(
        { personId, open: true, state: { $in: ['pending', 'unknown'] }, kind: { $ne: 'digest' }, digestOf: null, nextTryAt: { $lte: new Date(present().getTime() + leaseMs) } },
        { $set: { state: 'cancelled', open: false, error: 'unreachable', closedAt: now }, $inc: { fence: 1 } },
      )
      const curators = (await curatorsOf(organisationId)).filter((id) => id !== personId)
      const subject = { type: 'Person', id: personId }
      await plan(curators.map((id) => ({ kind: 'person-unreachable', organisationId, personId: id, subject, occurrence: now.toISOString(), params: { aboutId: personId } })))
    })
}
