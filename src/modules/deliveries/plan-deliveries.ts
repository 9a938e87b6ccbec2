import type { Connection } from 'mongoose'
import type { Kernel } from '../../core/kernel.js'
import { readRestoreEpoch } from '../../db/restore-epoch.js'
import { afterCommit } from '../../db/transaction.js'
import type { DeliveryModel } from './delivery-model.js'
import type { DeliveryPlanner, PlannedDelivery } from './delivery.js'
import { localTimeOf } from './local-time.js'
import { newRow, type NewRow } from './new-row.js'

interface PlannerParts {
  connection: Connection
  model: DeliveryModel
  kernel: Kernel
  /** Told after the commit that something is due now. */
  onDueNow: () => void
  /** Zone of the organisation whose wall clock its people read. */
  zoneOf?: (organisationId: string) => Promise<string | null>
}

const epochKeptMs = 60_000

/** When the database was restored last, or null; remembered for a minute. */
function createEpochReader(connection: Connection): () => Promise<Date | null> {
  let known: { restoredAt: Date | null; readAt: number } | null = null
  return async () => {
    if (!known || performance.now() - known.readAt > epochKeptMs) {
      known = { restoredAt: (await readRestoreEpoch(connection))?.restoredAt ?? null, readAt: performance.now() }
    }
    return known.restoredAt
  }
}

/** Makes the planner: it writes inside the caller's transaction, so a message exists if and only if its cause does. */
export function createDeliveryPlanner({ connection, model, kernel, onDueNow, zoneOf = async () => null }: PlannerParts): DeliveryPlanner {
  const readEpoch = createEpochReader(connection)

  /** A restored copy sends nothing of the past: what was due before the restore may have been sent after the backup. */
  async function ofThisTime(rows: PlannedDelivery[]): Promise<PlannedDelivery[]> {
    if (rows.every(({ dueAt }) => dueAt === undefined)) return rows
    const epoch = await readEpoch()
    return epoch ? rows.filter(({ dueAt }) => dueAt === undefined || dueAt >= epoch) : rows
  }

  /** What lies ahead keeps the hour of the wall beside its instant (R10). */
  async function withLocalTime(rows: NewRow[], now: Date): Promise<NewRow[]> {
    const ahead = new Set(rows.filter(({ dueAt }) => dueAt > now).map(({ organisationId }) => organisationId))
    const zones = new Map(await Promise.all([...ahead].map(async (id) => [id, await zoneOf(id)] as const)))
    return rows.map((row) => {
      const zone = row.dueAt > now ? zones.get(row.organisationId) : null
      return zone ? { ...row, ...localTimeOf(row, zone) } : row
    })
  }

  return {
    async plan(rows) {
      const now = kernel.clock.now()
      const fresh = (await ofThisTime(rows)).map((row) => newRow(row, now)).filter(({ expiresAt }) => expiresAt > now)
      if (fresh.length === 0) return
      const wanted = await withLocalTime(fresh, now)
      await model.bulkWrite(wanted.map((row) => ({ updateOne: { filter: { key: row.key }, update: { $setOnInsert: row }, upsert: true } })))
      if (wanted.some(({ dueAt }) => dueAt <= now)) afterCommit(connection, onDueNow)
    },

    async cancel({ organisationId, subject, kinds, personId, occurrence }) {
      const about = {
        open: true,
        organisationId,
        'subject.id': subject.id,
        'subject.type': subject.type,
        ...(kinds ? { kind: { $in: kinds } } : {}),
        ...(personId ? { personId } : {}),
        ...(occurrence === undefined ? {} : { occurrence }),
      }
      const found = await model.find(about, { _id: 1 }).lean()
      if (found.length === 0) return
      await model.updateMany(
        { _id: { $in: found.map(({ _id }) => _id) }, open: true, $or: [{ state: { $in: ['pending', 'unknown'] } }, { state: 'sending', startedAt: null }] },
        { $set: { state: 'cancelled', open: false, leaseUntil: null, error: 'cause-gone', closedAt: kernel.clock.now() }, $inc: { fence: 1 } },
      )
    },
  }
}
