import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import type { AuditEntry } from '../../src/modules/audit/audit-entry.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PlainRecord } from '../resource/definition.js'
import { createChanges } from '../resources/audit-changes.js'
import { hideFields, isOpenSubject } from '../resources/audit-hidden.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createAuthors } from './authors.js'
import { formatInstant } from './format.js'
import { recordLink } from './links.js'
import { loadNames } from './names.js'
import type { Page, PageRow, PageSection } from './page.js'

const mostLines = 30
/** Pages that end with their history; the pair's page tells its own, with that of the programme. */
const kept: readonly ResourceName[] = ['Person', 'Programme', 'Consent', 'Meeting', 'Request', 'Document', 'Organisation', 'Questionnaire', 'Announcement']

/** Who changed the record, when, what was and what is, and why (IMPL-05). */
export function createHistorySection({ services, texts }: ResourceContext) {
  const authorOf = createAuthors(services)

  async function rowsOf(lines: AuditEntry[], user: PanelUser): Promise<PageRow[]> {
    const names = await loadNames(services, lines.map(({ actor }) => actor.personId))
    const changes = createChanges(texts, user.zone)
    return Promise.all(
      lines.map(async (line): Promise<PageRow> => {
        const { id, at, action, actor } = line
        const plain = { ...line } as unknown as PlainRecord
        hideFields(plain, user.role)
        const author = actor.personId ? names.short(actor.personId) : await authorOf(actor.accountId)
        const from = texts.text(`page.channel.${actor.channel}`)
        const what = texts.maybe(`words.AuditEntry.action.${action}`) ?? texts.text('words.AuditEntry.other')
        return {
          id,
          cells: [
            { text: formatInstant(at, user.zone), href: recordLink('AuditEntry', id) },
            author === '—' ? { text: from } : { text: author, notes: [from] },
            { text: what, notes: changes(plain).split('\n').filter(Boolean) },
            { text: String(plain['reason'] ?? '') },
          ],
        }
      }),
    )
  }

  /** Adds the section to a page whose record keeps one, for those who may read the journal. */
  return async (page: Page, resource: ResourceName, recordId: string, organisationId: string, user: PanelUser): Promise<Page> => {
    if (!kept.includes(resource) || !mayDo([user.role], 'AuditEntry', 'list') || !isOpenSubject(resource, user.role)) return page
    const lines = await services.audit.list(organisationId, { subject: { type: resource, id: recordId }, changesOnly: true, pageSize: mostLines })
    const columns = ['when', 'author', 'done', 'reason'].map((name) => texts.text(`page.columns.${name}`))
    const section: PageSection = { id: 'history', title: texts.text('page.sections.history'), empty: texts.text('page.empty.history'), table: { columns, rows: await rowsOf(lines, user) }, isFolded: true }
    return { ...page, sections: [...page.sections, section] }
  }
}
