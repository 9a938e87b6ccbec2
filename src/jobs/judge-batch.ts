import type { Logger } from 'pino'
import type { DeliveryService } from '../modules/deliveries/delivery-service.js'
import type { Delivery } from '../modules/deliveries/delivery.js'
import type { Folding } from '../modules/deliveries/fold-deliveries.js'
import { judge, type DayRow, type Recipient, type Verdict } from '../modules/deliveries/send-rules.js'
import type { Decided } from '../modules/deliveries/settle-deliveries.js'
import type { DeliveryDesk, Outgoing } from './desk.js'

interface JudgingParts {
  deliveries: DeliveryService
  log: Logger
}

interface Seen {
  delivery: Delivery
  isRelevant: boolean
  recipient: Recipient | null
}

function decide({ delivery, isRelevant, recipient }: Seen, day: readonly DayRow[], now: Date): Verdict {
  if (delivery.expiresAt !== null && delivery.expiresAt <= now) return { do: 'drop', state: 'expired', reason: 'expired' }
  if (!isRelevant) return { do: 'drop', state: 'cancelled', reason: 'cause-gone' }
  return recipient ? judge(delivery, recipient, day, now) : { do: 'fail', code: 'person-gone' }
}

/** What was decided counts for the rows of the same person that are judged after it. */
function note(day: DayRow[], { id }: Delivery, verdict: Verdict, now: Date): void {
  const row = day.find((known) => known.id === id)
  if (!row) return
  if (verdict.do === 'send') row.sentAt = now
  if (verdict.do === 'drop') row.state = verdict.state
  if (verdict.do === 'fail') row.state = 'failed'
  if (verdict.do === 'fold') row.digestOf = verdict.day
}

/**
 * Makes the look at a claimed batch: causes and recipients side by side, the persons' day once, every verdict but «send» written
 * in one command. Returns what is to leave now, in the order of the claim. A row that cannot be made is tried again and ends dead.
 */
export function createBatchJudging({ deliveries, log }: JudgingParts) {
  async function orFail<T>(delivery: Delivery, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      log.error({ err: error, kind: delivery.kind, deliveryId: delivery.id }, 'delivery failed')
      await deliveries.settle(delivery, { outcome: 'retry', code: 'our-error' })
      return null
    }
  }

  const look = (delivery: Delivery, desk: DeliveryDesk, now: Date): Promise<Seen | null> =>
    orFail(delivery, async () => {
      const isOver = delivery.expiresAt !== null && delivery.expiresAt <= now
      const [isRelevant, recipient] = isOver ? [false, null] : await Promise.all([desk.isRelevant(delivery), desk.recipientOf(delivery)])
      return { delivery, isRelevant, recipient }
    })

  const render = ({ delivery, recipient }: Seen, silent: boolean, desk: DeliveryDesk): Promise<Outgoing | null> =>
    orFail(delivery, async () => {
      if (!recipient?.chatId) throw new Error('a message without a chat was to be sent')
      return { delivery, chatId: recipient.chatId, screen: { ...(await desk.render(delivery)), silent } }
    })

  const address = (delivery: Delivery, desk: DeliveryDesk): Promise<Delivery | null> =>
    orFail(delivery, async () => {
      const personId = (await desk.addresseeOf?.(delivery)) ?? delivery.personId
      return personId === delivery.personId ? delivery : deliveries.readdress(delivery, personId)
    })

  return async function judgeBatch(claimed: readonly Delivery[], desk: DeliveryDesk): Promise<Outgoing[]> {
    const batch = (await Promise.all(claimed.map((delivery) => address(delivery, desk)))).filter((delivery) => delivery !== null)
    const now = deliveries.now()
    const [seen, days] = await Promise.all([Promise.all(batch.map((delivery) => look(delivery, desk, now))), deliveries.aroundToday(batch)])
    const decided: Decided[] = []
    const foldings: Folding[] = []
    const going: Promise<Outgoing | null>[] = []
    for (const one of seen.filter((row) => row !== null)) {
      const { delivery } = one
      const day = days.get(delivery.personId) ?? []
      const verdict = decide(one, day, now)
      note(day, delivery, verdict, now)
      if (verdict.do === 'send') going.push(render(one, verdict.silent, desk))
      else if (verdict.do === 'fold') foldings.push({ delivery, ...verdict })
      else decided.push({ delivery, verdict })
    }
    const [outgoing] = await Promise.all([Promise.all(going), deliveries.conclude(decided), deliveries.fold(foldings)])
    return outgoing.filter((one) => one !== null)
  }
}
