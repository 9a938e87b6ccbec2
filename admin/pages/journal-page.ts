import { loadJournal } from '../journals/load-journal.js'
import { GateError } from '../gate/gate-error.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import type { OwnPage } from './own-page.js'
import { emptyPage } from './page.js'

/** Journals made for paper: work of a pair, attendance, requests (IMPL-19). */
export function createJournalPage(context: ResourceContext): OwnPage {
  return {
    name: 'journal',
    menu: null,
    async load(user, asked) {
      const found = await loadJournal(context, user, asked)
      if (!found) throw new GateError(404, 'not-found')
      const { journal, query } = found
      return { ...emptyPage, title: journal.title, paper: { ...journal, query } }
    },
  }
}
