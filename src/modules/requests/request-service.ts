import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'

export type RequestKind = 'help' | 'term'
/** term: asked → accepted | countered (the mentor's other date, the mentee answers) | curator (outside the programme's dates) | declined. */
export type RequestState = 'asked' | 'countered' | 'curator' | 'accepted' | 'declined' | 'answered' | 'cancelled'

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
  /** The term asked for, or the mentor's counter-proposal. */
  proposedOn: string | null
  state: RequestState
  answer: string | null
  askedAt: Date
  answeredAt: Date | null
  escalatedAt: Date | null
}

export interface RequestService {
  /** REQ-01: the mentor is told at once, the curator after the organisation's time. */
  askHelp(actor: Actor, input: { pairId: string; menteeId: string; text: string; rowId?: string | null }): Promise<Result<MentoringRequest>>
  answerHelp(actor: Actor, input: { requestId: string; text: string }): Promise<Result<MentoringRequest>>
  /** «Не успеваю» (REQ-06): a new date and, if wished, a reason. */
  askTerm(actor: Actor, input: { programmeId: string; rowId: string; menteeId: string; proposedOn: string; text?: string }): Promise<Result<MentoringRequest>>
  /** The mentor (or curator) accepts: row, term and deliveries change in one transaction. */
  acceptTerm(actor: Actor, requestId: string): Promise<Result<MentoringRequest>>
  /** The mentor proposes another date; the mentee accepts it with `acceptTerm`. */
  counterTerm(actor: Actor, input: { requestId: string; proposedOn: string }): Promise<Result<MentoringRequest>>
  declineTerm(actor: Actor, input: { requestId: string; text: string }): Promise<Result<MentoringRequest>>
  get(requestId: string): Promise<MentoringRequest | null>
  openOf(personId: string): Promise<MentoringRequest[]>
  list(organisationId: string, filter?: { states?: RequestState[]; kind?: RequestKind }): Promise<MentoringRequest[]>
}
