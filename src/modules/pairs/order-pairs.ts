import type { Actor } from '../../core/actor.js'
import { isDay } from '../../core/dates.js'
import { ok, refuse, type Problem, type Result } from '../../core/result.js'
import type { Pair } from './pair.js'
import { toPair, type PairDocument } from './pair-model.js'
import { mayRunPairs } from './pair-policy.js'
import type { PairDependencies } from './pair-ports.js'
import { whyNotOrdered } from './pair-rules.js'
import type { OrderInput } from './pair-service.js'
import type { PairStore } from './pair-store.js'
import type { PairSettler } from './progress-pair.js'

const longestNumber = 40

/** Records the head's order for one or several pairs; the curator may register it (PAIR-04, MENTOR-08, DOC-04). */
export function createOrderPairs({ papers }: PairDependencies, store: PairStore, settler: PairSettler) {
  const isThisOrder = (pair: Pair, { number, on }: OrderInput) => pair.order?.number === number && pair.order.on === on

  /** Opens and settles the pairs; a pair that has this very order already is not a problem (two presses). */
  async function openAll(actor: Actor, input: OrderInput): Promise<Problem | PairDocument[]> {
    const opened: PairDocument[] = []
    for (const pairId of [...new Set(input.pairIds)]) {
      const document = await store.open(actor, pairId)
      if (!document) return { code: 'pair-not-found' }
      if (!mayRunPairs(actor, document.organisationId, 'order')) return { code: 'not-allowed' }
      const pair = await settler.settle(actor, document)
      const problem = isThisOrder(pair, input) ? null : whyNotOrdered(pair)
      if (problem) return problem
      opened.push(document)
    }
    return opened
  }

  return async function recordOrder(actor: Actor, given: OrderInput): Promise<Result<Pair[]>> {
    const input = { ...given, number: given.number.trim() }
    if (input.pairIds.length === 0) return refuse('pair-not-found')
    if (input.number === '' || input.number.length > longestNumber) return refuse('order-number')
    if (!isDay(input.on)) return refuse('order-date')
    const checked = await store.transaction(() => openAll(actor, input))
    if ('code' in checked) return { ok: false, problem: checked }
    const pairIds = checked.map((document) => String(document._id))
    const document = await papers.orderDocument(actor, { pairIds, number: input.number, on: input.on, fileId: input.fileId ?? null })
    if (!document.ok) return document
    return store.transaction(async () => {
      const opened = await openAll(actor, input)
      if ('code' in opened) return { ok: false, problem: opened }
      const ordered: Pair[] = []
      for (const pairDocument of opened) {
        if (!isThisOrder(toPair(pairDocument), input)) {
          const order = { documentId: document.value.id, number: input.number, on: input.on }
          await store.change(actor, pairDocument, { state: 'ordered', order }, { action: 'pair-ordered' })
        }
        ordered.push(await settler.settle(actor, pairDocument))
      }
      return ok(ordered)
    })
  }
}
