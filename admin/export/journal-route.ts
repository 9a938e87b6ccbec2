import { Router } from 'express'
import { dayOf } from '../../src/core/dates.js'
import { mayOpen } from '../../src/modules/accounts/rights.js'
import { GateError } from '../gate/gate-error.js'
import { actorOf } from '../gate/panel-user.js'
import { journalSubjects, type Journal } from '../journals/journal.js'
import { loadJournal } from '../journals/load-journal.js'
import { formatDay } from '../pages/format.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatOf, ownPagesOnly } from './export-route.js'
import { announceFile, writeTableFile, type FileCell } from './table-file.js'

/** The tables one under the other, each with its headings, then the lines to sign. */
async function* sheetRows({ organisation, period, facts, tables, signatures }: Journal): AsyncGenerator<FileCell[][]> {
  yield [[organisation], [period], ...facts.map(({ label, text }) => [label, text])]
  for (const { title, columns, rows, empty } of tables) yield [[''], [title], columns, ...(rows.length > 0 ? rows : [[empty]])]
  yield [[''], ...signatures.map(({ role, name }) => [role, '________________', name])]
}

/** A journal as a file, `/admin/export/journal/pair.xlsx?pair=…`. */
export function createJournalRoute(context: ResourceContext): Router {
  const router = Router()
  router.get('/export/journal/:file', ownPagesOnly, async (request, response) => {
    const user = response.locals.panelUser
    const { name, format } = formatOf(String(request.params.file))
    const asked = Object.fromEntries(Object.entries(request.query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
    const found = mayOpen([user.role], 'journal') ? await loadJournal(context, user, { ...asked, kind: name }) : null
    if (!found || found.journal.kind !== name) throw new GateError(404, 'not-found')
    const { journal, query } = found
    const { services, texts, clock } = context
    const count = journal.tables.reduce((sum, { rows }) => sum + rows.length, 0)
    await services.audit.exported(actorOf(user), { organisationId: user.organisationId, resource: journalSubjects[journal.kind], format, count, columns: journal.tables.map(({ title }) => title), filters: { ...query } })
    announceFile(response, format, `${journal.title} ${formatDay(dayOf(clock.now(), user.zone))}`)
    await writeTableFile(format, response, { title: journal.title, author: texts.text('product'), columns: [journal.title], pages: sheetRows(journal) })
  })
  return router
}
