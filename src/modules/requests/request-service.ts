import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'
import type { RowHold } from '../programmes/programme-dependencies.js'
import type { Pair } from '../pairs/pair.js'
import { createHelpRequests } from './help-requests.js'
import type { RequestDependencies } from './request-ports.js'
import { createRequestStore, type RequestLife } from './request-store.js'
import { createTakeOver } from './take-over-requests.js'
import { openRequestStates, type MentoringRequest, type RequestKind, type RequestState } from './request.js'
import { createTermRequests } from './term-requests.js'

export type { MentoringRequest, RequestKind, RequestState } from './request.js'

export interface RequestService {
  /** REQ-01: the mentor is told at once, the curator after the organisation's time. Problems: pair-not-found, not-allowed, request-pair-over, words-missing, text-too-long. */
  askHelp(actor: Actor, input: { pairId: string; menteeId: string; text: string; rowId?: string | null }): Promise<Result<MentoringRequest>>
  answerHelp(actor: Actor, input: { requestId: string; text: string }): Promise<Result<MentoringRequest>>
  /** «Не успеваю» (REQ-06): a new date and, if wished, a reason. Problems: row-not-found, day-wrong, term-past, term-same, request-open-already, mark-accepted-already. */
  askTerm(actor: Actor, input: { programmeId: string; rowId: string; menteeId: string; proposedOn: string; text?: string }): Promise<Result<MentoringRequest>>
  /** One side agrees; when the mentor and all mentees of the row have (CONS-05), row, term and deliveries change in one transaction. The curator decides outside the programme's dates, and for who cannot be reached. Problem: request-day-over. */
  acceptTerm(actor: Actor, requestId: string): Promise<Result<MentoringRequest>>
  /** The mentor proposes another date, the mentees accept it with `acceptTerm`; a mentee may propose another one in turn. */
  counterTerm(actor: Actor, input: { requestId: string; proposedOn: string }): Promise<Result<MentoringRequest>>
  declineTerm(actor: Actor, input: { requestId: string; text: string }): Promise<Result<MentoringRequest>>
  /** The one who asked takes it back. */
  cancel(actor: Actor, requestId: string): Promise<Result<MentoringRequest>>
  /** Tells curators of help that nobody has given in time (REQ-01); a job calls it. */
  escalate(): Promise<void>
  /** Open terms whose missing people cannot be reached go to the curator; a day that is over is told of; a job calls it. */
  tendTerms(): Promise<void>
  /** The open requests of the pair that this one replaces go on with the new mentor; inside the caller's transaction (END-09). */
  takeOver(actor: Actor, pair: Pair): Promise<void>
  /** What a pair that is over still asked waits for nobody; inside the caller's transaction (END-02). */
  stopOfPair(actor: Actor, pair: Pick<Pair, 'id' | 'organisationId'>): Promise<void>
  get(requestId: string): Promise<MentoringRequest | null>
  /** Those of the ids that are there, in any order. */
  getMany(requestIds: readonly string[]): Promise<MentoringRequest[]>
  /** From when to when other terms of these programmes' rows were asked for. */
  holdsOf(programmeIds: readonly string[]): Promise<RowHold[]>
  /** States and times of all requests of these pairs. */
  lifeOf(pairIds: readonly string[]): Promise<RequestLife[]>
  /** All requests of a pair, newest first. */
  ofPair(pairId: string): Promise<MentoringRequest[]>
  /** Open requests of a person as mentor or mentee, and for terms of rows that he has to do too (CONS-05), newest first. */
  openOf(personId: string): Promise<MentoringRequest[]>
  list(organisationId: string, filter?: { states?: RequestState[]; kind?: RequestKind }): Promise<MentoringRequest[]>
}

/** Builds the requests between mentee and mentor: help (REQ-01) and other terms (REQ-06). */
export function createRequestService(given: RequestDependencies): RequestService {
  const store = createRequestStore(given.connection, given.kernel)

  return {
    ...createHelpRequests(given, store),
    ...createTermRequests(given, store),
    ...createTakeOver(given, store),
    get: (requestId) => store.find(requestId),
    getMany: store.findMany,
    holdsOf: store.holdsOf,
    lifeOf: store.lifeOf,
    ofPair: (pairId) => store.list({ pairId }),
    async openOf(personId) {
      const rows = (await given.programmes.tasksOf(personId)).map(({ programmeId, row }) => ({ kind: 'term', programmeId, rowId: row.id }))
      return store.list({ $or: [{ menteeId: personId }, { mentorId: personId }, ...rows], state: { $in: openRequestStates } })
    },
    list: (organisationId, { states, kind } = {}) => store.list({ organisationId, ...(states ? { state: { $in: states } } : {}), ...(kind ? { kind } : {}) }),
  }
}
