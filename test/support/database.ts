import { randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import { describe, inject } from 'vitest'
import { must } from '../../src/core/result.js'
import { openConnection } from '../../src/db/connection.js'
import { createFileStore, type FileStore } from '../../src/db/files.js'
import { createIndexes } from '../../src/db/indexes.js'
import { createTransaction, type Transaction } from '../../src/db/transaction.js'
import { recordedUri, recordQueries } from './query-recorder.js'

export interface TestDatabase {
  connection: Connection
  transaction: Transaction
  files: FileStore
  /** of the server, without a database name */
  uri: string
  name: string
  /** Builds collections and indexes of the models that were defined on the connection. */
  index(): Promise<number>
  /** Drops the database and closes the connection: `afterAll(() => database.drop())`. */
  drop(): Promise<void>
}

/** A fresh database on the suite's server; one for each test file. */
export async function testDatabase(): Promise<TestDatabase> {
  const uri = inject('mongodbUri')
  const name = `test_${randomBytes(8).toString('hex')}`
  const connection = must(await openConnection(recordedUri(uri), name))
  recordQueries(connection)
  return {
    connection,
    transaction: createTransaction(connection),
    files: createFileStore(connection),
    uri,
    name,
    index: () => createIndexes(connection),
    async drop() {
      await connection.dropDatabase()
      await connection.close()
    },
  }
}

/** `describe` for tests that need a fast server: left out, and counted, on the slow one. */
export const heavy = describe.skipIf(inject('serverKind') === 'secantus-wheel')
