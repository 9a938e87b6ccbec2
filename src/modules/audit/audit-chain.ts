import { createHash } from 'node:crypto'

/** An entry as it is stored, with whatever fields it has. */
export type StoredEntry = Record<string, unknown>

/** Fields of the seal itself: the place and the former hash are hashed too, the hash cannot be. */
const ownHash = 'hash'

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof Date) return `{"$date":${JSON.stringify(value.toISOString())}}`
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  if (!isPlain(value)) return `{"$":${JSON.stringify(String(value))}}`
  const parts = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${parts.join(',')}}`
}

/** The fingerprint of everything that an entry holds, its place and its forerunner's fingerprint among it. */
export function hashOf(entry: StoredEntry): string {
  const { [ownHash]: _own, ...rest } = entry
  return createHash('sha256').update(canonical(rest)).digest('hex')
}

/** What stands before the first entry of a chain. */
export const chainStart = '0'.repeat(64)
