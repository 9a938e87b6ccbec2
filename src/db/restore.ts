import { access, constants } from 'node:fs/promises'
import type { Connection, mongo } from 'mongoose'
import type { Clock } from '../core/clock.js'
import { ok, refuse, type Result } from '../core/result.js'
import { formatVersion, readBackup, transientCollections, type BackupLine } from './backup-format.js'
import { expireDelivery } from './restore-deliveries.js'
import { writeRestoreEpoch } from './restore-epoch.js'

export interface RestoreDone {
  documents: number
  files: number
  /** messages that were due before and will not be sent */
  expired: number
  /** When the copy was made: what was written later is not in it. */
  takenAt: Date
  restoredAt: Date
}

type Written = Omit<RestoreDone, 'takenAt' | 'restoredAt'>

/** Changes a document on its way in; true when it did. Runs before the write, so that no sender meets the old state. */
export type RestoreHook = (document: mongo.Document, now: Date) => boolean

const hooks: Readonly<Record<string, RestoreHook>> = { deliveries: expireDelivery }
const largestBatch = 100

async function isEmpty(connection: Connection): Promise<boolean> {
  for (const { name } of await connection.listCollections()) {
    if (name.startsWith('system.') || transientCollections.has(name)) continue
    if (await connection.collection(name).findOne({})) return false
  }
  return true
}

interface Checked {
  takenAt: Date
  /** of the common clock, milliseconds */
  shift: number
}

function shiftOf(line: BackupLine): number {
  return line.kind === 'document' && line.collection === 'clock_shift' ? Number(line.document.milliseconds) : 0
}

/** Reads the whole file before anything is written: it must begin with the header, end with the count, and hold that many. */
async function checkFile(file: string): Promise<Result<Checked>> {
  let number = 0
  let documents = 0
  let shift = 0
  let takenAt = new Date(0)
  let last: BackupLine | null = null
  try {
    for await (const line of readBackup(file)) {
      number += 1
      const isHeader = line?.kind === 'header'
      if (line === null || isHeader !== (number === 1) || last?.kind === 'end') return refuse('backup-broken', { file, line: number })
      if (line.kind === 'header' && line.version !== formatVersion) return refuse('backup-version', { file })
      if (line.kind === 'header') takenAt = line.at
      if (line.kind === 'document') documents += 1
      shift += shiftOf(line)
      last = line
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return refuse('backup-broken', { file, line: number + 1 })
  }
  return last?.kind === 'end' && last.documents === documents ? ok({ shift, takenAt }) : refuse('backup-broken', { file, line: number + 1 })
}

async function* readBatches(file: string): AsyncGenerator<{ collection: string; documents: mongo.Document[] }> {
  let batch: { collection: string; documents: mongo.Document[] } = { collection: '', documents: [] }
  for await (const line of readBackup(file)) {
    if (line?.kind !== 'document') continue
    if (line.collection !== batch.collection || batch.documents.length === largestBatch) {
      if (batch.documents.length > 0) yield batch
      batch = { collection: line.collection, documents: [] }
    }
    batch.documents.push(line.document)
  }
  if (batch.documents.length > 0) yield batch
}

async function writeAll(connection: Connection, file: string, now: Date): Promise<Written> {
  const done: Written = { documents: 0, files: 0, expired: 0 }
  for await (const { collection, documents } of readBatches(file)) {
    const hook = hooks[collection]
    if (hook) done.expired += documents.filter((document) => hook(document, now)).length
    await connection.collection(collection).insertMany(documents)
    done.documents += documents.length
    if (collection === 'files.files') done.files += documents.length
  }
  return done
}

/** Empties what a broken restore has begun; the database was empty before. */
async function clear(connection: Connection): Promise<void> {
  for (const { name } of await connection.listCollections()) {
    if (!name.startsWith('system.') && !transientCollections.has(name)) await connection.collection(name).deleteMany({})
  }
}

/** Restores a backup into an empty database, whole or not at all; what was due before now is expired, not sent (IMPL-23). */
export async function restoreDatabase({ connection, clock }: { connection: Connection; clock: Clock }, file: string): Promise<Result<RestoreDone>> {
  const isReadable = await access(file, constants.R_OK).then(() => true, () => false)
  if (!isReadable) return refuse('backup-unreadable', { file })
  const checked = await checkFile(file)
  if (!checked.ok) return checked
  if (!(await isEmpty(connection))) return refuse('database-not-empty', { name: connection.name })
  const { shift, takenAt } = checked.value
  clock.setShift(shift)
  const restoredAt = clock.now()
  try {
    const written = await writeAll(connection, file, restoredAt)
    await writeRestoreEpoch(connection, { takenAt, restoredAt })
    return ok({ ...written, takenAt, restoredAt })
  } catch (error) {
    await clear(connection)
    throw error
  }
}
