import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'
import type { EndSide, Pair, PairState } from './pair.js'

export interface ProposedPair {
  mentorId: string
  menteeIds: string[]
  form: string
  kinds: string[]
  direction?: string | null
  why?: string
}

export interface MissingPiece {
  /** `answer`, `consent`, `order`, `programme`. */
  what: 'answer' | 'consent' | 'order' | 'programme'
  personId: string | null
  /** Consent's kind where it is a consent. */
  kind?: string
}

export interface PairService {
  propose(actor: Actor, input: ProposedPair): Promise<Result<Pair>>
  /** A side answers; `personId` differs from the actor's when the curator records it (IMPL-29). */
  answer(actor: Actor, input: { pairId: string; personId: string; answer: 'agreed' | 'declined' | 'talk'; reason?: string }): Promise<Result<Pair>>
  /** The head's order for one or several pairs (DOC-04): refused without all consents. */
  recordOrder(actor: Actor, input: { pairIds: string[]; number: string; on: string; fileId?: string | null }): Promise<Result<Pair[]>>
  /**
   * Looks at what the pair waits for and moves it on: consents in force → `consents`; ordered and programme approved → `active`,
   * with the programme running and one message to both sides, in one transaction. Harmless when nothing changed.
   */
  progress(actor: Actor, pairId: string): Promise<Result<Pair>>
  /** What is missing for the next state, in the order in which it is needed. */
  missing(pairId: string): Promise<MissingPiece[]>
  pause(actor: Actor, pairId: string, reason: string): Promise<Result<Pair>>
  resume(actor: Actor, pairId: string): Promise<Result<Pair>>
  end(actor: Actor, input: { pairId: string; reason: string; side: EndSide; text: string }): Promise<Result<Pair>>
  /** Completed with a summary, after the programme (END-01). */
  complete(actor: Actor, input: { pairId: string; summary: string }): Promise<Result<Pair>>
  /** A new pair with the same mentees and plan; the former one is `replaced` and keeps its period (END-09). */
  replaceMentor(actor: Actor, input: { pairId: string; mentorId: string; reason: string }): Promise<Result<Pair>>
  /** One mentee leaves a group; the group goes on (END-09). */
  leave(actor: Actor, input: { pairId: string; menteeId: string; reason: string }): Promise<Result<Pair>>
  handOver(actor: Actor, input: { pairIds: string[]; curatorId: string }): Promise<Result<Pair[]>>
  get(pairId: string): Promise<Pair | null>
  /** Pairs of a person as mentor or mentee that are not over. */
  openOf(personId: string): Promise<Pair[]>
  list(organisationId: string, filter?: { states?: PairState[]; personId?: string; curatorId?: string }): Promise<Pair[]>
}
