import { journalSubjects } from '../journals/journal.js'
import { loadJournal } from '../journals/load-journal.js'
import { GateError } from '../gate/gate-error.js'
import { createNoteShown, notedFields } from '../resource/note-viewed.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import type { OwnPage } from './own-page.js'
import { emptyPage } from './page.js'

/** Journals made for paper: work of a pair, attendance, requests (IMPL-19). */
export function createJournalPage(context: ResourceContext): OwnPage {
  const noteShown = createNoteShown(context.services)
  return {
    name: 'journal',
    menu: null,
    async load(user, asked) {
      const found = await loadJournal(context, user, asked)
      if (!found) throw new GateError(404, 'not-found')
      const { journal, query } = found
      const resource = journalSubjects[journal.kind]
      await noteShown(user, resource, query.pairId ?? 'journal', notedFields(resource, user.role))
      return { ...emptyPage, title: journal.title, paper: { ...journal, query } }
    },
  }
}
