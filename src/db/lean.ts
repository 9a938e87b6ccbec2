import mongoose from 'mongoose'

function convert(value: unknown): unknown {
  if (value instanceof mongoose.Types.ObjectId) return value.toHexString()
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(convert)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, convert(inner)]))
  const entries = Object.entries(value).filter(([key]) => key !== '__v')
  return Object.fromEntries(entries.map(([key, inner]) => (key === '_id' ? ['id', convert(inner)] : [key, convert(inner)])))
}

/** Turns a document or a lean object into plain data: `_id` becomes the string `id`, ids become strings, no `__v`. */
export function toPlain<T>(document: { toObject?: () => unknown } | object): T {
  const source = 'toObject' in document && typeof document.toObject === 'function' ? document.toObject() : document
  return convert(source) as T
}
