import { defaultSendingRules, type SendingRules } from './modules/deliveries/retry-rules.js'

/** How messages are sent; from the environment, the same in all processes of an installation. */
export interface SendingSettings {
  /** How long a claimed message belongs to one process. */
  leaseMs: number
  /** Messages a second of the whole installation. */
  perSecond: number
  /** Between two messages to one chat; 0 means no limit. */
  chatGapMs: number
  /** After a pause that the messenger asked for, a twenty-fifth of the pace is given back so often. */
  climbMs: number
  /** Requests on their way at once, of all processes together. */
  inFlight: number
  batch: number
  pollMs: number
  retryStepsMs: readonly number[]
}

export const defaultSending: SendingSettings = {
  leaseMs: defaultSendingRules.leaseMs,
  perSecond: 25,
  chatGapMs: 1_000,
  climbMs: 60_000,
  inFlight: 3,
  batch: 50,
  pollMs: 5_000,
  retryStepsMs: defaultSendingRules.retryStepsMs,
}

/** The rules of claim and retry that follow from the settings. */
export function sendingRules({ leaseMs, retryStepsMs }: SendingSettings): SendingRules {
  return { ...defaultSendingRules, leaseMs, retryStepsMs, unknownAgainMs: leaseMs / 2 }
}
