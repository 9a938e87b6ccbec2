import type AdminJS from 'adminjs'
import { json, Router } from 'express'
import { z } from 'zod'
import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import type { SavedFilter } from '../../src/modules/saved-filters/saved-filter.js'
import type { Services } from '../../src/services.js'
import { GateError } from '../gate/gate-error.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import type { ResourceDefinition } from '../resource/definition.js'
import { sortPath } from '../resource/list-order.js'
import { PanelResource } from '../resource/panel-resource.js'
import { visibleTo } from '../resource/visible-fields.js'
import type { PanelTexts } from '../texts.js'

export interface SavedListsDependencies {
  admin: AdminJS
  services: Pick<Services, 'savedFilters'>
  texts: PanelTexts
}

const wanted = z.strictObject({ id: z.string().max(60).optional(), name: z.string().max(200).optional(), query: z.record(z.string(), z.string()).optional(), remove: z.boolean().optional() })

/** True when the list still knows all that was saved: its filters, its words and its order. */
function isKnown({ filterable, lookUps = {}, values = {}, searchable, title, ...definition }: ResourceDefinition, { query }: SavedFilter): boolean {
  const allowed = new Set([...filterable, ...Object.keys(lookUps), ...(searchable ? [title] : [])])
  return Object.entries(query).every(([word, value]) => {
    if (word === 'sortBy') return sortPath({ filterable, title, ...definition }, value) !== null
    if (!word.startsWith('filters.')) return true
    const path = word.slice('filters.'.length).split('~~')[0] ?? ''
    return allowed.has(path) && (values[path] === undefined || path in lookUps || values[path].includes(value))
  })
}

/** Saved lists of this account, `/admin/api/lists/Person`: read by GET, saved, renamed and taken away by POST (IMPL-20). */
export function createSavedListsRoute({ admin, services: { savedFilters }, texts }: SavedListsDependencies): Router {
  const router = Router()

  function findDefinition(id: unknown, user: PanelUser): ResourceDefinition & { id: ResourceName } {
    const found = admin.resources.find((known) => known.id() === id)
    if (!(found instanceof PanelResource) || !mayDo([user.role], found.definition.id, 'list')) throw new GateError(404, 'not-found')
    return visibleTo(found.definition, user)
  }

  async function listed(definition: ResourceDefinition, user: PanelUser) {
    const lists = await savedFilters.list(actorOf(user), definition.id)
    return lists.map((saved) => ({ ...saved, isOutdated: !isKnown(definition, saved) }))
  }

  router.get('/api/lists/:resource', async ({ params }, response) => {
    const user = response.locals.panelUser
    response.json({ lists: await listed(findDefinition(params.resource, user), user) })
  })

  router.post('/api/lists/:resource', json({ limit: '16kb' }), async (request, response) => {
    const user = response.locals.panelUser
    const definition = findDefinition(request.params.resource, user)
    const read = wanted.safeParse(request.body)
    if (!read.success) throw new GateError(400, 'bad-request')
    const { id, name = '', query = {}, remove = false } = read.data
    const [actor, resource] = [actorOf(user), definition.id]
    if (id !== undefined && remove) await savedFilters.remove(actor, { resource, id })
    const done = remove ? null : id === undefined ? await savedFilters.save(actor, { resource, name, query }) : await savedFilters.change(actor, { resource, id, name, ...(read.data.query ? { query } : {}) })
    const saved = done?.ok ? (done.value?.id ?? id) : undefined
    response.json({ lists: await listed(definition, user), ...(saved ? { saved } : {}), ...(done && !done.ok ? { problem: texts.problem(done.problem) } : {}) })
  })

  return router
}
