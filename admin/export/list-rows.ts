import { populator, type ActionContext, type BaseRecord, type Filter } from 'adminjs'
import { wallOf } from '../../src/core/dates.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceDefinition } from '../resource/definition.js'
import type { Order } from '../resource/keyset.js'
import { largestPage, type PanelResource } from '../resource/panel-resource.js'
import type { PanelTexts } from '../texts.js'
import type { FileCell } from './table-file.js'

/** A file holds this many rows; who wants more narrows the list. */
export const mostRows = 10_000

/** The heading of a column, as the list shows it. */
export const columnLabel = (texts: PanelTexts, resource: string, path: string): string => texts.maybe(`resources.${resource}.properties.${path}`) ?? texts.maybe(`properties.${path}`) ?? path

/** Writes a shown value as the list shows it: words for codes, names for references, dates as dates. */
function createCellWriter(resource: PanelResource, texts: PanelTexts, { zone }: PanelUser) {
  const id = resource.id()
  const word = (path: string, value: unknown) => texts.maybe(`words.${id}.${path}.${String(value)}`) ?? String(value)
  return (record: BaseRecord, path: string): FileCell => {
    const value: unknown = record.get(path)
    if (value === null || value === undefined || value === '') return ''
    const { type, reference, values } = resource.property(path)?.shape ?? { type: 'string', reference: null, values: null }
    if (reference) return record.populated[path]?.title() ?? ''
    if (values) return [value].flat().map((one) => word(path, one)).join(', ')
    if (type === 'boolean') return texts.text(value === true ? 'shell.yes' : 'shell.no')
    if (type === 'date') return { day: String(value).slice(0, 10) }
    if (type === 'datetime') return { wall: wallOf(new Date(String(value)), zone) }
    return [value].flat().map(String).join(', ')
  }
}

interface Wanted {
  resource: PanelResource
  definition: ResourceDefinition
  filter: Filter
  order: Order
  user: PanelUser
  texts: PanelTexts
}

/** The rows of a list, page by page in its order: the same door, the same columns as on the screen (IMPL-19). */
export async function* listRows({ resource, definition, filter, order, user, texts }: Wanted): AsyncGenerator<FileCell[][]> {
  const context = { currentAdmin: user } as unknown as ActionContext
  const write = createCellWriter(resource, texts, user)
  let after: string | null = ''
  for (let written = 0; after !== null && written < mostRows; ) {
    const page: Awaited<ReturnType<PanelResource['readList']>> = await resource.readList(filter, { order, place: { after }, limit: largestPage }, context)
    const records = await populator(page.records, context)
    yield records.map((record) => definition.listed.map((path) => write(record, path)))
    written += records.length
    after = page.later
  }
  if (after !== null) yield [[texts.text('export.cut', { most: mostRows })]]
}
