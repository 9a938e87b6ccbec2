import type { ResourceName } from '../../src/modules/accounts/rights.js'
import type { WaitingCode } from '../../src/modules/waiting/waiting-service.js'

/** The parts of the front page, in the order of urgency: who needs help, what is to be decided, what is to be kept in order. */
export const todayParts = ['help', 'decide', 'data'] as const
export type TodayPart = (typeof todayParts)[number]

interface TodayPlace {
  part: TodayPart
  /** The list that needs work of this kind: resource and its named list. */
  resource: ResourceName
  view: string
}

/** Where each kind stands on the front page, and which list shows all of it. */
export const todayPlaces: Record<WaitingCode, TodayPlace> = {
  'deliveries-failed': { part: 'help', resource: 'Delivery', view: 'failed' },
  'pairs-without-person': { part: 'decide', resource: 'Pair', view: 'active' },
  'requests-unanswered': { part: 'help', resource: 'Request', view: 'open' },
  'rows-overdue': { part: 'help', resource: 'Programme', view: 'running' },
  'pairs-idle': { part: 'help', resource: 'Pair', view: 'active' },
  'reports-unchecked': { part: 'help', resource: 'Programme', view: 'running' },
  'completions-unconfirmed': { part: 'decide', resource: 'Programme', view: 'running' },
  'programmes-unapproved': { part: 'decide', resource: 'Programme', view: 'work' },
  'files-asked': { part: 'decide', resource: 'FileAccess', view: 'open' },
  'consultations-asked': { part: 'help', resource: 'PsychologyNote', view: 'asked' },
  'pairs-without-order': { part: 'decide', resource: 'Pair', view: 'work' },
  'consents-missing': { part: 'decide', resource: 'Pair', view: 'work' },
  'pairs-unanswered': { part: 'decide', resource: 'Pair', view: 'work' },
  'pairs-without-programme': { part: 'decide', resource: 'Pair', view: 'work' },
  'mentees-without-pair': { part: 'decide', resource: 'Person', view: 'mentees' },
  'documents-missing': { part: 'decide', resource: 'Document', view: 'orders' },
  'surveys-unfilled': { part: 'data', resource: 'Person', view: 'mentees' },
  'people-without-consent': { part: 'data', resource: 'Consent', view: 'all' },
  'people-unreachable': { part: 'help', resource: 'Person', view: 'unreachable' },
  'people-unlinked': { part: 'data', resource: 'Person', view: 'notLinked' },
  'bank-overdue': { part: 'data', resource: 'Person', view: 'all' },
}
