import { isValidObjectId } from 'mongoose'
import type { PlainRecord, ResourceDefinition } from './definition.js'

/** One stored path in one direction; equal values are told apart by the id. */
export interface Order {
  path: string
  direction: 'asc' | 'desc'
}

type SortValue = string | number | Date | null

/** A place in a list: the sort value and the id of one of its rows, nothing else. */
export interface Cursor {
  value: SortValue
  id: string
}

const longestCursor = 600
/** The least value of each kind of path: what a list with values holds after those without. */
const least: Record<string, SortValue> = { Date: new Date(-8.64e15), Number: -Infinity, String: '' }

const kindOf = ({ model }: ResourceDefinition, path: string) => model.schema.path(path)?.instance ?? 'String'

/** The place of a row as the address carries it. */
export function writeCursor({ path }: Order, record: PlainRecord): string {
  const value = path.split('.').reduce<unknown>((inner, key) => (inner as PlainRecord | null | undefined)?.[key], record) ?? null
  return Buffer.from(JSON.stringify([path, value, String(record['_id'])])).toString('base64url')
}

function readValue(kind: string, value: unknown): SortValue | undefined {
  if (value === null) return null
  if (kind === 'Number') return typeof value === 'number' ? value : undefined
  if (typeof value !== 'string') return undefined
  if (kind !== 'Date') return value
  return Number.isNaN(Date.parse(value)) ? undefined : new Date(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Reads a place from the address; null when it is none of this order. */
export function readCursor(definition: ResourceDefinition, { path }: Order, text: string): Cursor | null {
  const parsed = text.length > longestCursor ? null : parse(text)
  if (!Array.isArray(parsed) || parsed.length !== 3 || parsed[0] !== path) return null
  const [, stored, id] = parsed as unknown[]
  const value = readValue(kindOf(definition, path), stored)
  return value === undefined || typeof id !== 'string' || !isValidObjectId(id) || id.length !== 24 ? null : { value, id }
}

/** The same order from its other end. */
export const reversed = ({ path, direction }: Order): Order => ({ path, direction: direction === 'asc' ? 'desc' : 'asc' })

export const sortOf = ({ path, direction }: Order): Record<string, 1 | -1> => {
  const sign = direction === 'asc' ? 1 : -1
  return path === '_id' ? { _id: sign } : { [path]: sign, _id: sign }
}

/**
 * What follows a place, as conditions to be asked one after the other: each is one range of an index. One `$or` would say the
 * same, and be read from the start of the list by servers that do not split it.
 */
export function rangesAfter(definition: ResourceDefinition, { path, direction }: Order, cursor: Cursor | null): PlainRecord[] {
  if (cursor === null) return [{}]
  const { value, id } = cursor
  const isUp = direction === 'asc'
  const same = { [path]: value, _id: { [isUp ? '$gt' : '$lt']: id } }
  if (isUp) return [same, { [path]: value === null ? { $gte: least[kindOf(definition, path)] ?? '' } : { $gt: value } }]
  return value === null ? [same] : [same, { [path]: { $lt: value } }, { [path]: null }]
}
