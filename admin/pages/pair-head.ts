import { isExternal } from '../../src/modules/people/external.js'
import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { currentMenteeIds, isOpenPair, sideOf, type Pair, type PairState } from '../../src/modules/pairs/pair.js'
import type { MissingPiece } from '../../src/modules/pairs/pair-service.js'
import { isPlanDone } from '../../src/modules/programmes/plan-rules.js'
import { formatDay, formatDayOf } from './format.js'
import { recordLink } from './links.js'
import type { PageButton, PageFact, PagePerson, PageStep } from './page.js'
import type { PairScene } from './pair-scene.js'

const path = ['proposed', 'agreed', 'consents', 'ordered', 'active', 'completed'] as const satisfies readonly PairState[]

/** Both sides with what they answered; a refusal's reason is the curator's only. */
export function peopleOf({ pair, names, texts, zone, user }: PairScene): PagePerson[] {
  const answer = (id: string): string => {
    const side = sideOf(pair, id)
    if (!side) return ''
    const said = [texts.text(`words.Pair.answer.${side.answer}`), formatDayOf(side.answeredAt, zone), side.recordedBy ? texts.text('page.recordedBy') : ''].filter(Boolean).join(', ')
    return side.reason && mayReadField([user.role], 'Pair', 'mentor.reason') ? `${said}: ${side.reason}` : said
  }
  const isFromOutside = (id: string) => isExternal(names.person(id) ?? {})
  const person = (role: string, id: string, extra: string[] = []): PagePerson => ({
    role: texts.text(`${isFromOutside(id) ? 'page.external' : 'roles'}.${role}`),
    name: names.full(id),
    href: recordLink('Person', id),
    notes: [names.person(id)?.subject ?? '', names.person(id)?.homeOrganisation ?? '', answer(id), ...extra].filter((note) => note !== ''),
  })
  const left = (to: string | null) => (to && isOpenPair(pair) ? [texts.text('page.leftOn', { day: formatDay(to) })] : [])
  return [person('mentor', pair.mentorId), ...pair.members.map(({ menteeId, to }) => person('mentee', menteeId, left(to)))]
}

/** The way of a pair: what lies behind, where it stands, what is ahead. */
export function stepsOf({ pair, texts }: PairScene): PageStep[] {
  if (!isOpenPair(pair) && pair.state !== 'completed') return []
  const state = pair.state === 'paused' ? 'active' : pair.state
  /** A state says what has been reached: the next step is the one to be made now; only work goes on by itself. */
  const at = path.findIndex((step) => step === state) + (state === 'active' ? 0 : 1)
  return path.map((step, index) => ({ label: texts.text(`page.steps.${step}`), status: pair.state === 'completed' || index < at ? 'done' : index === at ? 'now' : 'todo' }))
}

/** Says what is missing. */
export function missingSentence({ texts, names, programme }: PairScene, { what, personId, kind }: MissingPiece): string {
  const name = names.short(personId)
  if (what === 'consent') return texts.text('page.missing.consent', { name, kind: texts.text(`words.Consent.of.${kind ?? ''}`) })
  if (what === 'programme') return texts.text(`page.missing.programme.${programme?.state ?? 'none'}`)
  return texts.text(`page.missing.${what}`, { name })
}

/** What concerns the next step; the rest is said when its turn comes. */
const told: Partial<Record<PairState, readonly MissingPiece['what'][]>> = {
  proposed: ['answer'],
  agreed: ['consent', 'programme'],
  consents: ['order', 'programme'],
  ordered: ['consent', 'programme'],
  paused: ['consent'],
}

/** What of all that is missing concerns the next step. */
export const toldPieces = (pair: Pair, pieces: readonly MissingPiece[]) => pieces.filter(({ what }) => told[pair.state]?.includes(what))

/** That the pair rests, and why for those who may read it. */
export function pausedSentence({ pair, texts, user }: PairScene): string {
  if (!mayReadField([user.role], 'Pair', 'pauseReason')) return texts.text('page.pausedBare')
  return texts.text('page.paused', { reason: texts.maybe(`words.Pair.pauseReason.${pair.pauseReason}`) ?? pair.pauseReason ?? '' })
}

/** What the pair waits for, as sentences; while it works, what waits in its programme. */
export function missingOf(scene: PairScene, pieces: readonly MissingPiece[]): string[] {
  const { pair, programme, texts } = scene
  if (!isOpenPair(pair)) return []
  if (pair.state === 'paused') return [pausedSentence(scene), ...toldPieces(pair, pieces).map((piece) => missingSentence(scene, piece))]
  if (pair.state !== 'active') return toldPieces(pair, pieces).map((piece) => missingSentence(scene, piece))
  if (programme?.state !== 'running' || !isPlanDone(programme.rows)) return []
  return [texts.text(programme.completion?.summary ? 'page.missing.confirmation' : 'page.missing.summary')]
}

