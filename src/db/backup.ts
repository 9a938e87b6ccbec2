import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { ClientSession, Connection } from 'mongoose'
import type { Clock } from '../core/clock.js'
import { ok, refuse, type Result } from '../core/result.js'
import { formatVersion, transientCollections, writeLine } from './backup-format.js'

export interface BackupDone {
  file: string
  documents: number
  /** how many of them describe a stored file */
  files: number
}

async function listCollections(connection: Connection): Promise<string[]> {
  const listed = (await connection.listCollections()).map(({ name }) => name)
  return listed.filter((name) => !name.startsWith('system.') && !transientCollections.has(name)).sort()
}

async function* writeLines(connection: Connection, session: ClientSession, at: Date, done: BackupDone): AsyncGenerator<string> {
  yield writeLine({ kind: 'header', format: 'nastavnik-backup', version: formatVersion, at })
  for (const collection of await listCollections(connection)) {
    for await (const document of connection.collection(collection).find({}, { session, promoteValues: false })) {
      done.documents += 1
      if (collection === 'files.files') done.files += 1
      yield writeLine({ kind: 'document', collection, document })
    }
  }
  yield writeLine({ kind: 'end', documents: done.documents })
}

/** Writes the whole database, files included, as one gzip of EJSON lines, all as of one moment; the file appears when it is whole. */
export async function backupDatabase({ connection, clock }: { connection: Connection; clock: Clock }, file: string): Promise<Result<BackupDone>> {
  if (existsSync(file)) return refuse('backup-exists', { file })
  const partial = `${file}.partial`
  const done: BackupDone = { file, documents: 0, files: 0 }
  const session = await connection.startSession({ snapshot: true })
  try {
    await pipeline(Readable.from(writeLines(connection, session, clock.now(), done)), createGzip(), createWriteStream(partial, { mode: 0o600 }))
    await rename(partial, file)
    return ok(done)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) return refuse('backup-unwritable', { file })
    throw error
  } finally {
    await session.endSession()
    await rm(partial, { force: true })
  }
}
