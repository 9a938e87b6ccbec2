import type { ApiAnswer } from './api-answer.js'
import { numberOf } from './call-parameters.js'
import type { Call } from './world.js'

/** One call of the bot, as tests look at it. */
export interface LoggedCall {
  number: number
  method: string
  chatId: number | null
  params: Record<string, unknown>
  /** Null when the connection was cut by an ordered trouble. */
  ok: boolean | null
  description: string | null
}

export interface CallLog {
  add(method: string, call: Call, answer: ApiAnswer | undefined): void
  list(after: number): LoggedCall[]
  lastNumber(): number
}

const keptCalls = 2000

/** Remembers the last calls of the bot (not the polling), oldest first. */
export function createCallLog(): CallLog {
  let calls: LoggedCall[] = []
  let number = 0
  return {
    add(method, { params }, answer) {
      number += 1
      const description = answer && !answer.ok ? answer.description : null
      calls.push({ number, method, chatId: numberOf(params.chat_id) ?? null, params, ok: answer?.ok ?? null, description })
      if (calls.length > 2 * keptCalls) calls = calls.slice(-keptCalls)
    },
    list: (after) => calls.filter((call) => call.number > after),
    lastNumber: () => number,
  }
}
