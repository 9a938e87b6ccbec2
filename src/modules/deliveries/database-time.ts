import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { readCommonTime } from '../../db/clock-shift.js'

/** The database's clock plus so many milliseconds, for pipeline updates; `$add` on dates is not known to every server. */
export function databaseTime(milliseconds = 0) {
  return { $toDate: { $add: [{ $toLong: '$$NOW' }, Math.round(milliseconds)] } }
}

export interface DatabaseNow {
  /** For leases: the plain clock. */
  plain: Date
  /** For what is due: the plain clock plus the common shift. */
  shifted: Date
}

/** Reads the database's clock and the common shift, and moves this process's clock along. */
export async function readDatabaseNow(connection: Connection, clock: Clock): Promise<DatabaseNow> {
  const { plain, shift } = await readCommonTime(connection)
  clock.setShift(shift)
  return { plain, shifted: new Date(plain.getTime() + shift) }
}
