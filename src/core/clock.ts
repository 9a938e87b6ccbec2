/** The only source of the present: the system's time plus a shift that the sandbox and tests may raise. */
export interface Clock {
  now(): Date
  /** Milliseconds added to the system's time: 0 in production. */
  shift(): number
  /** Sets the shift; it only goes forward, a smaller value is ignored. */
  setShift(milliseconds: number): void
}

/** Milliseconds of the system's clock: the sandbox's jumps in time end no session and no link. */
export function systemTime(clock: Clock): number {
  return clock.now().getTime() - clock.shift()
}

/** Makes a clock on the system's time, or on a fixed start (tests), with a shift. */
export function createClock(readSystem: () => number = Date.now): Clock {
  let shifted = 0
  return {
    now: () => new Date(readSystem() + shifted),
    shift: () => shifted,
    setShift(milliseconds) {
      shifted = Math.max(shifted, milliseconds)
    },
  }
}
