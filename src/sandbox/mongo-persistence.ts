import type { Connection, mongo } from 'mongoose'
import { emptyRecords, recordKinds } from './memory-persistence.js'
import type { RecordKind, SandboxPersistence } from './sandbox-state.js'

interface SavedRecord {
  _id: string
  json: string
}

interface SavedChunk {
  _id: string
  fileId: string
  index: number
  bytes: mongo.Binary
}

export interface MongoPersistenceOptions {
  connection: Connection
  /** How long changes are gathered before one write, in milliseconds. */
  delayMs?: number
  onError(error: unknown): void
}

const chunkSize = 4 * 1024 * 1024

/** Keeps the sandbox between starts in collections `sandbox_*`: changes are gathered and written a moment later in one bulk a collection. */
export function createMongoPersistence({ connection, delayMs = 100, onError }: MongoPersistenceOptions): SandboxPersistence {
  const pending = new Map<RecordKind, Map<string, unknown>>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  const records = (kind: RecordKind) => connection.collection<SavedRecord>(`sandbox_${kind}`)
  const chunks = connection.collection<SavedChunk>('sandbox_chunks')

  async function writePending(): Promise<void> {
    const batches = [...pending]
    pending.clear()
    for (const [kind, changes] of batches) {
      const operations: mongo.AnyBulkWriteOperation<SavedRecord>[] = [...changes].map(([id, value]) => value === null
        ? { deleteOne: { filter: { _id: id } } }
        : { replaceOne: { filter: { _id: id }, replacement: { json: JSON.stringify(value) }, upsert: true } })
      await records(kind).bulkWrite(operations, { ordered: false })
    }
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    writing = writing.then(writePending).catch(onError)
    return writing
  }

  return {
    flush,
    save(kind, id, value) {
      const changes = pending.get(kind) ?? new Map<string, unknown>()
      changes.set(id, value)
      pending.set(kind, changes)
      timer ??= setTimeout(() => void flush(), delayMs)
    },
    async load() {
      const loaded = emptyRecords()
      for (const kind of recordKinds) {
        for (const record of await records(kind).find().toArray()) loaded[kind].set(record._id, JSON.parse(record.json))
      }
      return loaded
    },
    async saveContent(fileId, content) {
      for (let index = 0; index * chunkSize < content.length; index += 1) {
        const bytes = content.subarray(index * chunkSize, (index + 1) * chunkSize)
        await chunks.insertOne({ _id: `${fileId}:${index}`, fileId, index, bytes } as unknown as SavedChunk)
      }
    },
    async loadContent(fileId) {
      const parts: Buffer[] = []
      for (let index = 0; ; index += 1) {
        const chunk = await chunks.findOne({ _id: `${fileId}:${index}` })
        if (!chunk) break
        parts.push(Buffer.from(chunk.bytes.buffer))
      }
      return parts.length > 0 ? Buffer.concat(parts) : null
    },
  }
}
