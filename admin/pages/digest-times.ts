import { isValidObjectId, type Connection } from 'mongoose'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'

interface Foldable {
  digestOf?: unknown
}

/** Makes the look at when the digests go into which rows were folded: those rows have no turn of their own. */
export function createDigestTimes(connection: Connection) {
  const model = defineDeliveryModel(connection)
  return async (rows: readonly Foldable[]): Promise<(row: Foldable) => Date | null> => {
    const ids = [...new Set(rows.map(({ digestOf }) => String(digestOf)).filter((id) => isValidObjectId(id)))]
    const found = ids.length > 0 ? await model.find({ _id: { $in: ids } }).select({ nextTryAt: 1 }).lean<{ _id: unknown; nextTryAt: Date }[]>() : []
    const times = new Map(found.map(({ _id, nextTryAt }) => [String(_id), nextTryAt]))
    return ({ digestOf }) => times.get(String(digestOf)) ?? null
  }
}
