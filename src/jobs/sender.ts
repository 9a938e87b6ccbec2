import type { Logger } from 'pino'
import type { Clock } from '../core/clock.js'
import type { DeliveryService } from '../modules/deliveries/delivery-service.js'
import type { Delivery } from '../modules/deliveries/delivery.js'
import { createPacing } from './pacing.js'
import { createDeliverySending, type DeliveryDesk, type Send } from './send-delivery.js'

export interface SenderSettings {
  /** The sender looks by itself so often, whether anybody wakes it or not. */
  pollMs: number
  perSecond: number
  inFlight: number
  /** Rows taken under a lease at a time. */
  batch: number
  /** Every so many looks the sender sweeps as well, so that nothing hangs when the scheduler is dead. */
  sweepEvery: number
}

export const defaultSenderSettings: SenderSettings = { pollMs: 5_000, perSecond: 25, inFlight: 3, batch: 20, sweepEvery: 6 }

interface SenderDependencies {
  deliveries: DeliveryService
  desk: DeliveryDesk
  send: Send
  clock: Clock
  log: Logger
  /** Told that the sender lives: after every batch and at the end of every look. */
  onLook?(): Promise<void>
  settings?: Partial<SenderSettings>
}

export interface Sender {
  start(): void
  /** Looks at once; resolves when nothing due is left. */
  runNow(): Promise<void>
  /** Stops claiming, waits for what is in flight and gives the rest back. */
  stop(): Promise<void>
  health(): { lastLookAt: Date | null; failures: number; handled: number }
}

/** Builds the loop that sends what is due: by its own poll, and at once when something was planned in this process. */
export function createSender({ deliveries, desk, send, clock, log, onLook, settings: given }: SenderDependencies): Sender {
  const settings = { ...defaultSenderSettings, ...given }
  const pacing = createPacing(settings.perSecond)
  const sendOne = createDeliverySending({ deliveries, desk, send, clock, pacing, log })
  const health = { lastLookAt: null as Date | null, failures: 0, handled: 0 }
  let timer: NodeJS.Timeout | undefined
  let isStopping = false
  let isAskedAgain = false
  let running: Promise<void> | null = null
  let looks = 0

  async function work(rows: Delivery[]): Promise<void> {
    const lane = async () => {
      for (let row = rows.shift(); row; row = rows.shift()) {
        if (isStopping) await deliveries.postpone(row, row.nextTryAt)
        else await sendOne(row)
        health.handled += 1
      }
    }
    await Promise.all(Array.from({ length: settings.inFlight }, lane))
  }

  async function look(): Promise<void> {
    looks += 1
    if (looks % settings.sweepEvery === 1) await deliveries.sweep()
    while (!isStopping && !pacing.isPaused()) {
      const rows = await deliveries.claim(settings.batch)
      await onLook?.()
      if (rows.length === 0) break
      await work(rows)
    }
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
    } while (isAskedAgain && !isStopping)
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
        timer = setTimeout(() => void runNow().finally(() => isStopping || poll()), settings.pollMs)
      }
      deliveries.onPlanned(() => void (isStopping || runNow()))
      void runNow()
      poll()
    },
    async stop() {
      isStopping = true
      clearTimeout(timer)
      await running
    },
    health: () => ({ ...health }),
  }
}
