import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Accepted {
  /** Milliseconds of this process's steady clock. */
  at: number
  chatId: number
  text: string
}

export interface Judge {
  apiRoot: string
  accepted: Accepted[]
  /** Refused with 429. */
  refused: number[]
  /** How often it asked for a pause, and the requests that came before one had ended; what was under way already is forgiven. */
  pauses: number
  insidePause: number
  /** From now on at most so many a second pass; the others get 429 with so many seconds to wait. Infinity: all pass. */
  limit(perSecond: number, retryAfter?: number): void
  stop(): Promise<void>
}

const secondMs = 1_000
const underWayMs = 300

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** A Bot API server that takes every message and notes when: what it accepted decides, not our own records. */
export async function startJudge(): Promise<Judge> {
  let perSecond = Infinity
  let retryAfter = 1
  let pausedFrom = 0
  let pausedUntil = 0
  let lately: number[] = []
  const judge: Omit<Judge, 'apiRoot' | 'stop'> = {
    accepted: [],
    refused: [],
    pauses: 0,
    insidePause: 0,
    limit(most, seconds = 1) {
      perSecond = most
      retryAfter = seconds
    },
  }

  function isTooMuch(now: number): boolean {
    lately = lately.filter((at) => now - at < secondMs)
    return lately.length >= perSecond
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request)
    if (!request.url?.endsWith('/sendMessage')) return answer(response, 200, { ok: true, result: request.url?.endsWith('/getMe') ? { id: 1, is_bot: true, first_name: 'Bench', username: 'bench_bot' } : true })
    const now = performance.now()
    if (now < pausedUntil && now - pausedFrom > underWayMs) judge.insidePause += 1
    if (now < pausedUntil || isTooMuch(now)) {
      judge.refused.push(now)
      if (now >= pausedUntil) {
        judge.pauses += 1
        pausedFrom = now
        pausedUntil = now + retryAfter * secondMs
      }
      return answer(response, 429, { ok: false, error_code: 429, description: `Too Many Requests: retry after ${retryAfter}`, parameters: { retry_after: retryAfter } })
    }
    lately.push(now)
    const chatId = Number(body.chat_id)
    judge.accepted.push({ at: now, chatId, text: String(body.text) })
    answer(response, 200, { ok: true, result: { message_id: judge.accepted.length, date: 1, chat: { id: chatId, type: 'private', first_name: '-' }, text: body.text } })
  }

  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(judge, {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}
