import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { mayDo, type ResourceName } from '../accounts/rights.js'
import { cleanName, cleanQuery, mostSaved, type SavedFilter } from './saved-filter.js'
import { defineSavedFilterModel, toSavedFilters } from './saved-filter-model.js'

export interface SavedFilterService {
  /** The lists that this account saved for a resource, by name. */
  list(actor: Actor, resource: ResourceName): Promise<SavedFilter[]>
  /** Saves a list. Problems: forbidden, saved-filter-name, saved-filter-query, saved-filters-full. */
  save(actor: Actor, input: { resource: ResourceName; name: string; query: Record<string, string> }): Promise<Result<SavedFilter>>
  /** Gives a saved list another name, and another choice when one is given. Problems: forbidden, saved-filter-name, saved-filter-query, saved-filter-gone. */
  change(actor: Actor, input: { resource: ResourceName; id: string; name: string; query?: Record<string, string> }): Promise<Result<undefined>>
  /** Takes a saved list away; one that is gone already is no problem. Problems: forbidden. */
  remove(actor: Actor, input: { resource: ResourceName; id: string }): Promise<Result<undefined>>
}

const wordsOf = (query: Record<string, string>) => Object.entries(query)

/** Builds the saved lists of the panel (IMPL-20): each account has its own, twenty a list. */
export function createSavedFilterService({ connection }: { connection: Connection }): SavedFilterService {
  const saved = defineSavedFilterModel(connection)

  /** The one document of this account and list; null when it may not see the list. */
  function ownKey({ accountId, organisationId, roles }: Actor, resource: ResourceName) {
    if (accountId === null || !mayDo(roles, resource, 'list')) return null
    return { _id: `${accountId} ${resource}`, accountId, organisationId, resource }
  }

  return {
    async list(actor, resource) {
      const own = ownKey(actor, resource)
      return own ? toSavedFilters(await saved.findOne(own).lean()) : []
    },

    async save(actor, { resource, name, query }) {
      const own = ownKey(actor, resource)
      if (!own) return refuse('forbidden')
      const [cleanedName, cleanedQuery] = [cleanName(name), cleanQuery(query)]
      if (!cleanedName) return refuse('saved-filter-name')
      if (!cleanedQuery) return refuse('saved-filter-query')
      const added = { id: randomUUID(), name: cleanedName, words: wordsOf(cleanedQuery) }
      await saved.updateOne({ _id: own._id }, { $setOnInsert: { ...own, lists: [] } }, { upsert: true })
      const room = { ...own, [`lists.${mostSaved - 1}`]: { $exists: false } }
      const { modifiedCount } = await saved.updateOne(room, { $push: { lists: added } })
      return modifiedCount === 1 ? ok({ id: added.id, name: added.name, query: cleanedQuery }) : refuse('saved-filters-full', { most: mostSaved })
    },

    async change(actor, { resource, id, name, query }) {
      const own = ownKey(actor, resource)
      if (!own) return refuse('forbidden')
      const cleanedName = cleanName(name)
      const cleanedQuery = query === undefined ? undefined : cleanQuery(query)
      if (!cleanedName) return refuse('saved-filter-name')
      if (cleanedQuery === null) return refuse('saved-filter-query')
      const changes = { 'lists.$.name': cleanedName, ...(cleanedQuery ? { 'lists.$.words': wordsOf(cleanedQuery) } : {}) }
      const { matchedCount } = await saved.updateOne({ ...own, 'lists.id': id }, { $set: changes })
      return matchedCount === 1 ? ok() : refuse('saved-filter-gone')
    },

    async remove(actor, { resource, id }) {
      const own = ownKey(actor, resource)
      if (!own) return refuse('forbidden')
      await saved.updateOne(own, { $pull: { lists: { id } } })
      return ok()
    },
  }
}
