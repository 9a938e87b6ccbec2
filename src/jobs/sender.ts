import type { Logger } from 'pino'
import type { Clock } from '../core/clock.js'
import { pause } from '../core/pause.js'
import type { DeliveryService } from '../modules/deliveries/delivery-service.js'
import type { SendTurns } from '../modules/deliveries/send-turns.js'
import type { DeliveryDesk, Send } from './desk.js'
import { createBatchJudging } from './judge-batch.js'
import { createLanes, type Lane } from './lanes.js'
import { createPacing, elapsed } from './pacing.js'
import { createBatchSending } from './send-batch.js'

export interface SenderSettings {
  /** The sender looks by itself so often, whether anybody wakes it or not. */
  pollMs: number
  perSecond: number
  chatGapMs: number
  /** Rows taken under a lease at a time. */
  batch: number
  /** How long a claimed row is ours. */
  leaseMs: number
  /** The sender sweeps as well every so often, so that nothing hangs when the scheduler is dead. */
  sweepMs: number
}

export const defaultSenderSettings: SenderSettings = { pollMs: 5_000, perSecond: 25, chatGapMs: 1_000, batch: 50, leaseMs: 60_000, sweepMs: 30_000 }

interface SenderDependencies {
  deliveries: DeliveryService
  /** Opens the look-ups of one batch. */
  openDesk(): DeliveryDesk
  send: Send
  turns: SendTurns
  /** How many requests may be on their way at once, in all processes together. */
  lanes: readonly Lane[]
  clock: Clock
  log: Logger
  /** Told that the sender lives: after every batch and at the end of every look. */
  onLook?(): Promise<void>
  settings?: Partial<SenderSettings>
}

export interface SenderHealth {
  lastLookAt: Date | null
  failures: number
  handled: number
  sent: number
  failed: number
}

export interface Sender {
  start(): void
  /** Looks at once; resolves when nothing due is left. */
  runNow(): Promise<void>
  /** Stops claiming, waits for what is in flight and gives the rest back. */
  stop(): Promise<void>
  health(): SenderHealth
}

/** In a long look what dead processes held is looked for so often, as a part of the lease. */
const giveBackShare = 1 / 12
/** A look does not end while a chat's next turn is so near. */
const longestWaitMs = 2_000

/** Builds the loop that sends what is due: by its own poll, and at once when something was planned in this process. */
export function createSender(given: SenderDependencies): Sender {
  const { deliveries, openDesk, clock, log, turns, onLook } = given
  const settings = { ...defaultSenderSettings, ...given.settings }
  const stopping = new AbortController()
  const health: SenderHealth = { lastLookAt: null, failures: 0, handled: 0, sent: 0, failed: 0 }
  const pacing = createPacing(turns, settings.perSecond, stopping.signal)
  const withLanes = createLanes(given.lanes, log)
  const judgeBatch = createBatchJudging({ deliveries, log })
  const sendBatch = createBatchSending({
    ...given,
    pacing,
    leaseMs: settings.leaseMs,
    chatGapMs: settings.chatGapMs,
    onOutcome(outcome) {
      if (outcome === 'sent') health.sent += 1
      if (outcome === 'failed') health.failed += 1
    },
  })
  let timer: NodeJS.Timeout | undefined
  let isAskedAgain = false
  let running: Promise<void> | null = null
  let sweptAt = -Infinity
  let gaveBackAt = -Infinity
  let againAt = Infinity

  async function sweepInTime(): Promise<void> {
    if (elapsed() - sweptAt < settings.sweepMs) return
    sweptAt = elapsed()
    await deliveries.sweep()
  }

  /** A row whose process died is due when its lease is over: only then, and now and then in a long look, there is something to give back. */
  async function giveBackLost(): Promise<void> {
    gaveBackAt = elapsed()
    const again = await deliveries.giveBackLost()
    if (again) againAt = Math.min(againAt, elapsed() + Math.max(0, again.getTime() - deliveries.now().getTime()))
  }

  /** Returns how many rows it had in its hands. */
  async function sendDue(lanes: readonly Lane[]): Promise<number> {
    let count = 0
    while (!stopping.signal.aborted && pacing.waitMs() === 0 && lanes.some((lane) => lane.term() !== null)) {
      const claimedAt = elapsed()
      const rows = await deliveries.claim(settings.batch)
      if (rows.length === 0) return count
      count += rows.length
      await onLook?.()
      const putOffMs = await sendBatch(await judgeBatch(rows, openDesk()), lanes, claimedAt)
      if (putOffMs !== null) againAt = Math.min(againAt, elapsed() + putOffMs)
      health.handled += rows.length
      if (elapsed() - gaveBackAt > settings.leaseMs * giveBackShare) await giveBackLost()
    }
    return count
  }

  /** Goes on while something is due, or will be in a moment when its chat has its turn; not while others have it, or all the lanes. */
  async function sendAll(): Promise<void> {
    while (!stopping.signal.aborted && pacing.waitMs() === 0) {
      againAt = Infinity
      const isDue = await deliveries.isDue()
      if (isDue) await giveBackLost()
      if (isDue && !(await withLanes(sendDue)) && againAt === Infinity) return
      if (!isDue && againAt - elapsed() > longestWaitMs) return
      if (againAt > elapsed() && againAt - elapsed() <= longestWaitMs) await pause(againAt - elapsed(), stopping.signal)
    }
  }

  async function look(): Promise<void> {
    await sweepInTime()
    await sendAll()
    health.lastLookAt = clock.now()
    await onLook?.()
  }

  async function lookUntilQuiet(): Promise<void> {
    do {
      isAskedAgain = false
      try {
        await look()
      } catch (error) {
        health.failures += 1
        log.warn({ err: error }, 'the sender could not look for deliveries')
      }
    } while (isAskedAgain && !stopping.signal.aborted)
  }

  function runNow(): Promise<void> {
    isAskedAgain = true
    running ??= lookUntilQuiet().finally(() => {
      running = null
    })
    return running
  }

  return {
    runNow,
    start() {
      const poll = () => {
        timer = setTimeout(() => void runNow().finally(() => stopping.signal.aborted || poll()), settings.pollMs)
      }
      deliveries.onPlanned(() => void (stopping.signal.aborted || runNow()))
      void runNow()
      poll()
    },
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
    health: () => ({ ...health }),
  }
}
