import { noteKinds } from '../../src/modules/psychology/psychology-note.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatDay, formatInstant } from './format.js'
import { createOffer, recordLink } from './links.js'
import { loadNames } from './names.js'
import { emptyPage, type Page, type PageFact, type PageSection } from './page.js'

/** One note for the psychologist: whom it is about, the details that stay here, the conclusion and whether others see it. */
export function createPsychologyPage({ services, texts }: ResourceContext) {
  return async (noteId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const note = await services.psychology.read(actorOf(user, organisationId), noteId)
    if (!note || note.organisationId !== organisationId) return null
    const { id, kind, state, on, testName, personIds, pairId, details, conclusion, askedAt, releasedAt } = note
    const pair = pairId ? await services.pairs.get(pairId) : null
    const names = await loadNames(services, [...personIds, ...(pair ? [pair.mentorId, ...pair.members.map(({ menteeId }) => menteeId)] : [])])
    const offer = createOffer(user, texts)
    const at = { resource: 'PsychologyNote', id } as const
    const facts: [string, PageFact['cell']][] = [
      ['pairId', { text: pair ? names.pair(pair) : '', ...(pair ? { href: recordLink('Pair', pair.id) } : {}) }],
      ['on', { text: formatDay(on) }],
      ['testName', { text: testName ?? '' }],
      ['askedAt', { text: formatInstant(askedAt, user.zone) }],
      ['details', { text: details }],
      ['conclusion', { text: conclusion }],
      ['releasedAt', { text: formatInstant(releasedAt, user.zone) }],
    ]
    return {
      ...emptyPage,
      title: texts.text(`words.PsychologyNote.kind.${kind}`),
      state: { code: state, label: texts.text(`words.PsychologyNote.state.${state}`) },
      people: personIds.map((personId) => ({ role: texts.text('resources.PsychologyNote.properties.about'), name: names.full(personId), href: recordLink('Person', personId), notes: [] })),
      missing: [texts.text(`pages.PsychologyNote.${state}`)],
      next: offer({ ...at, action: 'change', look: state === 'asked' ? 'primary' : 'quiet', when: state !== 'released' }, { ...at, action: 'release', look: 'primary', when: state === 'noted' && conclusion !== '' }),
      facts: facts.filter(([, cell]) => cell.text !== '').map(([name, cell]) => ({ label: texts.text(`resources.PsychologyNote.properties.${name}`), cell })),
    }
  }
}

/** Released conclusions on the page of a pair or a person; the psychologist sees the way to a new note besides. */
export function createConclusionSection({ services, texts }: Pick<ResourceContext, 'services' | 'texts'>) {
  return async (user: PanelUser, organisationId: string, about: { pairId: string; personIds: string[] } | { personId: string }): Promise<PageSection | null> => {
    const found = await services.psychology.conclusions(actorOf(user, organisationId), organisationId, about)
    const isOwn = user.role === 'psychologist'
    if (found.length === 0 && !isOwn) return null
    const query: Record<string, string> = 'pairId' in about ? { pairId: about.pairId } : { personId: about.personId }
    const [firstKind] = noteKinds
    const rows = found.map(({ id, kind, on, testName, conclusion }) => ({
      id,
      cells: [
        { text: texts.text(`words.PsychologyNote.kind.${kind}`), notes: testName ? [testName] : [], ...(isOwn ? { href: recordLink('PsychologyNote', id) } : {}) },
        { text: formatDay(on) },
        { text: conclusion },
      ],
    }))
    const column = (name: string) => texts.text(`resources.PsychologyNote.properties.${name}`)
    const buttons = createOffer(user, texts)({ resource: 'PsychologyNote', action: 'note', id: null, query: 'pairId' in about ? { ...query, kind: firstKind } : query })
    return { id: 'conclusions', title: texts.text('pages.PsychologyNote.conclusions'), empty: texts.text('pages.PsychologyNote.noConclusions'), table: { columns: [column('kind'), column('on'), column('conclusion')], rows }, buttons }
  }
}
