import { ForbiddenError, type ActionContext, type default as AdminJS } from 'adminjs'
import { Router, type RequestHandler } from 'express'
import type { Clock } from '../../src/core/clock.js'
import { dayOf } from '../../src/core/dates.js'
import { mayDo } from '../../src/modules/accounts/rights.js'
import type { Services } from '../../src/services.js'
import { GateError } from '../gate/gate-error.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import { formatDay } from '../pages/format.js'
import { filterOf, listOrder, readListQuery, type ListQuery } from '../resource/list-handler.js'
import { PanelResource } from '../resource/panel-resource.js'
import { visibleTo } from '../resource/visible-fields.js'
import type { PanelTexts } from '../texts.js'
import { columnLabel, listRows, mostRows } from './list-rows.js'
import { announceFile, fileFormats, writeTableFile, type FileFormat } from './table-file.js'

export interface ExportDependencies {
  admin: AdminJS
  services: Pick<Services, 'audit'>
  texts: PanelTexts
  clock: Clock
}

/** A file is only given to a page of ours or to who typed the address: another site could make it be taken and noted. */
export const ownPagesOnly: RequestHandler = (request, _response, next) => {
  const site = request.get('sec-fetch-site')
  next(site === undefined || site === 'same-origin' || site === 'none' ? undefined : new GateError(403, 'foreign-origin'))
}

/** The format at the end of a file's name. */
export function formatOf(file: string): { name: string; format: FileFormat } {
  const dot = file.lastIndexOf('.')
  const format = fileFormats.find((known) => known === file.slice(dot + 1))
  if (dot < 1 || !format) throw new GateError(404, 'not-found')
  return { name: file.slice(0, dot), format }
}

/** Filters for the history: what was typed may be a name and stays out. */
function notedFilters({ filters }: ListQuery): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, name === 'view' ? String(value) : '*']))
}

function refuseFilter(error: unknown): never {
  throw error instanceof ForbiddenError ? new GateError(400, 'bad-request') : error
}

function findResource(admin: AdminJS, id: string, user: PanelUser): PanelResource {
  const found = admin.resources.find((known) => known.id() === id)
  if (!(found instanceof PanelResource) || !mayDo([user.role], found.definition.id, 'list')) throw new GateError(404, 'not-found')
  return found
}

/** Any list as a file, `/admin/export/Person.xlsx?filters.view=…`: scoped, filtered and narrowed as on the screen, and noted (IMPL-19). */
export function createExportRoute({ admin, services, texts, clock }: ExportDependencies): Router {
  const router = Router()
  router.get('/export/:file', ownPagesOnly, async (request, response) => {
    const user = response.locals.panelUser
    const { name, format } = formatOf(String(request.params.file))
    const resource = findResource(admin, name, user)
    const definition = visibleTo(resource.definition, user)
    const query = readListQuery(request.query)
    const filter = filterOf(resource, query)
    const context = { currentAdmin: user } as unknown as ActionContext
    const count = await resource.countUpTo(mostRows, filter, context).catch(refuseFilter)
    const columns = definition.listed.map((path) => columnLabel(texts, definition.id, path))
    await services.audit.exported(actorOf(user), { organisationId: user.organisationId, resource: definition.id, format, count, columns: definition.listed, filters: notedFilters(query) })
    const title = texts.text(`labels.${definition.id}`)
    announceFile(response, format, `${title} ${formatDay(dayOf(clock.now(), user.zone))}`)
    const pages = listRows({ resource, definition, filter, order: listOrder(definition, query), user, texts })
    await writeTableFile(format, response, { title, author: texts.text('product'), columns, pages })
  })
  return router
}
