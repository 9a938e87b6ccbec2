import { findItem, type DictionaryName, type Organisation } from '../../src/modules/organisations/organisation.js'
import { definePairModel } from '../../src/modules/pairs/pair-model.js'
import type { PlainRecord, ResourceDefinition } from '../resource/definition.js'
import { loadNames, type Names } from '../pages/names.js'
import type { ResourceContext } from './resource-entry.js'

interface PairPeople {
  _id: unknown
  mentorId: string
  members: { menteeId: string }[]
}

const nameOf = (names: Names, { mentorId, members }: Omit<PairPeople, '_id'>) => names.pair({ mentorId, members })

/** Names of pairs for lists and titles: mentor first, then the mentees. */
export function createPairNaming({ services, connection }: Pick<ResourceContext, 'services' | 'connection'>) {
  const pairs = definePairModel(connection)

  async function idsOfPeople(organisationId: string | null, typed: string): Promise<string[]> {
    if (organisationId === null || typed.trim() === '') return []
    const [here, archived] = await Promise.all([false, true].map((isArchived) => services.people.list(organisationId, { query: typed, archived: isArchived, pageSize: 200 })))
    return [...(here?.items ?? []), ...(archived?.items ?? [])].map(({ id }) => id)
  }

  const withPeople = (ids: readonly string[]) => ({ $or: [{ mentorId: { $in: ids } }, { 'members.menteeId': { $in: ids } }] })

  return {
    /** Writes the names of its people into each stored pair. */
    async namePairs(records: PlainRecord[]): Promise<void> {
      const read = records as unknown as PairPeople[]
      const names = await loadNames(services, read.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]))
      for (const [at, pair] of read.entries()) Object.assign(records[at] ?? {}, { names: nameOf(names, pair) })
    },

    /** Writes the names of their pair into records that have a `pairId`. */
    async nameByPair(records: PlainRecord[]): Promise<void> {
      const ids = [...new Set(records.map(({ pairId }) => String(pairId)))]
      const found = await pairs.find({ _id: { $in: ids } }).select({ mentorId: 1, 'members.menteeId': 1 }).lean<PairPeople[]>()
      const names = await loadNames(services, found.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]))
      const byId = new Map(found.map((pair) => [String(pair._id), nameOf(names, pair)]))
      for (const record of records) record['names'] = byId.get(String(record['pairId'])) ?? '—'
    },

    /** Pairs of the people whose surname begins so (IMPL-20). */
    personLookUp: async (typed: string, { organisationId }: { organisationId: string | null }): Promise<PlainRecord> => withPeople(await idsOfPeople(organisationId, typed)),

    /** Records of the pairs of these people. */
    async pairPersonLookUp(typed: string, { organisationId }: { organisationId: string | null }): Promise<PlainRecord> {
      const found = await pairs.find({ organisationId, ...withPeople(await idsOfPeople(organisationId, typed)) }).select({ _id: 1 }).lean<{ _id: unknown }[]>()
      return { pairId: { $in: found.map(({ _id }) => String(_id)) } }
    },

    /** Values of a dictionary whose text begins so. */
    dictionaryLookUp: (dictionary: DictionaryName, path: string) => async (typed: string, { organisationId }: { organisationId: string | null }): Promise<PlainRecord> => {
      const organisation = organisationId === null ? null : await services.organisations.get(organisationId)
      const wanted = typed.trim().toLowerCase()
      const items = organisation?.dictionaries[dictionary] ?? []
      const codes = items.filter(({ code, text }) => code === typed || text.toLowerCase().startsWith(wanted)).map(({ code }) => code)
      return { [path]: { $in: codes } }
    },

    /** Writes the text of a dictionary value beside its code. */
    async wordRecords(records: PlainRecord[], dictionary: DictionaryName, path: string, into: string): Promise<void> {
      const organisations = new Map<string, Organisation | null>()
      for (const record of records) {
        const id = String(record['organisationId'])
        const organisation = organisations.get(id) ?? (await services.organisations.get(id))
        organisations.set(id, organisation)
        const codes = [record[path] ?? []].flat().map(String)
        record[into] = organisation ? codes.map((code) => findItem(organisation, dictionary, code)?.text ?? code).join(', ') : ''
      }
    },
  }
}

/** Named lists as a filter: each name stands for some states; `all` for every state. */
export function viewLookUp(views: Record<string, readonly string[] | null>): NonNullable<ResourceDefinition['lookUps']>[string] {
  return async (name) => {
    const states = Object.hasOwn(views, name) ? views[name] : null
    return states ? { state: { $in: states } } : {}
  }
}
