import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatDay, formatInstant } from './format.js'
import { fileLink, recordLink } from './links.js'
import { loadNames } from './names.js'
import { emptyPage, type Page, type PageFact } from './page.js'

/** One paper: download it, and see whom and what it is about. */
export function createDocumentPage({ services, texts }: ResourceContext) {
  return async (documentId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const document = await services.documents.get(documentId)
    if (!document || document.organisationId !== organisationId) return null
    const names = await loadNames(services, document.personIds)
    const links = (path: 'Pair' | 'Person', ids: readonly string[], said: (id: string, at: number) => string) => ids.map((id, at) => ({ text: said(id, at), href: recordLink(path, id) }))
    const pairs = links('Pair', document.pairIds, (_, at) => texts.text('page.pairNumber', { number: at + 1 }))
    const facts: [string, PageFact['cell']][] = [
      ['kind', { text: texts.text(`words.Document.kind.${document.kind}`) }],
      ['number', { text: document.number ?? '' }],
      ['on', { text: formatDay(document.on) }],
      ['createdAt', { text: formatInstant(document.createdAt, user.zone) }],
      ['fileName', { text: document.fileName, href: fileLink(document.id) }],
      ['personIds', { text: '', links: links('Person', document.personIds, (id) => names.short(id)) }],
      ['pairIds', { text: '', links: pairs }],
    ]
    return {
      ...emptyPage,
      title: document.title,
      next: [{ label: texts.text('page.download'), href: fileLink(document.id), look: 'primary' }],
      facts: facts.filter(([, { text, links: some }]) => text !== '' || (some ?? []).length > 0).map(([name, cell]) => ({ label: texts.text(`resources.Document.properties.${name}`), cell })),
    }
  }
}
