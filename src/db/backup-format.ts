import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import mongoose, { type mongo } from 'mongoose'

const { EJSON } = mongoose.mongo.BSON

export const formatVersion = 1

/** What lives for minutes and must not come back: leases, sessions, half-done updates, jobs that every start makes anew. */
export const transientCollections: ReadonlySet<string> = new Set([
  'inbox',
  'job_runs',
  'leases',
  'loginattempts',
  'panelsessions',
  'systemjobs',
  'transaction_checks',
])

export type BackupLine =
  | { kind: 'header'; format: 'nastavnik-backup'; version: number; at: Date }
  | { kind: 'document'; collection: string; document: mongo.Document }
  | { kind: 'end'; documents: number }

/** One line of the file, without loss of types. */
export function writeLine(line: BackupLine): string {
  return `${EJSON.stringify(line, { relaxed: false })}\n`
}

function isBackupLine(value: unknown): value is BackupLine {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  if (value.kind === 'document') return 'collection' in value && typeof value.collection === 'string' && 'document' in value
  return value.kind === 'header' || value.kind === 'end'
}

/** Numbers outside documents come back as wrappers of the driver: made plain here. */
function readLine(text: string): BackupLine | null {
  try {
    const line: unknown = EJSON.parse(text, { relaxed: false })
    if (!isBackupLine(line)) return null
    if (line.kind === 'header') return { ...line, version: Number(line.version) }
    return line.kind === 'end' ? { ...line, documents: Number(line.documents) } : line
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** Reads the file line by line; a line that is not of the format is null. Throws when the file cannot be read. */
export async function* readBackup(file: string): AsyncGenerator<BackupLine | null> {
  const source = createReadStream(file)
  const unpacked = createGunzip()
  source.once('error', (error) => unpacked.destroy(error))
  for await (const text of createInterface({ input: source.pipe(unpacked), crlfDelay: Infinity })) yield readLine(text)
}
