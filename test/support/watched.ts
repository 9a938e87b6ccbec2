import { createConnection, type Connection } from 'mongoose'

export interface SeenCommand {
  name: string
  collection: string
  command: Record<string, unknown>
}

/** A second connection to the database whose commands are counted. */
export async function watchedConnection({ uri, name }: { uri: string; name: string }) {
  const connection: Connection = await createConnection(uri, { dbName: name, monitorCommands: true, autoIndex: false, autoCreate: false }).asPromise()
  let seen: SeenCommand[] = []
  connection.getClient().on('commandStarted', ({ commandName, command }) => {
    seen.push({ name: commandName, collection: String((command as Record<string, unknown>)[commandName]), command: command as Record<string, unknown> })
  })
  return {
    connection,
    /** What was asked since the last call. */
    take(): SeenCommand[] {
      const taken = seen
      seen = []
      return taken
    },
  }
}

/** Index keys and documents that the server looks at for the finds seen. */
export async function examined(connection: Connection, finds: readonly SeenCommand[]): Promise<{ keys: number; documents: number }> {
  const sum = { keys: 0, documents: 0 }
  for (const { command } of finds) {
    const { $db: _db, lsid: _lsid, $clusterTime: _time, ...plain } = command
    const explained = (await connection.db?.command({ explain: plain, verbosity: 'executionStats' })) as { executionStats: { totalKeysExamined: number; totalDocsExamined: number } }
    sum.keys += explained.executionStats.totalKeysExamined
    sum.documents += explained.executionStats.totalDocsExamined
  }
  return sum
}
