import { instantOfWall, wallOf } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import type { DeliveryDocument, DeliveryModel } from './delivery-model.js'

/** What the wall showed when a row was planned: kept beside its instants, which follow from it (R10). */
export interface LocalTime {
  zone: string
  /** `YYYY-MM-DDTHH:mm:ss` of `dueAt`. */
  local: string
  /** The same of `expiresAt`. */
  localExpiry: string | null
}

type Timed = Pick<DeliveryDocument, 'dueAt' | 'nextTryAt' | 'expiresAt'>

/** The wall-clock times of a row in the zone. */
export function localTimeOf({ dueAt, expiresAt }: Pick<Timed, 'dueAt' | 'expiresAt'>, zone: string): LocalTime {
  return { zone, local: wallOf(dueAt, zone), localExpiry: expiresAt && wallOf(expiresAt, zone) }
}

/** The instants at which a zone's wall shows the same times; a later try moves along with the row. */
export function instantsOf(row: Timed, { local, localExpiry }: LocalTime, zone: string): Timed {
  const dueAt = instantOfWall(local, zone)
  const moved = dueAt.getTime() - row.dueAt.getTime()
  return { dueAt, nextTryAt: new Date(row.nextTryAt.getTime() + moved), expiresAt: localExpiry === null ? null : instantOfWall(localExpiry, zone) }
}

/**
 * Makes the recount of an organisation's future rows after its zone or the zone data of this machine has changed: each goes at the same hour
 * of the wall. Rows of before wall times were kept are read in the former zone. What is due already is left alone; twice is harmless.
 */
export function createLocalTimeRecount({ model, kernel }: { model: DeliveryModel; kernel: Kernel }) {
  return async function recountLocalTimes(organisationId: string, zone: string, formerZone = zone): Promise<number> {
    const ahead = { organisationId, open: true, state: 'pending' as const, dueAt: { $gt: kernel.clock.now() } }
    const rows = await model.find(ahead, { dueAt: 1, nextTryAt: 1, expiresAt: 1, zone: 1, local: 1, localExpiry: 1 }).lean<DeliveryDocument[]>()
    const writes = rows.flatMap((row) => {
      const kept = row.local ? { zone: row.zone ?? zone, local: row.local, localExpiry: row.localExpiry ?? null } : localTimeOf(row, formerZone)
      const instants = instantsOf(row, kept, zone)
      const isSame = row.local !== undefined && row.zone === zone && instants.dueAt.getTime() === row.dueAt.getTime() && instants.expiresAt?.getTime() === row.expiresAt?.getTime()
      return isSame ? [] : [{ updateOne: { filter: { _id: row._id, state: 'pending' as const, dueAt: row.dueAt }, update: { $set: { ...kept, ...instants, zone } } } }]
    })
    if (writes.length > 0) await model.bulkWrite(writes)
    return writes.length
  }
}
