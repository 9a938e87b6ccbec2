import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'
import { createAnswerPair } from './answer-pair.js'
import { createEndPair } from './end-pair.js'
import { createHandOverPairs } from './hand-over-pairs.js'
import { createOrderPairs } from './order-pairs.js'
import { openPairStates, participantIds, type EndSide, type Pair, type PairState } from './pair.js'
import type { PairDependencies } from './pair-ports.js'
import { createPairStore } from './pair-store.js'
import { createPausePair } from './pause-pair.js'
import { createPairSettler } from './progress-pair.js'
import { createProposePair } from './propose-pair.js'
import { createReplaceMentor } from './replace-mentor.js'

export interface ProposedPair {
  mentorId: string
  menteeIds: string[]
  form: string
  kinds: string[]
  direction?: string | null
  /** Positive words «why it fits», shown to both sides. */
  why?: string
  /** Lets the mentor have more mentees than the setting allows; kept in the history (MENTOR-14). */
  overrideReason?: string
}

export interface PairAnswerInput {
  pairId: string
  personId: string
  answer: 'agreed' | 'declined' | 'talk'
  /** Seen by the curator only. */
  reason?: string
}

export interface OrderInput {
  pairIds: string[]
  number: string
  /** Day of the order. */
  on: string
  /** The signed scan; without it the order is printed from the template. */
  fileId?: string | null
}

export interface EndInput {
  pairId: string
  /** Code of the dictionary `endReasons`. */
  reason: string
  side: EndSide
  /** The reason in words: obligatory (END-02, END-03). */
  text: string
}

export interface ReplaceInput {
  pairId: string
  mentorId: string
  reason: string
  why?: string
  overrideReason?: string
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
  answer(actor: Actor, input: PairAnswerInput): Promise<Result<Pair>>
  /** The head's order for one or several pairs (DOC-04): refused without all consents. */
  recordOrder(actor: Actor, input: OrderInput): Promise<Result<Pair[]>>
  /**
   * Looks at what the pair waits for and moves it on: consents in force → `consents`; ordered and programme approved → `active`,
   * with the programme running and one message to both sides, in one transaction. Harmless when nothing changed.
   */
  progress(actor: Actor, pairId: string): Promise<Result<Pair>>
  /** The same for all open pairs of a person, after one of his papers came or went. */
  progressOf(actor: Actor, personId: string): Promise<void>
  /** What is missing for the next state, in the order in which it is needed. */
  missing(pairId: string): Promise<MissingPiece[]>
  pause(actor: Actor, pairId: string, reason: string): Promise<Result<Pair>>
  resume(actor: Actor, pairId: string): Promise<Result<Pair>>
  end(actor: Actor, input: EndInput): Promise<Result<Pair>>
  /** Completed with a summary, after the programme (END-01). */
  complete(actor: Actor, input: { pairId: string; summary: string }): Promise<Result<Pair>>
  /** A new pair with the same mentees and plan; the former one is `replaced` and keeps its period (END-09). */
  replaceMentor(actor: Actor, input: ReplaceInput): Promise<Result<Pair>>
  /** One mentee leaves a group; the group goes on (END-09). */
  leave(actor: Actor, input: { pairId: string; menteeId: string; reason: string }): Promise<Result<Pair>>
  handOver(actor: Actor, input: { pairIds: string[]; curatorId: string }): Promise<Result<Pair[]>>
  get(pairId: string): Promise<Pair | null>
  /** Those of the ids that are there, in any order. */
  getMany(pairIds: readonly string[]): Promise<Pair[]>
  /** Pairs of a person as mentor or mentee that are not over. */
  openOf(personId: string): Promise<Pair[]>
  list(organisationId: string, filter?: { states?: PairState[]; personId?: string; curatorId?: string }): Promise<Pair[]>
  /** How many pairs of a year stand in each state. */
  countByState(organisationId: string, yearId: string): Promise<Partial<Record<PairState, number>>>
}

/** Builds the pairs: proposal, answers, order, work, end (PAIR-02..05, PAIR-11, PAIR-15, PAIR-16, END-02, END-03, END-09). */
export function createPairService(given: PairDependencies): PairService {
  const store = createPairStore(given.connection, given.kernel)
  const settler = createPairSettler(given, store)
  const proposer = createProposePair(given, store)

  async function openOf(personId: string): Promise<Pair[]> {
    const person = await given.directory.person(personId)
    if (!person) return []
    const pairs = await store.list(person.organisationId, { personId, states: openPairStates })
    return pairs.filter((pair) => participantIds(pair).includes(personId))
  }

  return {
    propose: proposer.propose,
    answer: createAnswerPair(given, store, settler),
    recordOrder: createOrderPairs(given, store, settler),
    progress: settler.progress,
    missing: settler.missing,
    ...createPausePair(given, store, settler),
    ...createEndPair(given, store, settler),
    replaceMentor: createReplaceMentor(given, store, settler, proposer),
    handOver: createHandOverPairs(given, store, settler),
    get: store.find,
    getMany: store.findMany,
    list: store.list,
    countByState: store.countByState,
    openOf,

    async progressOf(actor, personId) {
      for (const pair of await openOf(personId)) await settler.progress(actor, pair.id)
    },
  }
}
