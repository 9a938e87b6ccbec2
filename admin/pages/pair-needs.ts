import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { displayName } from '../../src/modules/people/person.js'
import { isOpenPair } from '../../src/modules/pairs/pair.js'
import type { MissingPiece } from '../../src/modules/pairs/pair-service.js'
import { isLate } from '../../src/modules/programmes/plan-rules.js'
import type { HandAbout } from '../../src/modules/reminders/hand-messages.js'
import { handKey } from '../../src/modules/reminders/remind-by-hand.js'
import { openRequestStates } from '../../src/modules/requests/request.js'
import { formatDay } from './format.js'
import { recordLink } from './links.js'
import type { PageNeed } from './page.js'
import { missingSentence, programmeSteps, toldPieces } from './pair-head.js'
import type { PairScene } from './pair-scene.js'
import { createPresses, phoneWay, ways, type PageAct } from './press.js'
import { whyOpen } from './programme-sections.js'

/** What was reminded of today, and since when nothing happens. */
export interface NeedFacts {
  reminded: ReadonlySet<string>
  /** When something last happened, where it is long ago. */
  idleSince: string | null
}

/** Makes the buttons of a need: reminding once a day, dialling. */
function createNeedActs({ pair, names, user, texts }: PairScene, { reminded }: NeedFacts) {
  const press = createPresses(user)
  const mayPhone = mayReadField([user.role], 'Person', 'phone')
  return {
    remind(about: HandAbout, isForAll = false): PageAct[] {
      const given = { label: texts.text(isForAll ? 'today.presses.remindAll' : `today.presses.remind-${about}`), done: texts.text(`today.done.remind-${about}`) }
      return press({ ...given, resource: 'Pair', action: 'remind', ids: [pair.id], fields: { about }, when: !reminded.has(handKey(about, pair.id)) })
    },
    phone(personId: string | null): PageAct[] {
      const person = personId && mayPhone ? names.person(personId) : null
      return person ? phoneWay(texts, person.phone, displayName(person)) : []
    },
    press,
  }
}

/** What is missing for the next state, each with what mends it. */
function missingNeeds(scene: PairScene, pieces: readonly MissingPiece[], facts: NeedFacts): PageNeed[] {
  const { pair, programme, offer } = scene
  const acts = createNeedActs(scene, facts)
  const spoken = new Set<string>()
  const isMany = new Set(toldPieces(pair, pieces).flatMap(({ personId }) => personId ?? [])).size > 1
  const once = (key: string, given: () => PageAct[]): PageAct[] => (spoken.has(key) ? [] : (spoken.add(key), given()))
  const actsOf = ({ what, personId, kind }: MissingPiece): PageAct[] => {
    const phone = once(`phone-${personId}`, () => acts.phone(personId))
    switch (what) {
      case 'answer':
        return [...ways(offer({ resource: 'Pair', action: 'answer', id: pair.id, look: 'primary', query: { personId: personId ?? '' } })), ...once('answer', () => acts.remind('answer', isMany)), ...phone]
      case 'consent':
        return [...ways(offer({ resource: 'Pair', action: 'registerConsent', id: pair.id, look: 'primary', query: { paper: `${personId ?? ''}:${kind ?? ''}` } })), ...once('consents', () => acts.remind('consents', isMany)), ...phone]
      case 'order':
        return [...ways(offer({ resource: 'Pair', action: 'order', id: null, look: 'primary', query: { pairIds: pair.id }, when: pair.state === 'consents' }, { resource: 'Pair', action: 'print', id: pair.id, when: pair.state === 'consents' })), ...acts.remind('order')]
      default:
        return [...ways(programmeSteps(scene, false)), ...(['none', 'draft', 'shown'].includes(programme?.state ?? 'none') && pair.state === 'ordered' ? acts.remind('programme') : [])]
    }
  }
  return toldPieces(pair, pieces).map((piece) => ({ text: missingSentence(scene, piece), acts: actsOf(piece) }))
}

const mostRows = 3
const isFirstOf = (marks: readonly { mark: { menteeId: string } }[], at: number) => marks.findIndex(({ mark }) => mark.menteeId === marks[at]?.mark.menteeId) === at

/** What stands still in a pair at work: late rows, reports nobody has looked at, questions, silence. */
function workNeeds(scene: PairScene, facts: NeedFacts): PageNeed[] {
  const { pair, programme, requests, texts, zone, context, names, user } = scene
  if (pair.state !== 'active' || programme?.state !== 'running') return []
  const acts = createNeedActs(scene, facts)
  const now = context.clock.now()
  const marks = programme.rows.flatMap((row) => row.marks.map((mark) => ({ row, mark })))
  const late = marks.filter(({ row, mark }) => isLate(row, mark, now, zone))
  const unchecked = marks.filter(({ mark }) => mark.state === 'reported')
  const open = requests.filter(({ state }) => openRequestStates.includes(state))
  const need = (text: string, ...given: PageAct[][]): PageNeed => ({ text, acts: given.flat() })
  const said = (key: string, params: Record<string, string | number>) => texts.text(`page.needs.${key}`, params)
  const asked = open.map((request) => {
    const href = recordLink('Request', request.id)
    const write = { name: 'text', label: texts.text('today.write.answer'), most: 1000 }
    const answer = acts.press({ resource: 'Request', action: 'answer', ids: [request.id], look: 'primary', label: texts.text('today.presses.answer'), done: texts.text('today.done.answer'), write, when: request.kind === 'help' })
    const text = mayReadField([user.role], 'Request', 'text') ? request.text : ''
    return need(said(`request-${request.kind}`, { name: names.short(request.menteeId), text }).replace(/: «»/, ''), answer, ways([{ label: texts.text('today.ways.request'), href, look: 'quiet' }]))
  })
  return [
    ...asked,
    ...late.slice(0, mostRows).map(({ row, mark }, at) =>
      need(said('late', { day: formatDay(row.finalOn), measures: row.measures, name: names.short(mark.menteeId), why: whyOpen(scene, row, mark).join(' ') }), at === 0 ? acts.remind('rows') : [], isFirstOf(late, at) ? acts.phone(mark.menteeId) : []),
    ),
    ...(late.length > mostRows ? [need(said('moreLate', { count: late.length - mostRows }))] : []),
    ...(unchecked.length > 0 ? [need(said('unchecked', { count: unchecked.length }), acts.remind('check'))] : []),
    ...(facts.idleSince !== null ? [need(said('idle', { day: facts.idleSince }), acts.remind('idle'), acts.phone(pair.mentorId))] : []),
  ]
}

/** Everything that the pair needs now, in words and with what mends it (voice, pages of the panel). */
export function needsOf(scene: PairScene, pieces: readonly MissingPiece[], facts: NeedFacts): PageNeed[] {
  if (!isOpenPair(scene.pair)) return []
  const needs = [...missingNeeds(scene, pieces, facts), ...workNeeds(scene, facts)]
  return needs.map(({ text, acts }, at) => ({ text, acts: at === 0 ? acts : acts.map((act) => ({ ...act, look: 'quiet' })) }))
}
