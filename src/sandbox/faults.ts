import type { ApiError } from 'grammy/types'
import { refusal, refusals, tooManyRequests } from './api-answer.js'

export const faultKinds = ['refuse', 'lose-answer', 'drop', 'delay', '429', 'blocked', 'deactivated', 'server-error'] as const
export type FaultKind = (typeof faultKinds)[number]

/** A trouble ordered for the next calls that match. */
export interface Fault {
  kind: FaultKind
  method?: string
  chatId?: number
  /** How many matching calls it hits; 1 when missing. */
  times?: number
  /** How many matching calls pass untouched first. */
  skip?: number
  code?: number
  description?: string
  retryAfter?: number
  delayMs?: number
}

export interface Faults {
  add(fault: Fault): void
  /** Takes the trouble for this call, if one is ordered. */
  take(method: string, chatId: number | undefined): Fault | null
  clear(): void
}

/** The list of ordered troubles: refusals, lost answers, delays. */
export function createFaults(): Faults {
  let ordered: (Fault & { times: number; skip: number })[] = []
  return {
    add: (fault) => void ordered.push({ ...fault, times: fault.times ?? 1, skip: fault.skip ?? 0 }),
    take(method, chatId) {
      const isMeant = (one: Fault) => (!one.method || one.method.toLowerCase() === method) && (one.chatId === undefined || one.chatId === chatId)
      // A trouble without a method never hits the polling itself.
      const fault = ordered.find((one) => isMeant(one) && (one.method !== undefined || method !== 'getupdates'))
      if (!fault) return null
      if (fault.skip > 0) {
        fault.skip -= 1
        return null
      }
      fault.times -= 1
      if (fault.times <= 0) ordered = ordered.filter((one) => one !== fault)
      return fault
    },
    clear: () => {
      ordered = []
    },
  }
}

/** The refusal that a trouble answers with; null for those that act on the connection. */
export function refusalOf(fault: Fault): ApiError | null {
  if (fault.kind === 'refuse') return refusal(fault.code ?? 400, fault.description ?? 'Bad Request: refused by order')
  if (fault.kind === '429') return tooManyRequests(fault.retryAfter ?? 1)
  if (fault.kind === 'blocked') return refusals.blocked
  if (fault.kind === 'deactivated') return refusals.deactivated
  return fault.kind === 'server-error' ? refusal(502, 'Bad Gateway') : null
}
