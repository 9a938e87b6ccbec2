import type { Connection } from 'mongoose'

/** The database's own clock, read apart: `$$NOW` in a filter is not known to every server. */
export async function databaseNow(connection: Connection): Promise<Date> {
  if (!connection.db) throw new Error('the connection is not open')
  return (await connection.db.command({ hello: 1 })).localTime as Date
}
