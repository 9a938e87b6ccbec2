import type { WaitingCode, WaitingItem } from '../../src/modules/waiting/waiting-service.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PanelTexts } from '../texts.js'
import { createOffer, listLink, recordLink, type OfferedAction } from './links.js'
import type { PageButton } from './page.js'
import { createPresses, ways, type OfferedPress, type PageAct } from './press.js'

const mostAtOnce = 10
const longestAnswer = 1000

/** Makes the buttons of the front page: what can be done about an item where it stands. */
export function createTodayActs(user: PanelUser, texts: PanelTexts) {
  const press = createPresses(user)
  const offer = createOffer(user, texts)
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`today.${key}`, params)
  const named = (label: string, given: OfferedAction): PageAct[] => ways(offer(given).map((button) => ({ ...button, label: said(`ways.${label}`) })))
  const open = (label: string, href: string): PageAct[] => ways([{ label: said(`ways.${label}`), href, look: 'quiet' }])
  const pair = ({ pairId }: WaitingItem) => (pairId ? open('pair', recordLink('Pair', pairId)) : [])

  function act(name: string, given: Omit<OfferedPress, 'label' | 'done'>): PageAct[] {
    return press({ label: said(`presses.${name}`), done: said(`done.${name}`), ...given })
  }

  const remind = ({ pairId, remind: about, isReminded }: WaitingItem, look: PageButton['look'] = 'primary'): PageAct[] =>
    pairId && about && !isReminded ? act(`remind-${about}`, { resource: 'Pair', action: 'remind', ids: [pairId], fields: { about }, look }) : []

  const request = (item: WaitingItem): PageAct[] => {
    const id = item.subject.id
    const write = { name: 'text', label: said('write.answer'), most: longestAnswer }
    return [
      ...act('answer', { resource: 'Request', action: 'answer', ids: [id], look: 'primary', write, when: item.what === 'help' }),
      ...act('accept', { resource: 'Request', action: 'accept', ids: [id], look: 'primary', question: said('ask.accept', { who: item.label }), when: item.what === 'term-curator' }),
      ...remind(item, item.what === 'help' ? 'quiet' : 'primary'),
      ...open('request', recordLink('Request', id)),
    ]
  }

  const undelivered = ({ messages }: WaitingItem): PageAct[] => {
    if (!messages) return []
    const href = messages.name ? `${listLink('Delivery', 'failed')}&filters.person=${encodeURIComponent(messages.name)}` : listLink('Delivery', 'failed')
    return [...act('handled', { resource: 'Delivery', action: 'handled', ids: messages.ids, look: 'primary', when: messages.ids.length <= mostAtOnce }), ...open('messages', href)]
  }

  const programme = ({ subject: { id }, label, text }: WaitingItem, name: 'approve' | 'complete'): PageAct[] => [
    ...act(name, { resource: 'Programme', action: name, ids: [id], look: 'primary', question: said(`ask.${name}`, { who: label, text: text ?? '' }), ...(name === 'complete' ? { fields: { summary: text ?? '' } } : {}) }),
    ...open('read', recordLink('Programme', id)),
  ]

  const composing = (item: WaitingItem): PageAct[] => [
    ...(item.what === 'none' ? named('draft', { resource: 'Programme', action: 'draft', id: null, query: { pairId: item.pairId ?? '' }, look: 'primary' }) : []),
    ...remind(item, item.what === 'none' ? 'quiet' : 'primary'),
    ...pair(item),
  ]

  const paper = ({ what, subject: { id }, pairId, label }: WaitingItem): PageAct[] => {
    const about: Record<string, string> = what === 'order' ? { pairIds: pairId ?? '', title: said('scanOf.order', { who: label }) } : { personIds: id, title: said('scanOf.consent', { who: label }) }
    return named('scan', { resource: 'Document', action: 'attach', id: null, query: about, look: 'primary' })
  }

  const acts: Record<WaitingCode, (item: WaitingItem) => PageAct[]> = {
    'deliveries-failed': undelivered,
    'pairs-without-person': (item) => [...ways([{ label: said('ways.absence'), href: recordLink('Person', item.subject.id), look: 'primary' }]), ...pair(item)],
    'requests-unanswered': request,
    'rows-overdue': (item) => [...remind(item), ...pair(item)],
    'pairs-idle': (item) => [...remind(item), ...pair(item)],
    'reports-unchecked': (item) => [...remind(item), ...pair(item)],
    'completions-unconfirmed': (item) => programme(item, 'complete'),
    'programmes-unapproved': (item) => programme(item, 'approve'),
    'files-asked': ({ subject: { id } }) => [...named('approveFile', { resource: 'FileAccess', action: 'approve', id, look: 'primary' }), ...open('request', recordLink('FileAccess', id))],
    'consultations-asked': ({ subject: { id } }) => named('talk', { resource: 'PsychologyNote', action: 'change', id, look: 'primary' }),
    'pairs-without-order': (item) => [...named('order', { resource: 'Pair', action: 'order', id: null, query: { pairIds: item.subject.id }, look: 'primary' }), ...remind(item, 'quiet')],
    'consents-missing': (item) => [...named('consent', { resource: 'Pair', action: 'registerConsent', id: item.subject.id, look: 'primary' }), ...remind(item, 'quiet'), ...pair(item)],
    'pairs-unanswered': (item) => [...remind(item), ...named('answer', { resource: 'Pair', action: 'answer', id: item.subject.id, query: { personId: item.personIds?.[0] ?? '' } })],
    'pairs-without-programme': composing,
    'mentees-without-pair': ({ subject: { id } }) => [...named('propose', { resource: 'Pair', action: 'propose', id: null, query: { menteeIds: id }, look: 'primary' }), ...named('support', { resource: 'PsychologyNote', action: 'note', id: null, query: { personId: id, kind: 'support' }, look: 'primary' }), ...open('person', recordLink('Person', id))],
    'documents-missing': paper,
    'surveys-unfilled': ({ subject: { id }, isReminded }) => [
      ...act('remind-survey', { resource: 'Person', action: 'remind', ids: [id], look: 'primary', when: isReminded !== true }),
      ...named('survey', { resource: 'Response', action: 'answer', id: null, query: { personId: id, kind: 'needs' } }),
    ],
    'people-without-consent': ({ subject: { id } }) => named('consent', { resource: 'Consent', action: 'registerConsent', id: null, query: { personId: id, kind: 'personal-data' }, look: 'primary' }),
    'people-unreachable': ({ subject: { id } }) => open('person', recordLink('Person', id)),
    'people-unlinked': ({ subject: { id } }) => named('invite', { resource: 'Person', action: 'invite', id, look: 'primary' }),
    'bank-overdue': ({ subject: { id } }) => [
      ...act('confirmData', { resource: 'Person', action: 'confirmData', ids: [null], fields: { personIds: id }, look: 'primary' }),
      ...named('edit', { resource: 'Person', action: 'edit', id }),
    ],
  }

  return {
    of: (code: WaitingCode, item: WaitingItem): PageAct[] => acts[code](item),
    /** One press for all that is shown, where that makes sense. */
    ofAll: (code: WaitingCode, items: readonly WaitingItem[]): PageAct[] =>
      code === 'bank-overdue' && items.length > 1 ? act('confirmAll', { resource: 'Person', action: 'confirmData', ids: [null], fields: { personIds: items.map(({ subject }) => subject.id) }, question: said('ask.confirmAll', { count: items.length }) }) : [],
  }
}
