import type { ResourceDefinition } from './definition.js'
import type { Order } from './keyset.js'

export interface WantedOrder {
  /** A column of the list. */
  sortBy?: string
  direction?: string
}

/** Columns that the list may be sorted by: stored themselves, or standing for a stored path. */
export function sortPath({ sortable = [], sortPaths = {}, derived = {} }: ResourceDefinition, column: string): string | null {
  if (!sortable.includes(column)) return null
  if (Object.hasOwn(sortPaths, column)) return sortPaths[column] ?? null
  return column in derived ? null : column
}

/** The order that was asked for where it is allowed, else the one of the named list, else the usual one. */
export function orderOf(definition: ResourceDefinition, wanted: WantedOrder | undefined, ofView?: Order): Order {
  const path = wanted?.sortBy ? sortPath(definition, wanted.sortBy) : null
  if (path) return { path, direction: wanted?.direction === 'desc' ? 'desc' : 'asc' }
  return ofView ?? { path: definition.sort.sortBy, direction: definition.sort.direction }
}

/** The column that shows an order, for the arrow in its heading. */
export function columnOf({ sortable = [], sortPaths = {} }: ResourceDefinition, { path }: Order): string | null {
  return sortable.find((column) => (sortPaths[column] ?? column) === path) ?? null
}
