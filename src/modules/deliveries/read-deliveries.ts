import { isValidObjectId, mongo, type Connection } from 'mongoose'
import { listArchives } from './archive-deliveries.js'
import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import { deliveryStates, type Delivery, type DeliveryKind, type DeliveryState } from './delivery.js'

export interface DeliveryFilter {
  states?: DeliveryState[]
  personId?: string
  kinds?: DeliveryKind[]
  offset?: string
  /** Due then or later. */
  since?: Date
  limit?: number
  /** Without the archive. */
  recent?: boolean
}

const largestList = 5_000

const newestFirst = (one: Delivery, other: Delivery) => other.dueAt.getTime() - one.dueAt.getTime() || (one.id < other.id ? 1 : -1)

/** Makes the journal: what stands among the hot rows and in the archive, newest first. */
export function createDeliveryReader({ connection, model }: { connection: Connection; model: DeliveryModel }) {
  /** A row that was copied but not deleted yet is shown as it stands among the hot ones. */
  async function withArchive(hot: Delivery[], filter: object, limit: number): Promise<Delivery[]> {
    const rows = new Map(hot.map((row) => [row.id, row]))
    for (const archive of await listArchives(connection)) {
      if (rows.size >= limit) break
      const found = await archive.find(filter).sort({ dueAt: -1, _id: -1 }).limit(limit).toArray()
      for (const row of found.map(toDelivery)) if (!rows.has(row.id)) rows.set(row.id, row)
    }
    return [...rows.values()].sort(newestFirst).slice(0, limit)
  }

  return {
    async get(deliveryId: string): Promise<Delivery | null> {
      if (!isValidObjectId(deliveryId)) return null
      const hot = await model.findById(deliveryId).lean<DeliveryDocument | null>()
      if (hot) return toDelivery(hot)
      for (const archive of await listArchives(connection)) {
        const row = await archive.findOne({ _id: new mongo.ObjectId(deliveryId) })
        if (row) return toDelivery(row)
      }
      return null
    },

    async list(organisationId: string, { states = [...deliveryStates], personId, kinds, offset, since, limit = 200, recent = false }: DeliveryFilter = {}): Promise<Delivery[]> {
      const about = { ...(personId ? { personId } : {}), ...(kinds ? { kind: { $in: kinds } } : {}), ...(offset ? { offset } : {}), ...(since ? { dueAt: { $gte: since } } : {}) }
      const filter = { organisationId, state: { $in: states }, ...about }
      const most = Math.min(limit, largestList)
      const hot = (await model.find(filter).sort({ dueAt: -1, _id: -1 }).limit(most).lean<DeliveryDocument[]>()).map(toDelivery)
      return recent || hot.length >= most ? hot : withArchive(hot, filter, most)
    },

    async countByState(): Promise<Record<DeliveryState, number>> {
      const counts = await Promise.all(deliveryStates.map((state) => model.countDocuments({ state })))
      return Object.fromEntries(deliveryStates.map((state, at) => [state, counts[at] ?? 0])) as Record<DeliveryState, number>
    },
  }
}
