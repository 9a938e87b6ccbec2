import type { Delivery, DeliveryKind } from '../modules/deliveries/delivery.js'
import type { Pair, PairState } from '../modules/pairs/pair.js'
import { isHeld } from '../modules/programmes/plan-rules.js'
import { questionnaireKinds } from '../modules/questionnaires/questionnaire.js'
import { dayOverOffset } from '../modules/requests/request-messages.js'
import { waitsForOrder, waitsForProgramme } from '../modules/reminders/pair-reminders.js'
import type { Services } from '../services.js'

type Lookups = Pick<Services, 'accounts' | 'announcements' | 'consents' | 'deliveries' | 'meetings' | 'pairs' | 'people' | 'personalFiles' | 'programmes' | 'psychology' | 'questionnaires' | 'reminders' | 'requests'>
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
  if (request.state !== 'curator' && request.agreedBy.includes(delivery.personId) && delivery.offset !== dayOverOffset) return false
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

/** The row still waits for the doer at the term that the message speaks of; for the mentor: for any doer. While another term is asked for, nobody is nudged. */
const rowWaits: Check = async (delivery, { programmes, requests }) => {
  const { programmeId, rowId } = delivery.params
  const programme = programmeId ? await programmes.get(programmeId) : null
  const row = programme?.rows.find(({ id }) => id === rowId)
  if (!row || programme?.state !== 'running' || programme.suspendedAt !== null) return false
  const own = row.marks.filter((mark) => mark.menteeId === delivery.personId)
  const concerned = own.length > 0 ? own : row.marks
  if (!concerned.some(({ state }) => state === 'open' || state === 'returned')) return false
  return !isHeld(row, await requests.holdsOf([programme.id]))
}

const reportWaits: Check = async (delivery, { programmes }) => {
  const { programmeId, rowId, menteeId } = delivery.params
  const programme = programmeId ? await programmes.get(programmeId) : null
  const row = programme?.rows.find(({ id }) => id === rowId)
  return row?.marks.some((mark) => mark.state === 'reported' && (menteeId === undefined || mark.menteeId === menteeId)) ?? false
}

/** Nothing was answered since the academic year began; an older message, without a survey in its params, is always sent. */
const surveyUnanswered: Check = async ({ personId, params }, { questionnaires }) => {
  const kind = questionnaireKinds.find((known) => known === params.survey)
  const sent = kind ? await questionnaires.latestSent(personId, kind) : null
  return !sent?.sentAt || sent.sentAt < new Date(params.since ?? 0)
}

/** The pair is there and still as the message says. */
const pairStill = (holds: (pair: Pair, delivery: Delivery, services: Lookups) => Promise<boolean>): Check => async (delivery, services) => {
  const pair = await services.pairs.get(delivery.subject.id)
  return pair !== null && holds(pair, delivery, services)
}

/** For every kind: is its cause still there just before it is sent (IMPL-02)? */
const checks: Record<DeliveryKind, Check> = {
  'link-replaced': always,
  'invitation-dead': always,
  'login-link': ({ params }, { accounts }) => accounts.isLoginLinkOpen(params.link ?? ''),
  'consent-asked': consentAwaited,
  'consent-reminder': consentAwaited,
  'consent-withdrawn': always,
  'survey-open': surveyUnanswered,
  'survey-reminder': surveyUnanswered,
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
  'file-asked': async ({ subject }, { personalFiles }) => (await personalFiles.get(subject.id))?.state === 'asked',
  'file-answered': async ({ subject }, { personalFiles }) => ['approved', 'declined'].includes((await personalFiles.get(subject.id))?.state ?? ''),
  'consultation-asked': async ({ organisationId, subject }, { psychology }) => (await psychology.outlook(organisationId)).asked.some(({ id }) => id === subject.id),
  'pair-without-order': pairStill(async (pair) => waitsForOrder(pair)),
  'order-without-programme': pairStill(async (pair, _, { programmes }) => waitsForProgramme(pair, await programmes.ofPair(pair.id))),
  'programme-ending': pairStill(async (pair, { occurrence }, { programmes }) => {
    const programme = await programmes.ofPair(pair.id)
    return programme?.state === 'running' && programme.suspendedAt === null && programme.endsOn === occurrence
  }),
  'pair-idle': pairStill((pair, { occurrence }, { reminders }) => reminders.isStillIdle(pair, occurrence)),
  'mentor-check-in': pairStill(async (pair) => pair.state === 'active'),
  'mentees-unpaired': async ({ organisationId, params }, { reminders }) => {
    const named = Object.entries(params).filter(([name]) => name.endsWith('Id'))
    const still = await Promise.all(named.map(([, personId]) => reminders.isUnpaired(organisationId, personId)))
    return still.some(Boolean)
  },
  announcement: async ({ subject }, { announcements }) => (await announcements.get(subject.id))?.state === 'published',
  'person-unreachable': async ({ subject }, { people }) => {
    const person = await people.get(subject.id)
    return person !== null && person.archivedAt === null && person.unreachableAt !== null
  },
  // While something of what was folded into it still stands.
  digest: async ({ id }, services) => {
    const folded = await services.deliveries.foldedInto(id)
    const still = await Promise.all(folded.map((row) => checks[row.kind](row, services)))
    return still.some(Boolean)
  },
}

/** Makes the look at a message's cause just before it is sent. */
export function createRelevance(services: Lookups): (delivery: Delivery) => Promise<boolean> {
  return (delivery) => checks[delivery.kind](delivery, services)
}
