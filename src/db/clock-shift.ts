import type { Connection } from 'mongoose'

interface ShiftDocument {
  _id: 'clock'
  milliseconds: number
}

const collectionOf = (connection: Connection) => connection.collection<ShiftDocument>('clock_shift')

/** Milliseconds by which every process moves its clock forward; 0 in production. */
export async function readShift(connection: Connection): Promise<number> {
  return (await collectionOf(connection).findOne({ _id: 'clock' }))?.milliseconds ?? 0
}

/** Moves the common clock forward by so many milliseconds (never back) and returns the new shift. */
export async function raiseShift(connection: Connection, byMilliseconds: number): Promise<number> {
  if (!Number.isFinite(byMilliseconds) || byMilliseconds < 0) throw new RangeError('the clock only goes forward')
  const raised = await collectionOf(connection).findOneAndUpdate(
    { _id: 'clock' },
    { $inc: { milliseconds: Math.round(byMilliseconds) } },
    { upsert: true, returnDocument: 'after' },
  )
  return raised?.milliseconds ?? 0
}

/** The database's clock and the common shift in one query: the sender asks every few seconds. */
export async function readCommonTime(connection: Connection): Promise<{ plain: Date; shift: number }> {
  const read = () =>
    collectionOf(connection)
      .aggregate<{ milliseconds: number; now: Date }>([{ $match: { _id: 'clock' } }, { $project: { milliseconds: 1, now: '$$NOW' } }])
      .next()
  let found = await read()
  while (!found) {
    await collectionOf(connection).updateOne({ _id: 'clock' }, { $setOnInsert: { milliseconds: 0 } }, { upsert: true })
    found = await read()
  }
  return { plain: found.now, shift: found.milliseconds }
}
