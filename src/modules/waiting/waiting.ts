import type { Subject } from '../../core/kernel.js'
import type { Role } from '../../core/actor.js'
import type { ResourceName } from '../accounts/rights.js'
import type { HandAbout } from '../reminders/hand-messages.js'

/** What may wait for the staff (IMPL-11), the most urgent first: the order of the page and of the chat. */
export const waitingCodes = [
  'deliveries-failed',
  'pairs-without-person',
  'requests-unanswered',
  'rows-overdue',
  'pairs-idle',
  'reports-unchecked',
  'completions-unconfirmed',
  'programmes-unapproved',
  'files-asked',
  'consultations-asked',
  'pairs-without-order',
  'consents-missing',
  'pairs-unanswered',
  'pairs-without-programme',
  'mentees-without-pair',
  'documents-missing',
  'surveys-unfilled',
  'people-without-consent',
  'people-unreachable',
  'people-unlinked',
  'bank-overdue',
] as const
export type WaitingCode = (typeof waitingCodes)[number]

export interface WaitingItem {
  /** Surnames with initials: whom it is about. */
  label: string
  subject: Subject
  since: Date | null
  /** Whom to speak to about it, the likeliest first. */
  personIds?: string[]
  /** The pair that it concerns, and what a reminder would be about. */
  pairId?: string
  remind?: HandAbout
  /** The curator has reminded them today. */
  isReminded?: boolean
  /** What exactly, where a kind has several: a code of the locale. */
  what?: string
  /** How many of a kind: late rows, unchecked reports. */
  count?: number
  /** A question that waits, or the summary to be confirmed. */
  text?: string
  /** Undelivered messages to one person: how many, whether the person asked for the curator's voice, the name that finds them, and their ids. */
  messages?: { count: number; byHand: boolean; name: string; ids: string[] }
}

/** One line of «what waits»: the code is the key of its text, the filter opens the list that needs work. */
export interface WaitingLine {
  code: WaitingCode
  count: number
  /** Since when the oldest waits. */
  since: Date | null
  items: WaitingItem[]
  resource: ResourceName
  filter: Record<string, string>
}

interface Place {
  resource: ResourceName
  filter: Record<string, string>
  /** Whom it concerns; programmes are approved by whom the organisation sets. */
  roles: readonly Role[]
}

const staff: readonly Role[] = ['curator']
const leaders: readonly Role[] = ['curator', 'head']

/** Where each kind is worked on, and whose work it is; the administrator keeps only the messages running (ROLE-05). */
export const waitingPlaces = {
  'deliveries-failed': { resource: 'Delivery', filter: { view: 'failed' }, roles: ['curator', 'sysadmin'] },
  'pairs-without-person': { resource: 'Pair', filter: { state: 'active' }, roles: staff },
  'requests-unanswered': { resource: 'Request', filter: { view: 'open' }, roles: staff },
  'rows-overdue': { resource: 'Programme', filter: { state: 'running' }, roles: staff },
  'pairs-idle': { resource: 'Pair', filter: { state: 'active' }, roles: staff },
  'reports-unchecked': { resource: 'Programme', filter: { state: 'running' }, roles: staff },
  'completions-unconfirmed': { resource: 'Programme', filter: { state: 'running' }, roles: leaders },
  'programmes-unapproved': { resource: 'Programme', filter: { state: 'agreed' }, roles: leaders },
  'files-asked': { resource: 'FileAccess', filter: { view: 'open' }, roles: leaders },
  'consultations-asked': { resource: 'PsychologyNote', filter: { view: 'asked' }, roles: ['psychologist'] },
  'pairs-without-order': { resource: 'Pair', filter: { state: 'consents' }, roles: leaders },
  'consents-missing': { resource: 'Pair', filter: { state: 'agreed' }, roles: staff },
  'pairs-unanswered': { resource: 'Pair', filter: { state: 'proposed' }, roles: staff },
  'pairs-without-programme': { resource: 'Pair', filter: { state: 'ordered' }, roles: staff },
  'mentees-without-pair': { resource: 'Person', filter: { role: 'mentee' }, roles: ['curator', 'psychologist', 'council'] },
  'documents-missing': { resource: 'Document', filter: { view: 'orders' }, roles: staff },
  'surveys-unfilled': { resource: 'Person', filter: { role: 'mentee' }, roles: staff },
  'people-without-consent': { resource: 'Consent', filter: {}, roles: staff },
  'people-unreachable': { resource: 'Person', filter: { unreachable: 'true' }, roles: staff },
  'people-unlinked': { resource: 'Person', filter: { linked: 'false' }, roles: staff },
  'bank-overdue': { resource: 'Person', filter: { view: 'all' }, roles: staff },
} as const satisfies Record<WaitingCode, Place>
