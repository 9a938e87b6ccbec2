import type { Delivery, DeliveryKind } from '../modules/deliveries/delivery.js'
import type { PairState } from '../modules/pairs/pair.js'
import type { Services } from '../services.js'

type Lookups = Pick<Services, 'consents' | 'meetings' | 'pairs' | 'programmes' | 'questionnaires' | 'requests'>
type Check = (delivery: Delivery, services: Lookups) => Promise<boolean>

const always: Check = async () => true

const overStates: PairState[] = ['completed', 'terminated', 'replaced']

/** The meeting still stands at the hour that the message speaks of. */
const meetingStands: Check = async (delivery, { meetings }) => {
  const meeting = await meetings.get(delivery.subject.id)
  return meeting?.state === 'planned' && delivery.occurrence === String(meeting.sequence)
}

/** The request is open in the round that the message speaks of, and this person has not agreed yet. */
const requestWaits: Check = async (delivery, { requests, pairs }) => {
  const request = await requests.get(delivery.subject.id)
  if (!request || !['asked', 'countered', 'curator'].includes(request.state) || delivery.occurrence !== String(request.round)) return false
  if (request.state !== 'curator' && request.agreedBy.includes(delivery.personId)) return false
  const pair = await pairs.get(request.pairId)
  return pair !== null && !overStates.includes(pair.state)
}

const answerAwaited: Check = async (delivery, { pairs }) => {
  const pair = await pairs.get(delivery.params.pairId ?? delivery.subject.id)
  if (pair?.state !== 'proposed') return false
  const side = delivery.personId === pair.mentorId ? pair.mentor : pair.members.find((member) => member.menteeId === delivery.personId)
  return side?.answer === 'waiting' || side?.answer === 'talk'
}

const consentAwaited: Check = async (delivery, { consents, pairs }) => {
  const { pairId, kind, kinds } = delivery.params
  const pair = pairId ? await pairs.get(pairId) : null
  if (pair && overStates.includes(pair.state)) return false
  const wanted = (kinds ?? kind ?? '').split(',').filter((name) => name === 'mentoring' || name === 'duties')
  if (wanted.length === 0) return true
  const held = await Promise.all(wanted.map((name) => consents.has(delivery.personId, name, name === 'duties' ? (pairId ?? null) : null)))
  return held.some((isHeld) => !isHeld)
}

/** The row still waits for the doer at the term that the message speaks of; for the mentor: for any doer. */
const rowWaits: Check = async (delivery, { programmes }) => {
  const { programmeId, rowId } = delivery.params
  const programme = programmeId ? await programmes.get(programmeId) : null
  const row = programme?.rows.find(({ id }) => id === rowId)
  if (!row || programme?.state !== 'running' || programme.suspendedAt !== null) return false
  const own = row.marks.filter((mark) => mark.menteeId === delivery.personId)
  const concerned = own.length > 0 ? own : row.marks
  return concerned.some(({ state }) => state === 'open' || state === 'returned')
}

const reportWaits: Check = async (delivery, { programmes }) => {
  const { programmeId, rowId, menteeId } = delivery.params
  const programme = programmeId ? await programmes.get(programmeId) : null
  const row = programme?.rows.find(({ id }) => id === rowId)
  return row?.marks.some((mark) => mark.state === 'reported' && (menteeId === undefined || mark.menteeId === menteeId)) ?? false
}

/** For every kind: is its cause still there just before it is sent (IMPL-02)? */
const checks: Record<DeliveryKind, Check> = {
  'link-replaced': always,
  'invitation-dead': always,
  'consent-asked': consentAwaited,
  'consent-reminder': consentAwaited,
  'consent-withdrawn': always,
  'survey-open': always,
  'survey-reminder': always,
  'pair-proposed': answerAwaited,
  'pair-reminder': answerAwaited,
  'pair-declined': always,
  'pair-agreed': always,
  'pair-wants-talk': always,
  'pair-started': always,
  'pair-paused': always,
  'pair-resumed': always,
  'pair-ended': always,
  'mentor-replaced': always,
  'curator-changed': always,
  'programme-shown': async ({ params, subject }, { programmes }) => (await programmes.get(params.programmeId ?? subject.id))?.state === 'shown',
  'programme-correction': always,
  'programme-agreed': always,
  'programme-returned': always,
  'programme-completed': always,
  'completion-offered': always,
  'completion-asked': always,
  'row-reported': reportWaits,
  'row-accepted': always,
  'row-returned': always,
  'row-nudge': rowWaits,
  'row-unchecked': reportWaits,
  'row-overdue-curator': rowWaits,
  'term-asked': requestWaits,
  'term-answered': always,
  'meeting-set': meetingStands,
  'meeting-moved': meetingStands,
  'meeting-cancelled': always,
  'meeting-confirmed': meetingStands,
  'meeting-move-asked': meetingStands,
  'meeting-reminder': meetingStands,
  'meeting-question': meetingStands,
  'meeting-summary-reminder': meetingStands,
  'help-asked': requestWaits,
  'help-reminder': requestWaits,
  'help-escalated': requestWaits,
  'help-answered': always,
}

/** Makes the look at a message's cause just before it is sent. */
export function createRelevance(services: Lookups): (delivery: Delivery) => Promise<boolean> {
  return (delivery) => checks[delivery.kind](delivery, services)
}
