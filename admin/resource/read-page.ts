import { ForbiddenError } from 'adminjs'
import type { PlainRecord, ResourceDefinition } from './definition.js'
import { rangesAfter, readCursor, reversed, sortOf, writeCursor, type Cursor, type Order } from './keyset.js'

/** Which rows: those after a place, those before one, or the first. */
export interface Place {
  after?: string
  before?: string
}

export interface ReadWanted {
  definition: ResourceDefinition
  query: PlainRecord
  projection: Record<string, 1>
  order: Order
  limit: number
}

export interface ReadPage {
  documents: PlainRecord[]
  /** Places for «back» and «on»; null at the ends. */
  former: string | null
  later: string | null
}

/** Reads rows in order from a place on, range by range of the index, until there are enough. */
async function readFrom({ definition, query, projection }: ReadWanted, order: Order, cursor: Cursor | null, limit: number): Promise<PlainRecord[]> {
  const rows: PlainRecord[] = []
  for (const range of rangesAfter(definition, order, cursor)) {
    if (rows.length >= limit) break
    const found = await definition.model
      .find({ $and: [query, range] })
      .select(projection)
      .sort(sortOf(order))
      .limit(limit - rows.length)
      .lean<PlainRecord[]>()
    rows.push(...found)
  }
  return rows
}

function cursorOf({ definition, order }: ReadWanted, text: string | undefined): Cursor | null {
  if (text === undefined || text === '') return null
  const cursor = readCursor(definition, order, text)
  if (cursor === null) throw new ForbiddenError('anyForbiddenError')
  return cursor
}

/** One page of a list by place, not by number: the thousandth costs what the first does (F8). */
export async function readPage(wanted: ReadWanted, place: Place): Promise<ReadPage> {
  const { order, limit } = wanted
  const before = cursorOf(wanted, place.before)
  const backward = before ? await readFrom(wanted, reversed(order), before, limit + 1) : []
  if (backward.length > limit) {
    const documents = backward.slice(0, limit).reverse()
    return { documents, former: writeCursor(order, documents[0] ?? {}), later: writeCursor(order, documents.at(-1) ?? {}) }
  }
  // Fewer rows than a page lie before: the first page, whole.
  const after = before ? null : cursorOf(wanted, place.after)
  const rows = await readFrom(wanted, order, after, limit + 1)
  const documents = rows.slice(0, limit)
  const [first, last] = [documents[0], documents.at(-1)]
  return {
    documents,
    former: after && first ? writeCursor(order, first) : null,
    later: rows.length > limit && last ? writeCursor(order, last) : null,
  }
}
