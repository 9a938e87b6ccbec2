import { addDays, dayOf, instantAt } from '../../core/dates.js'
import type { DeliveryKind, PlannedDelivery } from '../deliveries/delivery.js'
import { repeatedInstants } from '../deliveries/reminder-rules.js'
import type { Organisation } from '../organisations/organisation.js'
import { participantIds, type Pair } from './pair.js'

/** Who of a pair a message speaks to: views say different things to each. */
export type PairRole = 'mentor' | 'mentee' | 'curator'

/** The subject under which everything about a pair is planned and cancelled. */
export function pairSubject(pairId: string) {
  return { type: 'pair', id: pairId }
}

/** One message to a participant or the curator; `params` hold ids and codes only. */
export function pairMessage(pair: Pair, kind: DeliveryKind, personId: string, extra: Partial<PlannedDelivery> = {}): PlannedDelivery {
  const role: PairRole = personId === pair.mentorId ? 'mentor' : participantIds(pair).includes(personId) ? 'mentee' : 'curator'
  return {
    kind,
    organisationId: pair.organisationId,
    personId,
    subject: pairSubject(pair.id),
    ...extra,
    params: { pairId: pair.id, role, ...extra.params },
  }
}

/** The same message to the mentor and every present mentee. */
export function toParticipants(pair: Pair, kind: DeliveryKind, extra: Partial<PlannedDelivery> = {}): PlannedDelivery[] {
  return participantIds(pair).map((personId) => pairMessage(pair, kind, personId, extra))
}

/** The pair's curator, or the organisation's; nobody when he did it himself. */
export function toCurator(pair: Pair, organisation: Organisation, kind: DeliveryKind, actorPersonId: string | null, extra: Partial<PlannedDelivery> = {}): PlannedDelivery[] {
  const curatorId = pair.curatorId ?? organisation.curatorPersonId
  return curatorId === null || curatorId === actorPersonId ? [] : [pairMessage(pair, kind, curatorId, extra)]
}

/** The message that follows what its person has just done comes at any hour: he is looking at the chat. */
export function asAnswer(message: PlannedDelivery): PlannedDelivery {
  return message.dueAt === undefined ? { ...message, class: 'answer' } : message
}

/** The question «do you agree» is repeated so often; then the pair waits in the curator's list. */
export const mostAnswerReminders = 3

/** Repeats of the question «do you agree», sent only while the answer is awaited. */
export function answerReminders(pair: Pair, organisation: Organisation, personId: string, now: Date): PlannedDelivery[] {
  const instants = repeatedInstants(organisation.settings.reminders['request-undecided'], now).slice(0, mostAnswerReminders)
  return instants.map((dueAt, at) => pairMessage(pair, 'pair-reminder', personId, { dueAt, offset: `+${at + 1}` }))
}

/** The question again in the morning after «let us talk first» (voice §2). */
export function talkReminder(pair: Pair, organisation: Organisation, personId: string, now: Date): PlannedDelivery {
  const { zone, settings } = organisation
  const [atHour = 9, minute = 0] = settings.digestAt.split(':').map(Number)
  const today = dayOf(now, zone)
  return pairMessage(pair, 'pair-reminder', personId, { occurrence: `talk-${today}`, dueAt: instantAt(addDays(today, 1), atHour, minute, zone) })
}

/** Asks for the papers that are missing: the first one is named, the others follow it in the chat. */
export function consentQuestions(pair: Pair, organisation: Organisation, personId: string, kinds: readonly string[], now: Date): PlannedDelivery[] {
  const [kind] = kinds
  if (kind === undefined) return []
  const params = { kind, kinds: kinds.join(',') }
  const reminders = repeatedInstants(organisation.settings.reminders['consent-pending'], now)
  return [
    pairMessage(pair, 'consent-asked', personId, { params }),
    ...reminders.map((dueAt, at) => pairMessage(pair, 'consent-reminder', personId, { params, dueAt, offset: `+${at + 1}` })),
  ]
}
