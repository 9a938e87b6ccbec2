import { Filter, flat, populator, type ActionContext, type ActionRequest } from 'adminjs'
import type { ResourceEntry } from '../resources/resource-entry.js'
import type { PanelTexts } from '../texts.js'
import { showAsked } from './asked-fields.js'
import type { ResourceDefinition } from './definition.js'
import type { Order } from './keyset.js'
import { columnOf, orderOf } from './list-order.js'
import { notedColumns, type NoteShown } from './note-viewed.js'
import { mostCounted, type PanelResource } from './panel-resource.js'
import { userOf } from './scope.js'
import { visibleTo } from './visible-fields.js'

/** What the address of a list asks for. */
export interface ListQuery {
  filters: Record<string, unknown>
  sortBy?: string
  direction?: string
  after?: string
  before?: string
  perPage?: string
}

const plain = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Reads the address of a list; whatever is given twice counts as not given. */
export function readListQuery(query: Record<string, unknown> | undefined): ListQuery {
  const { filters, ...rest } = flat.unflatten<Record<string, unknown>, Record<string, unknown>>(query ?? {})
  const words = ['sortBy', 'direction', 'after', 'before', 'perPage'].flatMap((name) => (plain(rest[name]) ? [[name, plain(rest[name])] as const] : []))
  return { filters: typeof filters === 'object' && filters !== null ? (filters as Record<string, unknown>) : {}, ...Object.fromEntries(words) }
}

/** The filters without those left empty. */
export function filterOf(resource: PanelResource, { filters }: ListQuery): Filter {
  return new Filter(Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')), resource)
}

/** The order of a list: a column that was asked for, else that of the named list, else the usual one. */
export function listOrder(definition: ResourceDefinition, query: ListQuery): Order {
  const { sorts = {} } = definition
  const view = plain(query.filters['view'])
  return orderOf(definition, query, view !== undefined && Object.hasOwn(sorts, view) ? sorts[view] : undefined)
}

/** Lists by place instead of by page number, with a capped count and the filters for this person. */
export function createListHandler({ definition: whole, asked = [], loadHead }: Pick<ResourceEntry, 'definition' | 'asked' | 'loadHead'>, texts: PanelTexts, noteShown: NoteShown) {
  return async (request: ActionRequest, _response: unknown, context: ActionContext) => {
    const user = userOf(context)
    const definition = visibleTo(whole, user)
    const resource = context.resource as unknown as PanelResource
    const query = readListQuery(request.query)
    const filter = filterOf(resource, query)
    const order = listOrder(definition, query)
    const { after, before, perPage } = query
    const { records, former, later } = await resource.readList(filter, { order, place: { ...(after ? { after } : {}), ...(before ? { before } : {}) }, limit: perPage }, context)
    if (records.length > 0) await noteShown(user, definition.id, 'list', notedColumns(definition, user.role))
    context.records = await populator(records, context)
    const isFirst = former === null
    const counted = isFirst && later !== null ? await resource.count(filter, context) : records.length
    const total = isFirst ? Math.min(counted, mostCounted) : null
    return {
      meta: { total, isMore: counted > mostCounted, perPage: records.length, page: 1, sortBy: columnOf(definition, order), direction: order.direction, former, later },
      records: context.records.map((record: { toJSON(user: unknown): object }) => record.toJSON(context.currentAdmin)),
      asked: await showAsked(definition, asked, user, texts),
      ...(loadHead ? { head: await loadHead(user) } : {}),
    }
  }
}
