import type { Kernel } from '../../core/kernel.js'
import { retryLostRaces } from '../../db/lost-race.js'
import { toDelivery, type DeliveryDocument, type DeliveryModel } from './delivery-model.js'
import type { Delivery } from './delivery.js'
import { newRow } from './new-row.js'
import type { Fold } from './send-rules.js'

/** A claimed row, and the digest in which its person is to read of it. */
export interface Folding extends Fold {
  delivery: Delivery
}

const laterMs = 60_000

/** Makes the folding of rows into one digest a person and day. */
export function createDeliveryFolding({ model, kernel }: { model: DeliveryModel; kernel: Kernel }) {
  const digestRow = ({ delivery, at, day, until, class: name }: Folding) => {
    const { organisationId, personId } = delivery
    return newRow({ kind: 'digest', organisationId, personId, subject: { type: 'Person', id: personId }, occurrence: day, class: name, dueAt: at, expiresAt: until }, kernel.clock.now())
  }

  /**
   * `folds` counts up so that the write meets a claim of the same digest: either the row is in before the digest is made, or
   * the digest is gone and the row is judged again.
   */
  async function openDigests(foldings: readonly Folding[]): Promise<Map<string, DeliveryDocument>> {
    const rows = new Map(foldings.map((folding) => [digestRow(folding).key, digestRow(folding)]))
    const keys = { key: { $in: [...rows.keys()] } }
    const gone = await model.find({ ...keys, state: { $ne: 'pending' } }, { key: 1 }).lean()
    for (const { key } of gone) rows.delete(key)
    if (rows.size > 0) {
      const upserts = [...rows].map(([key, row]) => ({ updateOne: { filter: { key, state: 'pending' as const }, update: { $setOnInsert: row, $inc: { folds: 1 } }, upsert: true } }))
      await model.bulkWrite(upserts)
    }
    const found = await model.find({ ...keys, state: 'pending' }).lean<DeliveryDocument[]>()
    return new Map(found.map((digest) => [digest.key, digest]))
  }

  return {
    /** Puts rows into the digests of their persons; where the digest is on its way already, the row is judged again a little later. */
    async fold(foldings: readonly Folding[]): Promise<void> {
      if (foldings.length === 0) return
      await retryLostRaces(() =>
        kernel.transaction(async () => {
          const digests = await openDigests(foldings)
          const writes = foldings.map((folding) => {
            const { delivery, at } = folding
            const digest = digests.get(digestRow(folding).key)
            const into = digest ? { digestOf: String(digest._id), nextTryAt: digest.expiresAt ?? at } : { nextTryAt: new Date(at.getTime() + laterMs) }
            const update = { $set: { state: 'pending' as const, leaseUntil: null, ...into } }
            return { updateOne: { filter: { _id: delivery.id, fence: delivery.fence, state: 'sending' as const }, update } }
          })
          await model.bulkWrite(writes)
        }),
      )
    },

    /** What goes with a digest, in the order in which it was due. */
    async foldedInto(digestId: string): Promise<Delivery[]> {
      const rows = await model.find({ digestOf: digestId, open: true }).sort({ dueAt: 1, _id: 1 }).lean<DeliveryDocument[]>()
      return rows.map(toDelivery)
    },
  }
}
