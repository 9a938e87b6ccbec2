import { isValidObjectId } from 'mongoose'
import { definePersonModel } from '../../src/modules/people/person-model.js'
import { fullName, normaliseName } from '../../src/modules/people/person.js'
import { startsWith } from '../resource/conditions.js'
import type { DerivedColumn, PlainRecord } from '../resource/definition.js'
import { nothing } from '../resource/scope.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from './resource-entry.js'

const mostPeople = 500
const longestName = 200

/** The first letters of the whole name, or of the first name. */
const namedSo = (wanted: string): PlainRecord => ({ $or: [startsWith('searchName', wanted), startsWith('searchGiven', wanted)] })

/** Filter by the first letters of a surname or a first name (IMPL-20): finds records whose `path` names such a person of the own organisation. */
export function byPerson({ connection }: Pick<ResourceContext, 'connection'>, path = 'personId') {
  const people = definePersonModel(connection)
  return async (text: string, user: PanelUser): Promise<PlainRecord> => {
    const wanted = normaliseName(text.slice(0, longestName))
    if (wanted === '') return {}
    const scope = user.organisationId === null ? {} : { organisationId: user.organisationId }
    const found = await people.find({ $and: [scope, namedSo(wanted)] }).select('_id').limit(mostPeople).lean()
    return found.length > 0 ? { [path]: { $in: found.map(({ _id }) => String(_id)) } } : nothing
  }
}

/** Adds the person's name and chat to listed records, for derived columns. */
export function withPeople({ connection }: Pick<ResourceContext, 'connection'>) {
  const people = definePersonModel(connection)
  return async (records: PlainRecord[]): Promise<void> => {
    const ids = [...new Set(records.map((record) => String(record['personId'])))].filter((id) => isValidObjectId(id))
    const found = new Map((await people.find({ _id: { $in: ids } }).lean()).map((person) => [String(person._id), person]))
    for (const record of records) {
      const person = found.get(String(record['personId']))
      record['person'] = person ? { name: fullName(person), phone: person.phone, telegramId: person.telegramId, unreachableAt: person.unreachableAt } : null
    }
  }
}

/** The column that names the person; needs `withPeople`. */
export const whose: DerivedColumn = { from: ['personId'], value: ({ person }) => (person as { name: string } | null)?.name ?? '—' }

/** Named lists as conditions; an unknown name finds nothing. */
export function byView(views: Record<string, (user: PanelUser) => PlainRecord | Promise<PlainRecord>>) {
  return async (name: string, user: PanelUser): Promise<PlainRecord> => (Object.hasOwn(views, name) ? ((await views[name]?.(user)) ?? nothing) : nothing)
}
