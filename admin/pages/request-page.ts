import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { openRequestStates } from '../../src/modules/requests/request.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatDay, formatInstant } from './format.js'
import { recordLink } from './links.js'
import { emptyPage, type Page, type PageFact } from './page.js'
import { loadPairScene } from './pair-scene.js'

/** One request: who asks what, what it changes, who has agreed so far. */
export function createRequestPage(context: ResourceContext) {
  return async (requestId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const request = await context.services.requests.get(requestId)
    const scene = request && (await loadPairScene(context, request.pairId, organisationId, user))
    if (!request || !scene) return null
    const { texts, names, offer, zone, programme } = scene
    const { id, kind, state, agreedBy, proposedOn, askedAt, answer } = request
    const row = programme?.rows.find((known) => known.id === request.rowId)
    const isOpen = openRequestStates.includes(state)
    const facts: [string, PageFact['cell']][] = [
      ['pairId', { text: texts.text('page.open'), href: recordLink('Pair', request.pairId) }],
      ['askedAt', { text: formatInstant(askedAt, zone) }],
      ['text', { text: request.text }],
      ['row', { text: row ? row.measures : '', ...(programme ? { href: recordLink('Programme', programme.id) } : {}) }],
      ['finalOn', { text: row && kind === 'term' ? formatDay(row.finalOn) : '' }],
      ['proposedOn', { text: formatDay(proposedOn) }],
      ['programmeDates', { text: programme && kind === 'term' ? texts.text('page.period', { from: formatDay(programme.startsOn), to: formatDay(programme.endsOn) }) : '' }],
      ['agreedBy', { text: agreedBy.map((personId) => names.short(personId)).join(', ') }],
      ['answer', { text: answer ?? '' }],
    ]
    return {
      ...emptyPage,
      title: texts.text(`words.Request.kind.${kind}`),
      state: { code: state, label: texts.text(`words.Request.state.${state}`) },
      people: [
        { role: texts.text('roles.mentee'), name: names.full(request.menteeId), href: recordLink('Person', request.menteeId), notes: [] },
        { role: texts.text('roles.mentor'), name: names.full(request.mentorId), href: recordLink('Person', request.mentorId), notes: [] },
      ],
      missing: isOpen ? [texts.text(`page.missing.request.${kind}-${state}`)] : [],
      next: isOpen
        ? offer(
            { resource: 'Request', action: 'accept', id, look: 'primary', when: kind === 'term' },
            { resource: 'Request', action: 'answer', id, look: 'primary', when: kind === 'help' },
            { resource: 'Request', action: 'counter', id, when: kind === 'term' && state !== 'curator' },
            { resource: 'Request', action: 'decline', id, when: kind === 'term' },
          )
        : [],
      facts: facts.filter(([name, cell]) => cell.text !== '' && mayReadField([user.role], 'Request', name)).map(([name, cell]) => ({ label: texts.text(`resources.Request.properties.${name}`), cell })),
    }
  }
}
