import { setTimeout as wait } from 'node:timers/promises'
import mongoose, { type Connection } from 'mongoose'
import { ok, refuse, type Result } from '../core/result.js'
import type { Say } from '../texts.js'

mongoose.set('transactionAsyncLocalStorage', true)

const options = {
  autoIndex: false,
  autoCreate: false,
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  maxPoolSize: 20,
} as const

/**
 * A line that fell silent for good is given up after this: the driver's own look at the server has another line and may see
 * nothing. Commands that build indexes or read everything wait longer.
 */
const silenceMs = { usual: 20_000, patient: 300_000 } as const
const pauseMs = 1_000
const authenticationFailed = 18

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** Only what waiting can mend is waited for: not a wrong password or a wrong address. */
function isAway(error: unknown): boolean {
  return error instanceof Error && (error.name === 'MongooseServerSelectionError' || error.name === 'MongoServerSelectionError' || error.name === 'MongoNetworkError')
}

/** Writes and removes one document in a transaction: a standalone server refuses. */
async function canTransact(connection: Connection): Promise<boolean> {
  const collection = connection.collection('transaction_checks')
  await collection.deleteMany({})
  try {
    await connection.transaction(async (session) => {
      await collection.insertOne({ check: true }, { session })
      await collection.deleteMany({ check: true }, { session })
    })
    return true
  } catch (error) {
    if (error instanceof Error && /replica set|Transaction numbers|not supported/i.test(error.message)) return false
    throw error
  }
}

async function connectOnce(uri: string, dbName: string, socketTimeoutMS: number): Promise<Connection> {
  const connection = mongoose.createConnection(uri, { ...options, socketTimeoutMS, dbName })
  try {
    return await connection.asPromise()
  } catch (error) {
    await connection.close(true)
    throw error
  }
}

export interface OpenOptions {
  say?: Say
  /** Ends the waiting, e.g. at SIGTERM. */
  signal?: AbortSignal
  /** For commands whose single calls may take minutes. */
  isPatient?: boolean
}

/** Connects, waits with a line while the database is away, and refuses a server without transactions. */
export async function openConnection(uri: string, dbName: string, { say, signal, isPatient = false }: OpenOptions = {}): Promise<Result<Connection>> {
  for (let attempt = 1; !signal?.aborted; attempt += 1) {
    try {
      const connection = await connectOnce(uri, dbName, isPatient ? silenceMs.patient : silenceMs.usual)
      if (await canTransact(connection)) return ok(connection)
      await connection.close()
      return refuse('database-standalone')
    } catch (error) {
      if (codeOf(error) === authenticationFailed) return refuse('database-password')
      if (!isAway(error)) throw error
      if (attempt === 1 || attempt % 5 === 0) say?.('database-away', { seconds: (attempt * options.serverSelectionTimeoutMS) / 1_000 })
      await wait(pauseMs)
    }
  }
  return refuse('database-gave-up')
}
