import type { Kernel } from '../../core/kernel.js'
import { databaseTime } from './database-time.js'
import type { DeliveryModel } from './delivery-model.js'
import type { SendOutcome } from './delivery-service.js'
import type { Delivery, DeliveryState } from './delivery.js'
import type { EndFolded } from './folded-rows.js'
import { mayTryUnknownAgain, waitAfter, type SendingRules } from './retry-rules.js'
import type { Verdict } from './send-rules.js'

interface SettleParts {
  model: DeliveryModel
  kernel: Kernel
  rules: SendingRules
  endFolded: EndFolded
  /** Stops what is due to a person whose chat is closed. */
  stopPerson(delivery: Delivery, chatId: number): Promise<void>
}

export type Fields = Record<string, unknown> & { state: DeliveryState }
export type Decided = { delivery: Delivery; verdict: Exclude<Verdict, { do: 'send' } | { do: 'fold' }> }

/** Makes the steps after a look or a try; every write filters on the fence, so a stale process changes nothing. */
export function createDeliverySettling({ model, kernel, rules, endFolded, stopPerson }: SettleParts) {
  const { clock } = kernel
  const later = (milliseconds: number) => databaseTime(clock.shift() + milliseconds)
  const closed = () => ({ open: false, leaseUntil: null, closedAt: later(0), nextTryAt: later(0) })
  const held = { state: 'pending' as const, leaseUntil: null }
  const ours = (delivery: Delivery) => ({ _id: delivery.id, fence: delivery.fence, state: 'sending' as const })

  async function writeOne(delivery: Delivery, fields: Fields, messageId: number | null): Promise<boolean> {
    const { matchedCount } = await model.updateOne(ours(delivery), [{ $set: fields }])
    if (matchedCount === 1 && delivery.kind === 'digest' && fields.open === false) await endFolded([delivery], fields.state, messageId)
    return matchedCount === 1
  }

  /** A digest ends in one step with what was folded into it. */
  const write = (delivery: Delivery, fields: Fields, messageId: number | null = null) =>
    delivery.kind === 'digest' ? kernel.transaction(() => writeOne(delivery, fields, messageId)) : writeOne(delivery, fields, messageId)

  function fieldsFor(delivery: Delivery, outcome: SendOutcome): Fields {
    if (outcome.outcome === 'sent') return { ...closed(), state: 'sent', sentAt: later(0), messageId: outcome.messageId, error: null }
    if (outcome.outcome === 'failed') return { ...closed(), state: 'failed', error: outcome.code }
    if (outcome.outcome === 'unknown') {
      if (!mayTryUnknownAgain(delivery)) return { ...closed(), state: 'unknown', error: outcome.code }
      return { state: 'unknown', leaseUntil: null, error: outcome.code, nextTryAt: later(rules.unknownAgainMs) }
    }
    if (outcome.afterSeconds !== undefined) return { ...held, error: outcome.code, nextTryAt: later(outcome.afterSeconds * 1_000) }
    const attempt = delivery.attempt + 1
    const wait = waitAfter(attempt, rules, Math.random())
    if (wait === null) return { ...closed(), state: 'dead', error: outcome.code, attempt }
    return { ...held, error: outcome.code, attempt, nextTryAt: later(wait) }
  }

  function fieldsOf({ verdict }: Decided): Fields {
    if (verdict.do === 'hold') return { ...held, nextTryAt: verdict.until, ...(verdict.expiresAt ? { expiresAt: verdict.expiresAt } : {}) }
    if (verdict.do === 'fail') return { ...closed(), state: 'failed', error: verdict.code }
    return { ...closed(), state: verdict.state, error: verdict.reason }
  }

  return {
    /** Writes the outcome of a try; nothing when the row is no longer ours. A closed chat stops its person's messages. */
    async settle(delivery: Delivery, outcome: SendOutcome, chatId?: number): Promise<void> {
      const isOurs = await write(delivery, fieldsFor(delivery, outcome), outcome.outcome === 'sent' ? outcome.messageId : null)
      const isOwnChat = delivery.kind !== 'link-replaced'
      if (isOurs && isOwnChat && chatId !== undefined && outcome.outcome === 'failed' && outcome.personUnreachable) await stopPerson(delivery, chatId)
    },

    /** Writes what was decided about rows that are not sent now, of a whole batch in one command. */
    async conclude(decided: readonly Decided[]): Promise<void> {
      const digests = decided.filter(({ delivery, verdict }) => delivery.kind === 'digest' && verdict.do !== 'hold')
      for (const one of digests) await write(one.delivery, fieldsOf(one))
      const rest = decided.filter((one) => !digests.includes(one))
      if (rest.length === 0) return
      await model.bulkWrite(rest.map((one) => ({ updateOne: { filter: ours(one.delivery), update: [{ $set: fieldsOf(one) }] } })), { ordered: false })
    },
  }
}
