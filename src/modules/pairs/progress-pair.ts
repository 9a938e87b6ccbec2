import type { Actor } from '../../core/actor.js'
import { must, ok, refuse, type Result } from '../../core/result.js'
import type { ConsentKind } from '../consents/consent-service.js'
import type { Organisation } from '../organisations/organisation.js'
import { participantIds, pausedByWithdrawal, sideOf, type Pair, type PairState } from './pair.js'
import { asAnswer, consentQuestions, pairMessage, pairSubject, toCurator, toParticipants } from './pair-messages.js'
import { toPair, type PairDocument } from './pair-model.js'
import type { PairDependencies } from './pair-ports.js'
import { neededConsents, nextStateOf } from './pair-rules.js'
import type { MissingPiece } from './pair-service.js'
import type { PairStore } from './pair-store.js'

export type PairSettler = ReturnType<typeof createPairSettler>

/** Moves pairs on by what has arrived or gone: answers, consents, order, approval. */
export function createPairSettler(given: PairDependencies, store: PairStore) {
  const { kernel, deliveries, directory, papers, work } = given

  async function organisationOf(pair: Pair): Promise<Organisation> {
    const organisation = await directory.organisation(pair.organisationId)
    if (!organisation) throw new Error(`pair ${pair.id} has no organisation`)
    return organisation
  }

  /** Papers that a participant still owes, in the order in which they are asked. */
  async function missingOf(pair: Pair, personId: string): Promise<ConsentKind[]> {
    const missing: ConsentKind[] = []
    for (const kind of neededConsents(pair, personId)) {
      if (!(await papers.hasConsent(personId, kind, kind === 'duties' ? pair.id : null))) missing.push(kind)
    }
    return missing
  }

  async function missingPapers(pair: Pair): Promise<{ personId: string; kinds: ConsentKind[] }[]> {
    const all: { personId: string; kinds: ConsentKind[] }[] = []
    for (const personId of participantIds(pair)) {
      const kinds = await missingOf(pair, personId)
      if (kinds.length > 0) all.push({ personId, kinds })
    }
    return all
  }

  /** Both said yes: papers are asked of those who owe them, the others hear that it is settled. */
  async function afterAgreement(actor: Actor, pair: Pair): Promise<void> {
    const organisation = await organisationOf(pair)
    const missing = new Map((await missingPapers(pair)).map(({ personId, kinds }) => [personId, kinds]))
    await deliveries.cancel({ organisationId: pair.organisationId, subject: pairSubject(pair.id), kinds: ['pair-proposed', 'pair-reminder', 'mentor-replaced'] })
    const sides = participantIds(pair).flatMap((personId) => {
      const kinds = missing.get(personId)
      const messages = kinds ? consentQuestions(pair, organisation, personId, kinds, kernel.clock.now()) : [pairMessage(pair, 'pair-agreed', personId)]
      return personId === actor.personId ? messages.map(asAnswer) : messages
    })
    await deliveries.plan([...sides, ...toCurator(pair, organisation, 'pair-agreed', actor.personId)])
    if (pair.replacesId) await work.takeOverRequests(actor, pair)
  }

  /** The last of order, consents and approval is there: the programme runs and both sides get one message. */
  async function startWork(actor: Actor, pair: Pair): Promise<void> {
    const programme = await work.programmes.ofPair(pair.id)
    if (!programme) throw new Error(`pair ${pair.id} started without a programme`)
    must(await (programme.state === 'running' ? work.programmes.resume(actor, programme.id) : work.programmes.start(actor, programme.id)))
    await deliveries.cancel({ organisationId: pair.organisationId, subject: pairSubject(pair.id) })
    await deliveries.plan(toParticipants(pair, 'pair-started'))
  }

  /** CONS-08: without the consent the work stops, both sides read a neutral line, the curator is told why. */
  async function stopForWithdrawal(actor: Actor, pair: Pair): Promise<void> {
    const programme = await work.programmes.ofPair(pair.id)
    if (programme?.state === 'running') must(await work.programmes.suspend(actor, programme.id))
    await work.stopMeetings(actor, pair, pausedByWithdrawal)
    await deliveries.cancel({ organisationId: pair.organisationId, subject: pairSubject(pair.id) })
    const occurrence = kernel.clock.now().toISOString()
    const curator = toCurator(pair, await organisationOf(pair), 'pair-paused', actor.personId, { occurrence, params: { reason: pausedByWithdrawal } })
    await deliveries.plan([...toParticipants(pair, 'pair-paused', { occurrence }), ...curator])
  }

  const patchOf = (state: PairState): Partial<Pair> => {
    if (state === 'active') return { state, activeSince: kernel.clock.now() }
    return state === 'paused' ? { state, pauseReason: pausedByWithdrawal } : { state }
  }

  /** Moves the opened pair as far as it can go now; inside the caller's transaction. */
  async function settle(actor: Actor, document: PairDocument): Promise<Pair> {
    for (let pair = toPair(document); ; ) {
      const missingConsents = (await missingPapers(pair)).length
      const programmeState = (await work.programmes.ofPair(pair.id))?.state ?? null
      const next = nextStateOf(pair, { missingConsents, programmeState })
      if (next === null) return pair
      const from = pair.state
      pair = await store.change(actor, document, patchOf(next), { action: `pair-${next}` })
      if (next === 'agreed' && from === 'proposed') await afterAgreement(actor, pair)
      if (next === 'active') await startWork(actor, pair)
      if (next === 'paused') await stopForWithdrawal(actor, pair)
    }
  }

  return {
    organisationOf,
    missingPapers,
    settle,

    /** Looks at what the pair waits for and moves it on; harmless when nothing changed. */
    async progress(actor: Actor, pairId: string): Promise<Result<Pair>> {
      return store.transaction(async () => {
        const document = await store.open(actor, pairId)
        return document ? ok(await settle(actor, document)) : refuse('pair-not-found')
      })
    },

    /** What is missing, in the order in which it is needed (PROG-24). */
    async missing(pairId: string): Promise<MissingPiece[]> {
      const pair = await store.find(pairId)
      if (!pair) return []
      const answers = participantIds(pair).filter((personId) => sideOf(pair, personId)?.answer !== 'agreed')
      const owed = await missingPapers(pair)
      const programmeState = (await work.programmes.ofPair(pair.id))?.state
      const isApproved = programmeState === 'approved' || programmeState === 'running' || programmeState === 'completed'
      return [
        ...answers.map((personId) => ({ what: 'answer' as const, personId })),
        ...owed.flatMap(({ personId, kinds }) => kinds.map((kind) => ({ what: 'consent' as const, personId, kind }))),
        ...(pair.order ? [] : [{ what: 'order' as const, personId: null }]),
        ...(isApproved ? [] : [{ what: 'programme' as const, personId: null }]),
      ]
    },
  }
}
