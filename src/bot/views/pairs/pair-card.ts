import type { Button, Screen } from '../../../core/screen.js'
import type { Organisation } from '../../../modules/organisations/organisation.js'
import { currentMenteeIds, sideOf, type Pair } from '../../../modules/pairs/pair.js'
import { displayName, type Person } from '../../../modules/people/person.js'
import { dayOf } from '../../../core/dates.js'
import { escapeHtml } from '../../chat.js'
import { meetingCallbacks } from '../../features/meetings/callbacks.js'
import { pairCallbacks } from '../../features/pairs/callbacks.js'
import type { TextArgs } from '../../texts.js'
import { plainDay } from '../dates.js'

/** What a card of a pair is made of; `people` holds its mentor and mentees by id. */
export interface PairFace {
  t(key: string, args?: TextArgs): string
  organisation: Organisation
  now: Date
  /** Who looks at the card. */
  personId: string
  pair: Pair
  people: Record<string, Person>
}

const longestList = 5

/** Name and patronymic with the subject, escaped. */
function nameWithSubject(person: Person | undefined, t: PairFace['t']): string {
  if (!person) return '—'
  const name = escapeHtml(displayName(person))
  return person.subject ? t('pair-person-subject', { name, subject: escapeHtml(person.subject) }) : name
}

function listed({ pair, people, t }: PairFace): string {
  const names = currentMenteeIds(pair).map((menteeId) => nameWithSubject(people[menteeId], t))
  const shown = names.slice(0, longestList).join('; ')
  return names.length > longestList ? t('pair-and-more', { names: shown, count: names.length - longestList }) : shown
}

/** Who, subject, school, and why it fits, in positive words (voice, section 2). */
export function pairCardText(face: PairFace, head?: string): string {
  const { t, pair, personId, organisation, people } = face
  const isMentor = personId === pair.mentorId
  const isGroup = currentMenteeIds(pair).length > 1
  const usualHead = t(isMentor ? (isGroup ? 'pair-head-group' : 'pair-head-mentor') : 'pair-head-mentee')
  const who = isMentor ? listed(face) : nameWithSubject(people[pair.mentorId], t)
  const home = isMentor ? null : people[pair.mentorId]?.homeOrganisation
  const lines = [head ?? usualHead, `<b>${who}</b>`, escapeHtml(home ?? organisation.shortName)]
  return [...lines, ...(pair.why ? [t('pair-why', { why: escapeHtml(pair.why) })] : [])].join('\n')
}

/** The card with its three answers; after «let us talk first» with what is left to say. */
export function pairCard(face: PairFace, head?: string): Screen {
  const { t, pair, personId } = face
  const answer = sideOf(pair, personId)?.answer
  const agree = pairCallbacks.button(t('label-agree'), 'agree', pair.id)
  const talk = pairCallbacks.button(t('pair-talk'), 'talk', pair.id)
  const decline = pairCallbacks.button(t('pair-decline'), 'decline', pair.id)
  if (pair.state !== 'proposed' || (answer !== 'waiting' && answer !== 'talk')) return answeredCard(face)
  if (answer === 'waiting') return { text: pairCardText(face, head), buttons: [[agree], [talk], [decline]] }
  const isMentor = personId === pair.mentorId
  const meet: Button[][] = isMentor ? [[meetingCallbacks.button(t('label-set-meeting'), 'set', pair.id)]] : []
  const text = `${pairCardText(face, head)}\n\n${t(isMentor ? 'pair-talk-mentor' : 'pair-talk-mentee')}`
  return { text, buttons: [...meet, [agree], [decline]] }
}

/** The card when there is nothing left to press: what was answered and when, or that it is settled without this person. */
export function answeredCard(face: PairFace): Screen {
  const { t, pair, personId, now, organisation } = face
  const side = sideOf(pair, personId)
  const day = side?.answeredAt ? plainDay(dayOf(side.answeredAt, organisation.zone), dayOf(now, organisation.zone)) : ''
  const own = side?.answer === 'agreed' || side?.answer === 'declined' ? t(`pair-answered-${side.answer}`, { day }) : null
  const isClosed = pair.state === 'terminated' || pair.state === 'replaced' || pair.state === 'completed'
  const lines = [own, isClosed && side?.answer !== 'declined' ? t('pair-closed') : null].filter((line) => line !== null)
  return { text: `${pairCardText(face)}\n\n${lines.length > 0 ? lines.join('\n') : t('pair-closed')}` }
}
