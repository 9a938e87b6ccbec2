import { ForbiddenError, type Filter } from 'adminjs'
import { isValidObjectId } from 'mongoose'
import { endOfDay, isDay, startOfDay } from '../../src/core/dates.js'
import { normaliseName } from '../../src/modules/people/person.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PlainRecord, ResourceDefinition } from './definition.js'
import type { PanelProperty } from './panel-property.js'
import { nothing } from './scope.js'

const longestText = 200

function isRange(value: unknown): value is { from?: unknown; to?: unknown } {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => key === 'from' || key === 'to')
}

/** Values from `text` on that begin with it: a range, which an index serves on every server. */
export function startsWith(path: string, text: string): PlainRecord {
  return { [path]: { $gte: text, $lt: `${text}\uffff` } }
}

function rangeCondition(path: string, value: unknown, read: (text: string, isEnd: boolean) => unknown): PlainRecord {
  if (!isRange(value)) throw new ForbiddenError('anyForbiddenError')
  const limits: [string, unknown][] = [['$gte', value.from], ['$lte', value.to]]
  const known = limits.flatMap(([operator, text]) => (typeof text === 'string' && text !== '' ? [[operator, read(text, operator === '$lte')] as const] : []))
  if (known.some(([, limit]) => limit === null)) return nothing
  return known.length > 0 ? { [path]: Object.fromEntries(known) } : {}
}

/** A day is that day of the organisation, from its first instant to its last; whole instants are taken as they are. */
const readInstant = (zone: string) => (text: string, isEnd: boolean) => {
  if (isDay(text)) return isEnd ? endOfDay(text, zone) : startOfDay(text, zone)
  return Number.isNaN(Date.parse(text)) ? null : new Date(text)
}
const readDay = (text: string) => (isDay(text.slice(0, 10)) ? text.slice(0, 10) : null)

function condition(definition: ResourceDefinition, property: PanelProperty, value: unknown, zone: string): PlainRecord {
  const { path, type, values, isId } = property.shape
  if (type === 'datetime') return rangeCondition(path, value, readInstant(zone))
  if (type === 'date') return rangeCondition(path, value, readDay)
  if (typeof value !== 'string' || value.length > longestText) throw new ForbiddenError('anyForbiddenError')
  if (isId || type === 'reference') return isValidObjectId(value) ? { [isId ? '_id' : path]: value } : nothing
  if (type === 'boolean') return value === 'true' || value === 'false' ? { [path]: value === 'true' } : nothing
  if (type === 'number') return value.trim() !== '' && Number.isFinite(Number(value)) ? { [path]: Number(value) } : nothing
  if (values) return values.includes(value) ? { [path]: value } : nothing
  const searched = path === definition.title ? definition.searchable : undefined
  return searched ? startsWith(searched, normaliseName(value)) : startsWith(path, value.trim())
}

/**
 * Builds the query from the filters of the address: only allowed properties, only plain values. A hidden or unknown
 * property and every operator is refused, so that nothing can be asked about what is not shown.
 */
export function conditionsOf(definition: ResourceDefinition, filter: Filter | null | undefined, user: PanelUser): Promise<PlainRecord[]> {
  const { lookUps = {}, filterable, searchable, title } = definition
  const allowed = new Set(['id', ...filterable, ...Object.keys(lookUps), ...(searchable ? [title] : [])])
  return Promise.all(
    Object.values(filter?.filters ?? {}).map(async ({ path, property, value }) => {
      if (!property || !allowed.has(path)) throw new ForbiddenError('anyForbiddenError')
      const lookUp = Object.hasOwn(lookUps, path) ? lookUps[path] : undefined
      if (!lookUp) return condition(definition, property as PanelProperty, value, user.zone)
      if (typeof value !== 'string' || value.length > longestText) throw new ForbiddenError('anyForbiddenError')
      return lookUp(value, user)
    }),
  )
}