/** The next step is a button (voice §3); what is only possible stands among the actions. */
export function nextOf(scene: PairScene, pieces: readonly MissingPiece[]): PageButton[] {
  const { pair, programme, offer } = scene
  if (!isOpenPair(pair)) return []
  const id = pair.id
  const answer = pieces.find(({ what }) => what === 'answer')
  const consent = pieces.find(({ what }) => what === 'consent')
  const own = offer(
    { resource: 'Pair', action: 'answer', id, look: 'primary', query: { personId: answer?.personId ?? '' }, when: pair.state === 'proposed' },
    { resource: 'Pair', action: 'registerConsent', id, look: 'primary', query: { paper: `${consent?.personId ?? ''}:${consent?.kind ?? ''}` }, when: consent !== undefined && pair.state !== 'proposed' },
    { resource: 'Pair', action: 'order', id: null, look: 'primary', query: { pairIds: id }, when: pair.state === 'consents' },
    { resource: 'Pair', action: 'print', id, when: pair.state === 'consents' },
    { resource: 'Pair', action: 'resume', id, look: 'primary', when: pair.state === 'paused' && consent === undefined },
    { resource: 'Pair', action: 'complete', id, look: 'primary', when: pair.state === 'active' && programme?.state === 'running' && isPlanDone(programme.rows) },
  )
  return pair.state === 'proposed' ? own : [...own, ...programmeSteps(scene, own.some(({ look }) => look === 'primary'))]
}

/** The step of the programme that comes next. */
export function programmeSteps({ pair, programme, offer, user, organisation }: PairScene, isQuiet: boolean): PageButton[] {
  const look = isQuiet ? 'quiet' : 'primary'
  if (!isOpenPair(pair) || pair.state === 'proposed') return []
  if (!programme) return offer({ resource: 'Programme', action: 'draft', id: null, query: { pairId: pair.id }, look })
  const id = programme.id
  return offer(
    { resource: 'Programme', action: 'addRow', id, look, when: programme.state === 'draft' && programme.rows.length < 2 },
    { resource: 'Programme', action: 'offer', id, look, when: programme.state === 'draft' && programme.rows.length >= 2 },
    { resource: 'Programme', action: 'answer', id, look, when: programme.state === 'shown' },
    { resource: 'Programme', action: 'approve', id, look, when: programme.state === 'agreed' && user.role === organisation.settings.programmeApprover },
  )
}

/** What else can be done with the pair. */
export function actionsOf({ pair, offer }: PairScene): PageButton[] {
  const id = pair.id
  const isOpen = isOpenPair(pair)
  return offer(
    { resource: 'Pair', action: 'answer', id, when: pair.state === 'agreed' },
    { resource: 'Meeting', action: 'set', id: null, query: { pairId: id }, when: isOpen && pair.state !== 'proposed' && pair.state !== 'paused' },
    { resource: 'Pair', action: 'pause', id, when: pair.state === 'active' },
  )
}

/** What is asked seldom, or ends the pair. */
export function seldomOf({ pair, offer }: PairScene): PageButton[] {
  const id = pair.id
  const isOpen = isOpenPair(pair)
  return offer(
    { resource: 'Pair', action: 'replaceMentor', id, when: ['ordered', 'active', 'paused'].includes(pair.state) },
    { resource: 'Pair', action: 'leave', id, when: isOpen && currentMenteeIds(pair).length > 1 },
    { resource: 'Pair', action: 'handOver', id, when: isOpen },
    { resource: 'Pair', action: 'terminate', id, look: 'danger', when: isOpen },
  )
}

/** Form, kinds, curator, order, and how it ended. */
export function factsOf({ pair, names, texts, zone, words, user }: PairScene): PageFact[] {
  const label = (name: string) => texts.text(`resources.Pair.properties.${name}`)
  const end = mayReadField([user.role], 'Pair', 'end') ? pair.end : null
  const facts: [string, PageFact['cell'] | null][] = [
    ['form', { text: words('forms', [pair.form]) }],
    ['kinds', { text: words('kinds', pair.kinds) }],
    ['direction', pair.direction ? { text: words('directions', [pair.direction]) } : null],
    ['why', pair.why ? { text: pair.why } : null],
    ['curatorId', pair.curatorId ? { text: names.full(pair.curatorId), href: recordLink('Person', pair.curatorId) } : null],
    ['order', pair.order ? { text: texts.text('page.orderOf', { number: pair.order.number, day: formatDay(pair.order.on) }), href: recordLink('Document', pair.order.documentId) } : null],
    ['activeSince', pair.activeSince ? { text: formatDayOf(pair.activeSince, zone) } : null],
    ['endReason', end && pair.state === 'terminated' ? { text: words('endReasons', [end.reason]), notes: [texts.text(`words.Pair.side.${end.side}`), end.text, formatDayOf(end.at, zone)].filter(Boolean) } : null],
    ['summary', end?.summary ? { text: end.summary, notes: [formatDayOf(end.at, zone)] } : null],
    ['replacedById', pair.replacedById ? { text: texts.text('page.open'), href: recordLink('Pair', pair.replacedById) } : null],
    ['replacesId', pair.replacesId ? { text: texts.text('page.open'), href: recordLink('Pair', pair.replacesId) } : null],
  ]
  return facts.flatMap(([name, cell]) => (cell ? [{ label: label(name), cell }] : []))
}
