import { deliveryKinds, type Delivery } from '../../../src/modules/deliveries/delivery.js'
import type { DayRow, Recipient } from '../../../src/modules/deliveries/send-rules.js'

export const zone = 'Europe/Moscow'
/** A Wednesday, 12:00 in Moscow. */
export const noon = new Date('2026-09-16T09:00:00Z')
export const hours = (count: number, from = noon) => new Date(from.getTime() + count * 3_600_000)
/** The wall clock of Moscow on a day of September 2026. */
export const at = (day: number, time: string) => new Date(`2026-09-${String(day).padStart(2, '0')}T${time}:00+03:00`)

/** Quiet from eight to eight and at the weekend, three nudges a day, the summary at eight. */
export const teacher: Recipient = {
  chatId: 7, isUnreachable: false, budget: 3, digestAt: '08:00', fewerUntil: null, channel: 'telegram',
  quiet: { zone, quietFrom: '20:00', quietTo: '08:00', quietWeekdays: [6, 7] },
}

/** A claimed row as the sender judges it. */
export function aRow(own: Partial<Delivery> = {}): Delivery {
  const kind = own.kind ?? 'row-nudge'
  const common = { organisationId: 'o', personId: 'p', occurrence: '-', offset: 'now', params: {}, leaseUntil: null, fence: 1, attempt: 0, startedAt: null, unknownTried: false, messageId: null, error: null, digestOf: null, closedAt: null }
  const dueAt = own.dueAt ?? noon
  return { ...common, id: 'm', key: 'm', kind, class: deliveryKinds[kind].class, subject: { type: 'row', id: 's' }, state: 'sending', sentAt: null, dueAt, nextTryAt: dueAt, createdAt: dueAt, expiresAt: hours(deliveryKinds[kind].hoursOfUse, dueAt), ...own } as Delivery
}

/** Another row of the person's day: sent two hours ago about something else, unless said otherwise. */
export const inDay = (own: Partial<DayRow>): DayRow => ({ id: 'z', kind: 'row-nudge', class: 'deadline', subjectId: 'other', menteeId: null, state: 'sent', dueAt: hours(-2), sentAt: hours(-2), digestOf: null, ...own })
