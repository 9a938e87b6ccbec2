import type { DeliveryService } from '../../../../src/modules/deliveries/delivery-service.js'
import type { Point, ToParent, WorkerOrders } from './orders.js'

/** Tells the test and waits until the message has left this process. */
export function tell(say: ToParent['say']): Promise<void> {
  return new Promise((resolve) => (process.send ? process.send({ say }, () => resolve()) : resolve()))
}

/** Wraps the sender's port from outside, so that the process dies or freezes just there. */
export function withMoments(deliveries: DeliveryService, { killAt, freezeAt }: WorkerOrders): DeliveryService {
  const reached = new Map<Point, number>()

  async function pass(point: Point): Promise<void> {
    const times = (reached.get(point) ?? 0) + 1
    reached.set(point, times)
    if (killAt?.point === point && killAt.time === times) process.kill(process.pid, 'SIGKILL')
    if (freezeAt?.point !== point || freezeAt.time !== times) return
    await tell('frozen')
    process.kill(process.pid, 'SIGSTOP')
    /** The stop comes at the next turn of the loop, not inside this one. */
    await new Promise((resolve) => setTimeout(resolve, 20))
  }

  return {
    ...deliveries,
    async claim(limit) {
      await pass('before-claim')
      const rows = await deliveries.claim(limit)
      if (rows.length > 0) await pass('after-claim')
      return rows
    },
    async begin(delivery) {
      await pass('before-begin')
      const mayGo = await deliveries.begin(delivery)
      if (mayGo) await pass('before-send')
      return mayGo
    },
    async settle(delivery, outcome) {
      if (outcome.outcome === 'sent') await pass('before-save')
      return deliveries.settle(delivery, outcome)
    },
  }
}
