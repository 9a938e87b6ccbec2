import { setTimeout as wait } from 'node:timers/promises'

/** Monotonic milliseconds: how long to wait, never what time it is. */
const elapsed = () => performance.now()

export type Pacing = ReturnType<typeof createPacing>

/** Spreads requests evenly, and holds all of them while the messenger asks for a pause (429). */
export function createPacing(perSecond: number) {
  const gapMs = 1_000 / perSecond
  let nextSlot = 0
  let pausedUntil = 0

  return {
    /** Waits for the next place in the line. */
    async takeTurn(): Promise<void> {
      const slot = Math.max(elapsed(), nextSlot, pausedUntil)
      nextSlot = slot + gapMs
      const delay = slot - elapsed()
      if (delay > 0) await wait(delay)
      if (pausedUntil > elapsed()) await wait(pausedUntil - elapsed())
    },
    pauseAll(seconds: number): void {
      pausedUntil = Math.max(pausedUntil, elapsed() + seconds * 1_000)
    },
    isPaused: () => pausedUntil > elapsed(),
  }
}
