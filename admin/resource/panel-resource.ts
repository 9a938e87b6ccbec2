import { Resource } from '@adminjs/mongoose'
import { BaseRecord, ForbiddenError, type ActionContext, type BaseResource, type Filter } from 'adminjs'
import { isValidObjectId } from 'mongoose'
import type { PanelUser } from '../gate/panel-user.js'
import { conditionsOf } from './conditions.js'
import { knownPaths, shownPaths, storedPaths, type PlainRecord, type ResourceDefinition } from './definition.js'
import { sortOf, type Order } from './keyset.js'
import { orderOf } from './list-order.js'
import { PanelProperty, shapeOf } from './panel-property.js'
import { toParams } from './params.js'
import { readPage, type Place } from './read-page.js'
import { mayRead, scopeOf, userOf } from './scope.js'
import { visibleTo } from './visible-fields.js'
import type { RecordWriter } from './write-record.js'

export const largestPage = 100
/** Who has more than this many rows is told «more than». */
export const mostCounted = 1_000
const furthestRow = 10_000
const idLength = 24
const usualPage = 20
/** Always read: the id, the scope and what the stale check needs. */
const always = ['updatedAt']

/** The package is typed without `null`, which AdminJS allows. */
const MongooseResource: typeof BaseResource = Resource

interface Window {
  limit?: number
  offset?: number
  sort?: { sortBy?: string; direction?: 'asc' | 'desc' }
}

const whole = (value: unknown, least: number, most: number, otherwise: number) =>
  Number.isInteger(Number(value)) ? Math.min(Math.max(Number(value), least), most) : otherwise

/**
 * The mongoose adapter with every call of its own replaced (a test holds that). The one door between AdminJS and a collection: every call is scoped to the person's organisation, filters and
 * columns are those of the definition, and a call without a person is refused (ROLE-16).
 */
export class PanelResource extends MongooseResource {
  readonly definition: ResourceDefinition
  private readonly writer: RecordWriter
  private readonly shapes: PanelProperty[]

  constructor(definition: ResourceDefinition, writer: RecordWriter) {
    super(definition.model)
    this.definition = definition
    this.writer = writer
    const paths = ['id', ...knownPaths(definition)]
    this.shapes = paths.map((path, position) => new PanelProperty(shapeOf(definition, path), position))
  }

  static override isAdapterFor(): boolean {
    return false
  }

  override id(): string {
    return this.definition.id
  }

  override databaseName(): string {
    return 'panel'
  }

  override databaseType(): string {
    return 'mongodb'
  }

  override properties(): PanelProperty[] {
    return this.shapes
  }

  override property(path: string): PanelProperty | null {
    return this.shapes.find((property) => property.path() === path) ?? null
  }

  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    return this.countUpTo(mostCounted + 1, filter, context)
  }

  /** How many rows the list has; it stops counting at the limit. */
  async countUpTo(limit: number, filter: Filter, context?: ActionContext): Promise<number> {
    return this.definition.model.countDocuments(await this.query(filter, context), { limit })
  }

  /** One page of the list by place: the rows, and the places before and after them. */
  async readList(filter: Filter, wanted: { order: Order; place: Place; limit: unknown }, context?: ActionContext): Promise<{ records: BaseRecord[]; former: string | null; later: string | null }> {
    const definition = this.seenBy(userOf(context))
    const columns = [definition.title, ...definition.listed]
    const query = await this.query(filter, context)
    const projection = { ...this.projection(columns), [wanted.order.path]: 1 as const }
    const { documents, ...places } = await readPage({ definition, query, projection, order: wanted.order, limit: whole(wanted.limit, 1, largestPage, usualPage) }, wanted.place)
    await definition.enrich?.(documents, userOf(context))
    return { records: documents.map((document) => this.toRecord(document, columns)), ...places }
  }

  override async find(filter: Filter, window: Window, context?: ActionContext): Promise<BaseRecord[]> {
    const definition = this.seenBy(userOf(context))
    const { listed, title } = definition
    const found = await this.definition.model
      .find(await this.query(filter, context))
      .select(this.projection([title, ...listed]))
      .sort(sortOf(orderOf(definition, window.sort)))
      .skip(whole(window.offset, 0, furthestRow, 0))
      .limit(whole(window.limit, 1, largestPage, usualPage))
      .lean<PlainRecord[]>()
    await this.definition.enrich?.(found, userOf(context))
    return found.map((document) => this.toRecord(document, [title, ...listed]))
  }

  override async findOne(id: string, context?: ActionContext): Promise<BaseRecord | null> {
    const user = userOf(context)
    const found = await this.readOne(id, user)
    if (found) await this.definition.enrich?.([found], user)
    return found && this.toRecord(found, shownPaths(this.seenBy(user)))
  }

  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    const user = userOf(context)
    const known = ids.filter((id) => typeof id === 'string' && isValidObjectId(id)).slice(0, largestPage * 10)
    if (known.length === 0 || !mayRead(this.definition, user)) return []
    const { model, title } = this.definition
    const found = await model
      .find({ $and: [scopeOf(this.definition, user), { _id: { $in: known } }] })
      .select(this.projection([title]))
      .lean<PlainRecord[]>()
    await this.definition.enrich?.(found, user)
    return found.map((document) => this.toRecord(document, [title]))
  }

  /** True when the person's scope holds the record. */
  async has(id: unknown, user: PanelUser): Promise<boolean> {
    if (typeof id !== 'string' || id.length !== idLength || !isValidObjectId(id)) return false
    return (await this.definition.model.exists({ $and: [scopeOf(this.definition, user), { _id: id }] })) !== null
  }

  override build(params: PlainRecord): BaseRecord {
    return new BaseRecord(params, this)
  }

  override async create(params: PlainRecord, context?: ActionContext): Promise<PlainRecord> {
    return this.writer.create(this.seenBy(userOf(context)), params, userOf(context))
  }

  override async update(id: string, params: PlainRecord, context?: ActionContext): Promise<PlainRecord> {
    return this.writer.update(this.seenBy(userOf(context)), id, params, userOf(context))
  }

  /** Nothing is deleted in the panel. */
  override async delete(): Promise<void> {
    throw new ForbiddenError('anyForbiddenError')
  }

  private async readOne(id: unknown, user: PanelUser): Promise<PlainRecord | null> {
    if (typeof id !== 'string' || !isValidObjectId(id)) return null
    return this.definition.model
      .findOne({ $and: [scopeOf(this.definition, user), { _id: id }] })
      .select(this.projection(shownPaths(this.seenBy(user))))
      .lean<PlainRecord>()
  }

  private async query(filter: Filter, context: ActionContext | undefined): Promise<PlainRecord> {
    const user = userOf(context)
    return { $and: [scopeOf(this.definition, user), ...(await conditionsOf(this.seenBy(user), filter, user))] }
  }

  /** The definition without what is kept from this person. */
  private seenBy(user: PanelUser): ResourceDefinition {
    return visibleTo(this.definition, user)
  }

  private projection(visible: readonly string[]): Record<string, 1> {
    const stored = [...storedPaths(this.definition, visible), this.definition.scope, ...always]
    return Object.fromEntries(stored.map((path) => [path, 1 as const]))
  }

  private toRecord(document: PlainRecord, visible: readonly string[]): BaseRecord {
    return new BaseRecord(toParams(this.definition, document, visible), this)
  }
}
