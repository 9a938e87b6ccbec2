import { deliveryKinds, type Delivery } from './delivery.js'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

export interface SendingRules {
  /** How long a claimed row is ours, milliseconds. */
  leaseMs: number
  /** Waits before the next tries; after the last one the row is dead. */
  retryStepsMs: readonly number[]
  /** Share of a wait that chance may add. */
  jitter: number
  /** Wait before an unknown outcome is tried once more. */
  unknownAgainMs: number
}

export const defaultSendingRules: SendingRules = {
  leaseMs: minute,
  retryStepsMs: [second, 10 * second, minute, 10 * minute, hour, 6 * hour],
  jitter: 0.2,
  unknownAgainMs: 30 * second,
}

/** Milliseconds to wait after so many failed tries, or null when it is dead; `chance` is between 0 and 1. */
export function waitAfter(failedTries: number, rules: SendingRules, chance: number): number | null {
  const step = rules.retryStepsMs[failedTries - 1]
  return step === undefined ? null : Math.round(step * (1 + rules.jitter * chance))
}

/** Only kinds where a copy beats silence try an unknown outcome again, and once. */
export function mayTryUnknownAgain(delivery: Pick<Delivery, 'kind' | 'unknownTried'>): boolean {
  return deliveryKinds[delivery.kind].retryUnknown && !delivery.unknownTried
}
