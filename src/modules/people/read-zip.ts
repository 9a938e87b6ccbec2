import { once } from 'node:events'
import { createInflateRaw } from 'node:zlib'

/** One file of an archive, as its table of contents promises it. */
export interface ZipEntry {
  name: string
  isPacked: boolean
  packedSize: number
  size: number
  /** Where its own header begins. */
  at: number
}

/** The archive gives more than it promised, or is cut off. */
export class BrokenZipError extends Error {}

const endSign = 0x06054b50
const endLength = 22
const longestComment = 0xffff
const entrySign = 0x02014b50
const entryLength = 46
const localSign = 0x04034b50
const localLength = 30
const stored = 0
const deflated = 8
const tooLarge = 0xffffffff
const mostEntries = 2_000
const chunkSize = 64 * 1024

function endOf(bytes: Buffer): number {
  for (let at = bytes.length - endLength; at >= Math.max(0, bytes.length - endLength - longestComment); at -= 1) {
    if (bytes.readUInt32LE(at) === endSign) return at
  }
  return -1
}

function entryAt(bytes: Buffer, at: number): { entry: ZipEntry; next: number } | null {
  if (at + entryLength > bytes.length || bytes.readUInt32LE(at) !== entrySign) return null
  const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)]
  const [packedSize, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
  const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)]
  const isReadable = (flags & 1) === 0 && (method === stored || method === deflated) && size !== tooLarge && packedSize !== tooLarge
  if (!isReadable) return null
  const name = bytes.toString('utf8', at + entryLength, at + entryLength + nameLength)
  return { entry: { name, isPacked: method === deflated, packedSize, size, at: bytes.readUInt32LE(at + 42) }, next: at + entryLength + nameLength + extraLength + commentLength }
}

/** Lists the files of an archive without unpacking anything; null where it is no archive that we read (cut off, locked, of several volumes). */
export function listZip(bytes: Buffer): ZipEntry[] | null {
  const end = endOf(bytes)
  if (end < 0) return null
  const count = bytes.readUInt16LE(end + 10)
  if (count > mostEntries) return null
  const entries: ZipEntry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let made = 0; made < count; made += 1) {
    const found = entryAt(bytes, at)
    if (!found) return null
    entries.push(found.entry)
    at = found.next
  }
  return entries
}

function packedBytes(bytes: Buffer, { at, packedSize }: ZipEntry): Buffer {
  if (at + localLength > bytes.length || bytes.readUInt32LE(at) !== localSign) throw new BrokenZipError()
  const start = at + localLength + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (start + packedSize > bytes.length) throw new BrokenZipError()
  return bytes.subarray(start, start + packedSize)
}

/** Unpacks one file piece by piece and stops as soon as it gives more than it promised. */
export async function* unpack(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = packedBytes(bytes, entry)
  if (!entry.isPacked) {
    for (let at = 0; at < packed.length; at += chunkSize) yield packed.subarray(at, at + chunkSize)
    return
  }
  const inflate = createInflateRaw({ chunkSize })
  inflate.end(packed)
  let given = 0
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      given += piece.length
      if (given > entry.size) throw new BrokenZipError()
      yield piece
    }
  } catch (error) {
    const isOurs = error instanceof BrokenZipError || (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
    if (!isOurs) throw error
    throw error instanceof BrokenZipError ? error : new BrokenZipError()
  } finally {
    if (!inflate.closed) {
      inflate.destroy()
      await once(inflate, 'close')
    }
  }
}
