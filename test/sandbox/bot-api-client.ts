import { afterAll, beforeAll } from 'vitest'
import { startTelegram } from '../support/telegram.js'

interface RawAnswer {
  ok: boolean
  error_code?: number
  description?: string
  parameters?: { retry_after?: number }
  result?: unknown
}

export type RawTelegram = Awaited<ReturnType<typeof startTelegram>>

/** A sandbox for one test file, and a bare caller of its Bot API. */
export function useRawBotApi() {
  let telegram: RawTelegram | undefined

  beforeAll(async () => {
    telegram = await startTelegram({ patienceMs: 0 })
  })
  afterAll(async () => telegram?.stop())

  function running(): RawTelegram {
    if (!telegram) throw new Error('the sandbox is not started')
    return telegram
  }

  async function send(method: string, params: Record<string, unknown> = {}, token = running().token): Promise<RawAnswer> {
    const response = await fetch(`${running().apiRoot}/bot${token}/${method}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params),
    })
    return (await response.json()) as RawAnswer
  }

  return {
    telegram: running, send,
    /** The words of the refusal with its code, or «ok». */
    async verdict(method: string, params: Record<string, unknown> = {}, token?: string): Promise<string> {
      const answer = await send(method, params, token)
      return answer.ok ? 'ok' : `${answer.error_code} ${answer.description}`
    },
    async sent(method: string, params: Record<string, unknown> = {}) {
      const answer = await send(method, params)
      if (!answer.ok) throw new Error(answer.description)
      return answer.result as Record<string, unknown> & { message_id: number }
    },
  }
}
