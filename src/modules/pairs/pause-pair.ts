import type { Actor } from '../../core/actor.js'
import { must, ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { pairTransitions, type Pair } from './pair.js'
import { pairSubject, toParticipants } from './pair-messages.js'
import { toPair } from './pair-model.js'
import { mayRunPairs } from './pair-policy.js'
import type { PairDependencies } from './pair-ports.js'
import { requireReason } from './pair-rules.js'
import type { PairStore } from './pair-store.js'
import type { PairSettler } from './progress-pair.js'

/** Pause for illness or leave: the plan stays, reminders stop (IMPL-09). */
export function createPausePair({ kernel, deliveries, work }: PairDependencies, store: PairStore, settler: PairSettler) {
  const occurrence = () => kernel.clock.now().toISOString()

  async function pause(actor: Actor, pairId: string, reason: string): Promise<Result<Pair>> {
    return store.transaction(async () => {
      const document = await store.open(actor, pairId)
      if (!document) return refuse('pair-not-found')
      if (!mayRunPairs(actor, document.organisationId, 'pause')) return refuse('not-allowed')
      const pair = toPair(document)
      if (pair.state === 'paused') return ok(pair)
      if (!canMove(pairTransitions, pair.state, 'paused')) return refuse('pair-not-active')
      const words = requireReason(reason, 'pair-reason-missing')
      if (!words.ok) return words
      const paused = await store.change(actor, document, { state: 'paused', pauseReason: words.value }, { action: 'pair-pause', reason: words.value })
      const programme = await work.programmes.ofPair(pairId)
      if (programme?.state === 'running') must(await work.programmes.suspend(actor, programme.id))
      await work.stopMeetings(actor, paused, 'pair-paused')
      await deliveries.cancel({ organisationId: pair.organisationId, subject: pairSubject(pairId) })
      await deliveries.plan(toParticipants(paused, 'pair-paused', { occurrence: occurrence() }))
      return ok(paused)
    })
  }

  async function resume(actor: Actor, pairId: string): Promise<Result<Pair>> {
    return store.transaction(async () => {
      const document = await store.open(actor, pairId)
      if (!document) return refuse('pair-not-found')
      if (!mayRunPairs(actor, document.organisationId, 'resume')) return refuse('not-allowed')
      const pair = toPair(document)
      if (pair.state === 'active') return ok(pair)
      if (pair.state !== 'paused') return refuse('pair-not-paused')
      if ((await settler.missingPapers(pair)).length > 0) return refuse('pair-consents-missing')
      const resumed = await store.change(actor, document, { state: 'active', pauseReason: null }, { action: 'pair-resume' })
      const programme = await work.programmes.ofPair(pairId)
      if (programme?.state === 'running') must(await work.programmes.resume(actor, programme.id))
      await deliveries.cancel({ organisationId: pair.organisationId, subject: pairSubject(pairId) })
      await deliveries.plan(toParticipants(resumed, 'pair-resumed', { occurrence: occurrence() }))
      return ok(resumed)
    })
  }

  return { pause, resume }
}
