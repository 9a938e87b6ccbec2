import type { Connection, mongo } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import type { DeliveryDocument, DeliveryModel } from './delivery-model.js'

interface ArchiveParts {
  connection: Connection
  model: DeliveryModel
  clock: Clock
}

type Stored = DeliveryDocument & mongo.Document

const dayMs = 24 * 3_600_000
/** A closed row stays among the hot ones until so long after it expired. */
const keptMs = 30 * dayMs
const prefix = 'deliveries_archive_'
const batchSize = 500

const nameFor = (expiredAt: Date) => `${prefix}${expiredAt.toISOString().slice(0, 7).replace('-', '_')}`

/** The archive's collections, newest month first. */
export async function listArchives(connection: Connection): Promise<mongo.Collection<Stored>[]> {
  const collections = await connection.listCollections()
  const names = collections.map(({ name }) => name).filter((name) => name.startsWith(prefix))
  return names.sort().reverse().map((name) => collectionOf(connection, name))
}

function collectionOf(connection: Connection, name: string): mongo.Collection<Stored> {
  if (!connection.db) throw new Error('the connection is not open')
  return connection.db.collection<Stored>(name)
}

async function copy(connection: Connection, name: string, rows: Stored[]): Promise<void> {
  const archive = collectionOf(connection, name)
  await archive.createIndexes([{ key: { organisationId: 1, dueAt: -1 } }, { key: { organisationId: 1, personId: 1, dueAt: -1 } }])
  await archive.bulkWrite(rows.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })), { ordered: false })
}

/**
 * Makes the move of closed rows into the collection of the month in which they expired: copied first, then deleted, so that a
 * kill between leaves a row twice and the next run ends it. Planners create no row that has expired, so nothing comes back.
 */
export function createDeliveryArchive({ connection, model, clock }: ArchiveParts) {
  async function moveSome(before: Date): Promise<number> {
    const old = { open: false, expiresAt: { $lte: before } }
    const rows = (await model.find(old).limit(batchSize).lean()) as unknown as Stored[]
    const months = new Map<string, Stored[]>()
    for (const row of rows) {
      const name = nameFor(row.expiresAt ?? row.dueAt)
      months.set(name, [...(months.get(name) ?? []), row])
    }
    for (const [name, group] of months) await copy(connection, name, group)
    if (rows.length > 0) await model.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) }, ...old })
    return rows.length
  }

  /** Rows of the first version may have no end: they end with their hour. */
  async function giveEnds(): Promise<void> {
    await model.updateMany({ open: false, expiresAt: null }, [{ $set: { expiresAt: '$dueAt' } }])
  }

  return async function archive(): Promise<number> {
    const before = new Date(clock.now().getTime() - keptMs)
    await giveEnds()
    let moved = 0
    for (let some = await moveSome(before); some > 0; some = await moveSome(before)) moved += some
    return moved
  }
}
