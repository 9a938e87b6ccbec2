import { pause } from '../core/pause.js'
import type { SendTurns } from '../modules/deliveries/send-turns.js'

/** Monotonic milliseconds: how long to wait, never what time it is. */
export const elapsed = () => performance.now()

/** Turns are taken for so long at a time, so that a pause of another process is seen within it. */
const lookEveryMs = 500
/** Others have taken what lies ahead: that lasts no longer. What does is a silence that was asked for. */
const longestQueueMs = 3_000
/** A turn that was not used for so long is given up: two at once would be a burst. */
const staleMs = 1_000

export type Pacing = ReturnType<typeof createPacing>

/** This process's part of the shared pace: turns taken a few at a time, all given up when the messenger asks for silence (429). */
export function createPacing(turns: SendTurns, perSecond: number, stopping: AbortSignal) {
  let stock: number[] = []
  let gapMs = 1_000 / perSecond
  let silentUntil = 0
  let fullUntil = 0
  let lookedAt = -Infinity
  let refilling: Promise<void> | null = null

  /** Takes turns for half a second; when there are none, notes until when to wait. */
  async function refill(wanted: number): Promise<void> {
    const count = Math.max(1, Math.min(wanted, Math.floor(lookEveryMs / gapMs)))
    const taken = await turns.reserve(count)
    const now = elapsed()
    lookedAt = now
    gapMs = taken.gapMs
    if (taken.granted === 0 && taken.waitMs > longestQueueMs) silence(taken.waitMs)
    else if (taken.granted === 0) fullUntil = now + taken.waitMs - lookEveryMs
    else stock.push(...Array.from({ length: taken.granted }, (_, at) => now + taken.waitMs + at * taken.gapMs))
  }

  function refillOnce(wanted: number): Promise<void> {
    refilling ??= refill(wanted).finally(() => {
      refilling = null
    })
    return refilling
  }

  /** Turns taken before another process was told to be silent are void. */
  async function isSilenced(): Promise<boolean> {
    if (elapsed() - lookedAt < lookEveryMs) return silentUntil > elapsed()
    const waitMs = await turns.pausedFor()
    lookedAt = elapsed()
    if (waitMs > 0) silence(waitMs)
    return waitMs > 0
  }

  function silence(milliseconds: number): void {
    stock = []
    silentUntil = Math.max(silentUntil, elapsed() + milliseconds)
  }

  return {
    /** Waits for a turn not before `readyAt`; false when it would come after `deadline`, or the process stops. `wanted`: how many will ask. */
    async takeTurn(readyAt: number, deadline: number, wanted: number): Promise<boolean> {
      while (!stopping.aborted) {
        const turn = stock.shift()
        if (turn !== undefined && turn < elapsed() - staleMs) continue
        const until = Math.max(turn === undefined ? fullUntil : Math.max(turn, readyAt), silentUntil)
        if (until > deadline) return false
        if (until > elapsed()) await pause(until - elapsed(), stopping)
        if (turn === undefined) await refillOnce(wanted)
        else if (!(await isSilenced())) return !stopping.aborted
      }
      return false
    },

    /** The messenger asked for silence: everybody keeps it, this process at once. */
    async pauseAll(seconds: number): Promise<void> {
      silence(seconds * 1_000)
      await turns.pauseAll(seconds)
    },

    /** Milliseconds of silence that are left, as far as this process knows. */
    waitMs: () => Math.max(0, silentUntil - elapsed()),
  }
}
