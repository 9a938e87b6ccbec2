import type { PanelUser } from '../gate/panel-user.js'
import type { PageQuery } from '../pages/own-page.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { attendanceJournal } from './attendance-journal.js'
import { readJournalQuery, type Journal, type JournalQuery } from './journal.js'
import { pairJournal } from './pair-journal.js'
import { requestJournal } from './request-journal.js'

const makers = { pair: pairJournal, attendance: attendanceJournal, requests: requestJournal }

/** Composes a journal of the person's own organisation; null when there is none such. */
export async function loadJournal(context: ResourceContext, user: PanelUser, asked: PageQuery): Promise<{ journal: Journal; query: JournalQuery } | null> {
  const organisation = user.organisationId === null ? null : await context.services.organisations.get(user.organisationId)
  if (!organisation) return null
  const query = await readJournalQuery(context, organisation, asked)
  const pair = query.pairId === null ? null : await context.services.pairs.get(query.pairId)
  if (query.pairId !== null && pair?.organisationId !== organisation.id) return null
  const journal = await makers[query.kind]({ context, user, organisation, query })
  return journal && { journal, query }
}
