import type { Actor } from '../../core/actor.js'
import { dayOf } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { rolesOn } from '../people/person.js'
import { isOpenPair, type Pair } from './pair.js'
import { pairMessage, pairSubject, toParticipants } from './pair-messages.js'
import { toPair, type PairDocument } from './pair-model.js'
import { mayRunPairs } from './pair-policy.js'
import type { PairDependencies } from './pair-ports.js'
import type { PairStore } from './pair-store.js'
import type { PairSettler } from './progress-pair.js'

/** Hands pairs to another curator, all or none; both sides and the new curator are told (IMPL-12). */
export function createHandOverPairs({ kernel, deliveries, directory }: PairDependencies, store: PairStore, settler: PairSettler) {
  return async function handOver(actor: Actor, { pairIds, curatorId }: { pairIds: string[]; curatorId: string }): Promise<Result<Pair[]>> {
    const curator = await directory.person(curatorId)
    return store.transaction(async () => {
      const handed: Pair[] = []
      const opened: PairDocument[] = []
      for (const pairId of new Set(pairIds)) {
        const document = await store.open(actor, pairId)
        if (!document) return refuse('pair-not-found')
        const pair = toPair(document)
        if (!mayRunPairs(actor, pair.organisationId, 'handOver')) return refuse('not-allowed')
        if (!isOpenPair(pair)) return refuse('pair-over')
        const today = dayOf(kernel.clock.now(), (await settler.organisationOf(pair)).zone)
        if (curator?.organisationId !== pair.organisationId || curator.archivedAt !== null || !rolesOn(curator, today).includes('curator')) return refuse('pair-curator-role')
        opened.push(document)
      }
      for (const document of opened) {
        const pair = toPair(document)
        handed.push(pair.curatorId === curatorId ? pair : await store.change(actor, document, { curatorId }, { action: 'pair-hand-over' }))
        if (pair.curatorId !== curatorId) await tell(actor, pair, curatorId)
      }
      return ok(handed)
    })
  }

  async function tell(actor: Actor, pair: Pair, curatorId: string): Promise<void> {
    if (pair.curatorId) await deliveries.cancel({ organisationId: pair.organisationId, subject: pairSubject(pair.id), personId: pair.curatorId })
    const extra = { occurrence: `${curatorId}-${kernel.clock.now().toISOString()}`, params: { curatorId } }
    const newCurator = actor.personId === curatorId ? [] : [pairMessage(pair, 'curator-changed', curatorId, extra)]
    await deliveries.plan([...toParticipants(pair, 'curator-changed', extra), ...newCurator])
  }
}
