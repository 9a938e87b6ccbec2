import type { Subject } from '../../core/kernel.js'
import type { Transitions } from '../../core/transitions.js'

export const deliveryStates = ['pending', 'sending', 'sent', 'unknown', 'failed', 'dead', 'cancelled', 'expired'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/**
 * A failed, dead or unknown one goes back to pending only by a person's hand («send again»); a pending one that was folded into a
 * digest ends as the digest ends.
 */
export const deliveryTransitions = {
  pending: ['sending', 'cancelled', 'expired', 'sent', 'unknown', 'failed'],
  sending: ['sent', 'unknown', 'failed', 'dead', 'pending', 'cancelled', 'expired'],
  sent: [],
  unknown: ['sending', 'pending', 'expired', 'cancelled'],
  failed: ['pending'],
  dead: ['pending'],
  cancelled: [],
  expired: [],
} as const satisfies Transitions<DeliveryState>

/**
 * In the order in which they are sent. `meeting`: bound to an hour; `answer`: somebody waits for it now, it goes at any hour;
 * `news`: what the other side or the curator did, told in the morning when it happened at night; `deadline`: nudges, a few a day;
 * `digest`: may wait for the morning's summary.
 */
export const deliveryClasses = ['meeting', 'answer', 'news', 'deadline', 'digest'] as const
export type DeliveryClass = (typeof deliveryClasses)[number]

/** Counted by the daily number; what is over it goes into the morning's summary. */
export const countedClasses: readonly DeliveryClass[] = ['deadline', 'digest']

/**
 * A message to a person that nobody is waiting for. `key` = kind, subject, occurrence, recipient, offset: unique, so that
 * planning twice sends once. `params` hold ids only; the text is made when it is sent.
 */
export interface Delivery {
  id: string
  key: string
  kind: DeliveryKind
  organisationId: string
  personId: string
  subject: Subject
  occurrence: string
  offset: string
  params: Record<string, string>
  class: DeliveryClass
  state: DeliveryState
  dueAt: Date
  /** null only in rows of the first version. */
  expiresAt: Date | null
  nextTryAt: Date
  /** By the database's plain clock, not the shifted one. */
  leaseUntil: Date | null
  /** Raised at every claim: whoever holds an older one writes nothing. */
  fence: number
  /** Tries that failed and were to be repeated. */
  attempt: number
  /** Set just before the request leaves: from then on a lost process means an unknown outcome. */
  startedAt: Date | null
  /** True once an unknown outcome was tried again. */
  unknownTried: boolean
  sentAt: Date | null
  messageId: number | null
  error: string | null
  /** The digest that it was folded into: it goes and ends with it, never by itself. */
  digestOf: string | null
  /** When its state became final; null while something may still happen to it. */
  closedAt: Date | null
  /** When the curator told the person by hand what the bot could not bring. */
  handledAt?: Date | null
  createdAt: Date
}

/** The unique key of a delivery: kind, subject, occurrence, recipient, offset. */
export function deliveryKey(row: PlannedDelivery): string {
  return [row.kind, row.subject.type, row.subject.id, row.occurrence ?? '-', row.personId, row.offset ?? 'now'].join(':')
}

const hourMs = 3_600_000

/** When it becomes useless: as asked, or by its kind so many hours after it is due. */
export function expiryOf(row: Pick<PlannedDelivery, 'kind' | 'expiresAt'>, dueAt: Date): Date {
  if (row.expiresAt) return row.expiresAt
  return new Date(dueAt.getTime() + deliveryKinds[row.kind].hoursOfUse * hourMs)
}

/** What a service asks for, inside the transaction of its cause. */
export interface PlannedDelivery {
  kind: DeliveryKind
  organisationId: string
  personId: string
  subject: Subject
  /** Which happening of the subject: a meeting's start, a row's term, a report's number. */
  occurrence?: string
  /** Which reminder of that happening: `-1d`, `-1h`, `+1d`; `now` by default. */
  offset?: string
  params?: Record<string, string>
  /** The kind's own by default; `answer` where the message follows what this person has just done. */
  class?: DeliveryClass
  /** Now by default. */
  dueAt?: Date
  /** After this instant it is useless and is not sent; by the kind's own rule when absent. */
  expiresAt?: Date | null
}

/** The narrow port that every other module gets. */
export interface DeliveryPlanner {
  plan(rows: PlannedDelivery[]): Promise<void>
  /** Cancels what is still open about a subject: all of it, or some kinds, or one person's, or one occurrence. */
  cancel(about: { organisationId: string; subject: Subject; kinds?: DeliveryKind[]; personId?: string; occurrence?: string }): Promise<void>
}

/**
 * Every kind of message: its class, whether an unknown outcome is tried once more (meetings only), and how long it is of use where
 * its planner does not say better: nudges outlast a weekend.
 * Views for them live in `bot/views/deliveries`, one per kind (a total table).
 */
export const deliveryKinds = {
  // linking and papers
  'link-replaced': { class: 'answer', retryUnknown: false, hoursOfUse: 72 },
  'invitation-dead': { class: 'answer', retryUnknown: false, hoursOfUse: 72 },
  'login-link': { class: 'answer', retryUnknown: false, hoursOfUse: 1 },
  'consent-asked': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 14 },
  'consent-reminder': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'consent-withdrawn': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'survey-open': { class: 'digest', retryUnknown: false, hoursOfUse: 72 },
  'survey-reminder': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  // pair
  'pair-proposed': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 14 },
  'pair-reminder': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'pair-declined': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'pair-agreed': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'pair-wants-talk': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'pair-started': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'pair-paused': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'pair-resumed': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'pair-ended': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'mentor-replaced': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'curator-changed': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  // programme
  'programme-shown': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 14 },
  'programme-correction': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 14 },
  'programme-agreed': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'programme-returned': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'programme-completed': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'completion-offered': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 14 },
  'completion-asked': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 14 },
  'row-reported': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 7 },
  'row-accepted': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'row-returned': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 7 },
  'row-nudge': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'row-unchecked': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'row-overdue-curator': { class: 'digest', retryUnknown: false, hoursOfUse: 48 },
  'term-asked': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 7 },
  'term-answered': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  // meetings
  'meeting-set': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'meeting-moved': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'meeting-cancelled': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'meeting-confirmed': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'meeting-move-asked': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'meeting-reminder': { class: 'meeting', retryUnknown: true, hoursOfUse: 24 },
  'meeting-question': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'meeting-summary-reminder': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  // help
  'help-asked': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 7 },
  'help-reminder': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'help-escalated': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  'help-answered': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  // personal files and the psychologist
  'file-asked': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 7 },
  'file-answered': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 7 },
  'consultation-asked': { class: 'news', retryUnknown: false, hoursOfUse: 24 * 7 },
  // how things stand
  'pair-without-order': { class: 'digest', retryUnknown: false, hoursOfUse: 48 },
  'order-without-programme': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'programme-ending': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'pair-idle': { class: 'deadline', retryUnknown: false, hoursOfUse: 72 },
  'mentees-unpaired': { class: 'digest', retryUnknown: false, hoursOfUse: 72 },
  'mentor-check-in': { class: 'digest', retryUnknown: false, hoursOfUse: 72 },
  'person-unreachable': { class: 'news', retryUnknown: false, hoursOfUse: 72 },
  // by hand
  announcement: { class: 'digest', retryUnknown: false, hoursOfUse: 24 * 14 },
  // the morning's summary of what was folded into it: never counted, never folded itself
  digest: { class: 'digest', retryUnknown: false, hoursOfUse: 24 },
} as const satisfies Record<string, { class: DeliveryClass; retryUnknown: boolean; hoursOfUse: number }>

export type DeliveryKind = keyof typeof deliveryKinds
