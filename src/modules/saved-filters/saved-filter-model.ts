import { Schema, type Connection, type Model } from 'mongoose'
import type { SavedFilter } from './saved-filter.js'

interface StoredFilter {
  id: string
  name: string
  /** Pairs of name and value: names hold dots. */
  words: string[][]
}

/** All that one account saved of one list: a document of its own, so that the number is kept in one step. */
export interface SavedFilterDocument {
  _id: string
  organisationId: string | null
  accountId: string
  resource: string
  lists: StoredFilter[]
}

const needed = { type: String, required: true }

const savedFilterSchema = new Schema<SavedFilterDocument>(
  {
    _id: needed,
    organisationId: { type: String, default: null },
    accountId: needed,
    resource: needed,
    lists: { type: [new Schema({ id: needed, name: needed, words: { type: [[String]], required: true } }, { _id: false, id: false })], default: [] },
  },
  { collection: 'savedfilters', versionKey: false },
)

/** Registers the saved lists on the connection, or returns them when they are there. */
export function defineSavedFilterModel(connection: Connection): Model<SavedFilterDocument> {
  return connection.models['SavedFilter'] ?? connection.model<SavedFilterDocument>('SavedFilter', savedFilterSchema)
}

/** Turns what is stored into plain data, by name. */
export function toSavedFilters(document: SavedFilterDocument | null): SavedFilter[] {
  const lists = (document?.lists ?? []).map(({ id, name, words }) => ({ id, name, query: Object.fromEntries(words.map(([key = '', value = '']) => [key, value])) }))
  return lists.sort((left, right) => left.name.localeCompare(right.name, 'ru'))
}
