import type { DeliveryKind, PlannedDelivery } from '../deliveries/delivery.js'
import { offsetLabel, repeatedInstants } from '../deliveries/reminder-rules.js'
import type { Organisation } from '../organisations/organisation.js'
import { nudgeAt } from '../programmes/term-reminders.js'
import type { MentoringRequest } from './request.js'

const hour = 3_600_000
/** The offset of the message that the day asked for is over. */
export const dayOverOffset = 'day-over'

/** The subject under which everything about a request is planned and cancelled. */
export function requestSubject(requestId: string) {
  return { type: 'request', id: requestId }
}

/** One message about a request; a counter-proposal is another occurrence. */
export function requestMessage(request: MentoringRequest, kind: DeliveryKind, personId: string, extra: Partial<PlannedDelivery> = {}): PlannedDelivery {
  const { programmeId, rowId } = request
  return {
    kind,
    organisationId: request.organisationId,
    personId,
    subject: requestSubject(request.id),
    occurrence: String(request.round),
    ...extra,
    params: { requestId: request.id, menteeId: request.menteeId, ...(programmeId ? { programmeId } : {}), ...(rowId ? { rowId } : {}), ...extra.params },
  }
}

/** The mentor hears of it at once and again after the organisation's hours (REQ-01). */
export function helpMessages(request: MentoringRequest, organisation: Pick<Organisation, 'settings'>): PlannedDelivery[] {
  const later = organisation.settings.reminders['help-request'].offsets.filter((hours) => hours > 0)
  return [
    requestMessage(request, 'help-asked', request.mentorId),
    ...later.map((hours) =>
      requestMessage(request, 'help-reminder', request.mentorId, { offset: offsetLabel(hours), dueAt: new Date(request.askedAt.getTime() + hours * hour) }),
    ),
  ]
}

/** The day asked for is over and nobody has decided: those who agreed to it may name another one, too. */
export function dayOverMessages(request: MentoringRequest, { zone }: Pick<Organisation, 'zone'>): PlannedDelivery[] {
  if (request.proposedOn === null) return []
  const dueAt = nudgeAt(request.proposedOn, 24, zone)
  return request.agreedBy.map((personId) => requestMessage(request, 'term-asked', personId, { class: 'deadline', offset: dayOverOffset, dueAt }))
}

/** The question to one who has to agree, and again after the organisation's hours while nobody decides. */
export function termQuestions(request: MentoringRequest, organisation: Pick<Organisation, 'settings'>, personIds: readonly string[], now: Date): PlannedDelivery[] {
  const again = repeatedInstants(organisation.settings.reminders['request-undecided'], now)
  return personIds.flatMap((personId) => [
    requestMessage(request, 'term-asked', personId),
    ...again.map((dueAt, at) => requestMessage(request, 'term-asked', personId, { class: 'deadline', offset: `+${at + 1}`, dueAt })),
  ])
}
