import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { DeliveryService, SendOutcome } from '../modules/deliveries/delivery-service.js'
import type { Delivery } from '../modules/deliveries/delivery.js'
import type { SendTurns, Turns } from '../modules/deliveries/send-turns.js'
import type { Outgoing, Send } from './desk.js'
import type { Lane } from './lanes.js'
import { elapsed, type Pacing } from './pacing.js'

interface SendingParts {
  deliveries: DeliveryService
  send: Send
  turns: SendTurns
  pacing: Pacing
  log: Logger
  leaseMs: number
  chatGapMs: number
  /** Told of every outcome. */
  onOutcome(outcome: SendOutcome['outcome']): void
}

interface Queued extends Outgoing {
  /** Not before this instant of the steady clock: one message a second in a chat. */
  readyAt: number
}

interface PutOff {
  delivery: Delivery
  afterMs: number
}

const noTurns: Turns = { granted: 0, waitMs: 1_000, gapMs: 1_000 }

/** Makes the sending of a judged batch over the lanes: turn, last look whether the row is ours, request, outcome. */
export function createBatchSending({ deliveries, send, turns, pacing, log, leaseMs, chatGapMs, onOutcome }: SendingParts) {
  const longestHoldMs = leaseMs / 2
  const lastTo = new Map<number, number>()

  /** Gives rows back that would wait too long here; it is not a failed try. */
  async function giveBack(rows: readonly PutOff[]): Promise<void> {
    const now = deliveries.now().getTime()
    await deliveries.conclude(rows.map(({ delivery, afterMs }) => ({ delivery, verdict: { do: 'hold', until: new Date(now + afterMs) } })))
  }

  /** Puts the rows into the order of their chats' turns; what has none soon goes back until then. */
  async function queueUp(outgoing: readonly Outgoing[]): Promise<{ queue: Queued[]; putOffMs: number | null }> {
    const wanted = new Map<number, number>()
    for (const { chatId } of outgoing) wanted.set(chatId, (wanted.get(chatId) ?? 0) + 1)
    const taken = await turns.reserveInChats(wanted)
    const now = elapsed()
    const used = new Map<number, number>()
    const queue: Queued[] = []
    const late: PutOff[] = []
    for (const one of outgoing) {
      const { granted, waitMs, gapMs } = taken.get(one.chatId) ?? noTurns
      const place = used.get(one.chatId) ?? 0
      used.set(one.chatId, place + 1)
      const afterMs = waitMs + place * gapMs
      if (place < granted) queue.push({ ...one, readyAt: now + afterMs })
      else late.push({ delivery: one.delivery, afterMs })
    }
    await giveBack(late)
    queue.sort((one, other) => one.readyAt - other.readyAt)
    return { queue, putOffMs: late.length === 0 ? null : Math.min(...late.map(({ afterMs }) => afterMs)) }
  }

  /** Turns are exact only to the round trips before a request: the gap between two requests to one chat is kept here. */
  async function keepGap(chatId: number): Promise<void> {
    for (const [chat, at] of lastTo) if (elapsed() - at > chatGapMs) lastTo.delete(chat)
    const freeAt = (lastTo.get(chatId) ?? -Infinity) + chatGapMs
    lastTo.set(chatId, Math.max(freeAt, elapsed()))
    if (freeAt > elapsed()) await wait(freeAt - elapsed())
  }

  /** A process that was frozen after `begin` must not send: another one may have taken the row since. */
  async function attempt({ delivery, chatId, screen }: Outgoing): Promise<SendOutcome | null> {
    const asked = elapsed()
    if (!(await deliveries.begin(delivery))) return null
    await keepGap(chatId)
    if (elapsed() - asked > longestHoldMs) return { outcome: 'retry', code: 'too-slow' }
    return send(chatId, screen)
  }

  async function sendOne(one: Outgoing): Promise<void> {
    const { delivery, chatId } = one
    const outcome = await attempt(one)
    if (!outcome) return
    onOutcome(outcome.outcome)
    log.info({ kind: delivery.kind, outcome: outcome.outcome, code: 'code' in outcome ? outcome.code : undefined }, 'delivery')
    try {
      const isTooMany = outcome.outcome === 'retry' && outcome.afterSeconds !== undefined
      await Promise.all([deliveries.settle(delivery, outcome, chatId), isTooMany ? pacing.pauseAll(outcome.afterSeconds ?? 1) : undefined])
    } catch (error) {
      log.error({ err: error, deliveryId: delivery.id }, 'the outcome could not be written: it counts as unknown when the lease is over')
    }
  }

  /** Sends what can go while the lease of the claim is fresh; the rest is given back. Returns when the first chat put off has its turn, milliseconds. */
  return async function sendBatch(outgoing: readonly Outgoing[], lanes: readonly Lane[], claimedAt: number): Promise<number | null> {
    if (outgoing.length === 0) return null
    const deadline = claimedAt + longestHoldMs
    const { queue, putOffMs } = await queueUp(outgoing)
    const left: Queued[] = []
    async function work(lane: Lane): Promise<void> {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const mayGo = await pacing.takeTurn(next.readyAt, deadline, queue.length + lanes.length)
        if (!mayGo) left.push(next)
        else if (lane.term() !== null) await sendOne(next)
        else {
          queue.unshift(next)
          return
        }
      }
    }
    const ended = await Promise.allSettled(lanes.map(work))
    await giveBack([...left, ...queue].map(({ delivery }) => ({ delivery, afterMs: pacing.waitMs() })))
    for (const end of ended) if (end.status === 'rejected') throw end.reason
    return putOffMs
  }
}
