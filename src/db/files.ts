import { createHash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import mongoose, { type Connection } from 'mongoose'

export interface StoredFile {
  fileId: string
  /** bytes */
  size: number
  /** hex */
  sha256: string
}

export interface OpenedFile {
  stream: Readable
  name: string
  mime: string
  size: number
  meta: Record<string, unknown>
}

export interface FileDescription {
  name: string
  mime: string
  /** plain data kept with the file, e.g. the organisation */
  meta?: Record<string, unknown>
}

export interface FileStore {
  put(content: Readable | Uint8Array, description: FileDescription): Promise<StoredFile>
  open(fileId: string): Promise<OpenedFile | null>
  remove(fileId: string): Promise<void>
}

function createCounter() {
  const hash = createHash('sha256')
  let size = 0
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  return { through, finish: () => ({ size, sha256: hash.digest('hex') }) }
}

/** Files in the database (GridFS, bucket `files`); writing one is not part of a running transaction. */
export function createFileStore(connection: Connection): FileStore {
  const bucket = () => {
    if (!connection.db) throw new Error('the connection is not open')
    return new mongoose.mongo.GridFSBucket(connection.db, { bucketName: 'files' })
  }
  const toObjectId = (fileId: string) => (/^[0-9a-f]{24}$/.test(fileId) ? new mongoose.Types.ObjectId(fileId) : null)
  const find = async (fileId: string) => {
    const id = toObjectId(fileId)
    return id ? ((await bucket().find({ _id: id }).limit(1).toArray())[0] ?? null) : null
  }
  return {
    async put(content, { name, mime, meta = {} }) {
      const upload = bucket().openUploadStream(name, { metadata: { ...meta, mime } })
      const counter = createCounter()
      const source = content instanceof Uint8Array ? Readable.from([Buffer.from(content)]) : content
      await pipeline(source, counter.through, upload)
      return { fileId: upload.id.toHexString(), ...counter.finish() }
    },
    async open(fileId) {
      const file = await find(fileId)
      if (!file) return null
      const mime = typeof file.metadata?.mime === 'string' ? file.metadata.mime : 'application/octet-stream'
      return { stream: bucket().openDownloadStream(file._id), name: file.filename, mime, size: file.length, meta: file.metadata ?? {} }
    },
    async remove(fileId) {
      const file = await find(fileId)
      if (file) await bucket().delete(file._id)
    },
  }
}
