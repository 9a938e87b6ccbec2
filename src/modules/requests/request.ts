import type { Transitions } from '../../core/transitions.js'

export const requestKinds = ['help', 'term'] as const
export type RequestKind = (typeof requestKinds)[number]

export const requestStates = ['asked', 'countered', 'curator', 'accepted', 'declined', 'answered', 'cancelled'] as const
/** term: asked → accepted | countered (another date, the other side answers) | curator (outside the programme's dates, or who is missing cannot be reached) | declined. */
export type RequestState = (typeof requestStates)[number]

/** REQ-01: help is asked and answered. REQ-06, CONS-05: a term is asked, countered, agreed by all, decided by the curator outside the dates. */
export const requestTransitions = {
  asked: ['answered', 'accepted', 'countered', 'curator', 'declined', 'cancelled'],
  countered: ['asked', 'accepted', 'curator', 'declined', 'cancelled'],
  curator: ['accepted', 'countered', 'declined', 'cancelled'],
  accepted: [],
  declined: [],
  answered: [],
  cancelled: [],
} as const satisfies Transitions<RequestState>

export const openRequestStates: RequestState[] = ['asked', 'countered', 'curator']

export interface MentoringRequest {
  id: string
  organisationId: string
  kind: RequestKind
  pairId: string
  menteeId: string
  mentorId: string
  programmeId: string | null
  rowId: string | null
  text: string
  /** The term asked for, or the newest counter-proposal. */
  proposedOn: string | null
  /** Who agreed to `proposedOn` (CONS-05). */
  agreedBy: string[]
  /** Raised at every counter-proposal: part of its messages' occurrence. */
  round: number
  state: RequestState
  answer: string | null
  askedAt: Date
  answeredAt: Date | null
  escalatedAt: Date | null
}

/** Minutes from the question to its answer (REQ-01), or null while it is open. */
export function responseMinutes(request: Pick<MentoringRequest, 'askedAt' | 'answeredAt'>): number | null {
  return request.answeredAt && Math.round((request.answeredAt.getTime() - request.askedAt.getTime()) / 60_000)
}
