import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClock } from '../../../src/core/clock.js'
import { refusal, tooManyRequests, type ApiAnswer } from '../../../src/sandbox/api-answer.js'
import { createSandbox } from '../../../src/sandbox/create-sandbox.js'
import { accountMethods } from '../../../src/sandbox/methods/account-methods.js'
import { sendingMethods } from '../../../src/sandbox/methods/sending-methods.js'
import type { MethodTable } from '../../../src/sandbox/world.js'

/** Long enough for the settings' check. */
const testToken = '7000001:token-of-the-fault-tests'

/** A send as it comes in: who sends, to whom, what. */
export interface Arrival {
  number: number
  /** Milliseconds of this process's monotonic clock. */
  at: number
  worker: string
  chatId: number
  text: string
}

/** A send that the messenger took: the person has it. */
export interface Accepted extends Arrival {
  messageId: number
  isReplyLost: boolean
}

/** What becomes of a send; `hold` waits before it is taken, `holdReply` after it. */
export type Fate = 'take' | 'lose-reply' | 'reset' | { status: number } | { retryAfter: number } | { hold: Promise<unknown> } | { holdReply: Promise<unknown> }

export type Judge = Awaited<ReturnType<typeof startJudge>>

/** Requests that had left before a 429 was answered still arrive: so long they are not held against the sender. */
const underWayMs = 300

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>)
}

function answer(response: ServerResponse, body: ApiAnswer): void {
  response.writeHead(body.ok ? 200 : body.error_code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/**
 * The Bot API server in the test's own process that judges: what it took is what people have got. Methods are those of the
 * strict sandbox; faults are decided by the test for each send. Each worker has an address of its own.
 */
export async function startJudge() {
  const { world } = await createSandbox({ token: testToken, clock: createClock() })
  const methods: MethodTable = { ...accountMethods, ...sendingMethods }
  const accepted: Accepted[] = []
  const arrivals: Arrival[] = []
  const listeners = new Set<(sent: Accepted) => void>()
  const paused = { from: Infinity, until: 0, arrived: 0, ordered: 0 }
  const deciding = { decide: (_arrival: Arrival): Fate => 'take' }

  function note(worker: string, params: Record<string, unknown>): Arrival {
    const arrival = { number: arrivals.length, at: performance.now(), worker, chatId: Number(params.chat_id), text: String(params.text ?? '') }
    arrivals.push(arrival)
    if (arrival.at > paused.from + underWayMs && arrival.at < paused.until) paused.arrived += 1
    return arrival
  }

  function order(response: ServerResponse, seconds: number): void {
    answer(response, tooManyRequests(seconds))
    const now = performance.now()
    if (now > paused.until) paused.from = now
    paused.until = Math.max(paused.until, now + seconds * 1_000)
    paused.ordered += 1
  }

  async function take(arrival: Arrival, params: Record<string, unknown>, isReplyLost: boolean): Promise<ApiAnswer> {
    const taken = await (methods.sendMessage as NonNullable<MethodTable[string]>)(world, { params, uploads: [] })
    if (taken.ok) {
      const sent = { ...arrival, at: performance.now(), messageId: (taken.result as { message_id: number }).message_id, isReplyLost }
      accepted.push(sent)
      for (const listener of listeners) listener(sent)
    }
    return taken
  }

  async function send(worker: string, params: Record<string, unknown>, response: ServerResponse): Promise<void> {
    const arrival = note(worker, params)
    const fate = deciding.decide(arrival)
    if (fate === 'reset') return void response.destroy()
    if (fate === 'take') return answer(response, await take(arrival, params, false))
    if (fate === 'lose-reply') {
      await take(arrival, params, true)
      return void response.destroy()
    }
    if ('status' in fate) return answer(response, refusal(fate.status, 'Internal Server Error'))
    if ('retryAfter' in fate) return order(response, fate.retryAfter)
    if ('hold' in fate) await fate.hold
    const taken = await take(arrival, params, false)
    if ('holdReply' in fate) await fate.holdReply
    answer(response, taken)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, worker = '', name = ''] = /^\/([\w-]+)\/bot[^/]+\/(\w+)/.exec(request.url ?? '') ?? []
    const params = await readJson(request)
    if (name === 'sendMessage') return send(worker, params, response)
    const method = methods[name]
    answer(response, method ? await method(world, { params, uploads: [] }) : refusal(404, 'Not Found: method not found'))
  }

  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()))
  server.keepAliveTimeout = 65_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    token: testToken,
    accepted,
    arrivals,
    paused,
    /** The address under which one worker sends. */
    apiRoot: (worker: string) => `http://127.0.0.1:${port}/${worker}`,
    /** Opens chats, so that the bot may write there. */
    open(chatIds: Iterable<number>): void {
      for (const id of chatIds) world.state.openChat(id, 'private', `User ${id}`).started = true
    },
    /** From now on this decides what becomes of each send. */
    faults(decide: (arrival: Arrival) => Fate): void {
      deciding.decide = decide
    },
    onAccepted(listener: (sent: Accepted) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
