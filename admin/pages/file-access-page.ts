import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatDay, formatInstant } from './format.js'
import { createOffer, recordLink } from './links.js'
import { loadNames } from './names.js'
import { emptyPage, type Page, type PageFact } from './page.js'

/** One request to read a personal file: what and why, what was decided, what was shown (DATA-03). */
export function createFileAccessPage({ services, texts }: ResourceContext) {
  return async (accessId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const access = await services.personalFiles.get(accessId)
    if (!access || access.organisationId !== organisationId) return null
    const { id, state, mentorId, menteeId, pairId, askedAt, decidedAt, comeAt, shownOn } = access
    const names = await loadNames(services, [mentorId, menteeId])
    const offer = createOffer(user, texts)
    const at = { resource: 'FileAccess', id } as const
    const isOwn = user.personId !== null && user.personId === mentorId
    const facts: [string, PageFact['cell']][] = [
      ['what', { text: access.what }],
      ['why', { text: access.why }],
      ['askedAt', { text: formatInstant(askedAt, user.zone) }],
      ['decidedAt', { text: formatInstant(decidedAt, user.zone) }],
      ['comeAt', { text: formatInstant(comeAt, user.zone) }],
      ['place', { text: access.place ?? '' }],
      ['reason', { text: access.reason ?? '' }],
      ['shownOn', { text: formatDay(shownOn) }],
      ['shown', { text: access.shown ?? '' }],
      ['pairId', { text: texts.text('page.open'), href: recordLink('Pair', pairId) }],
    ]
    return {
      ...emptyPage,
      title: texts.text('pages.FileAccess.title'),
      state: { code: state, label: texts.text(`words.FileAccess.state.${state}`) },
      people: [
        { role: texts.text('pages.FileAccess.whose'), name: names.full(menteeId), href: recordLink('Person', menteeId), notes: [] },
        { role: texts.text('pages.FileAccess.who'), name: names.full(mentorId), href: recordLink('Person', mentorId), notes: [] },
      ],
      missing: [texts.text(isOwn ? 'pages.FileAccess.own' : `pages.FileAccess.${state}`)],
      next: offer(
        { ...at, action: 'approve', look: 'primary', when: state === 'asked' && !isOwn },
        { ...at, action: 'decline', when: state === 'asked' && !isOwn },
        { ...at, action: 'record', look: 'primary', when: state === 'approved' && !isOwn },
      ),
      facts: facts.filter(([, cell]) => cell.text !== '').map(([name, cell]) => ({ label: texts.text(`resources.FileAccess.properties.${name}`), cell })),
    }
  }
}
