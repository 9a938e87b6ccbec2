import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'

export interface WebhookDependencies {
  secret: string
  /** Stores an update within a bounded time; the answer goes out when it is stored, before it is handled. */
  receive(update: Update): Promise<void>
  log: Logger
}

const secretHeader = 'x-telegram-bot-api-secret-token'
const largestBody = 1024 * 1024

const digest = (text: string) => createHash('sha256').update(text).digest()

async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length']) > largestBody) return null
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    const bytes = part as Buffer
    size += bytes.length
    if (size > largestBody) return null
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}

function readUpdate(body: string): Update | null {
  try {
    const update = JSON.parse(body) as Partial<Update> | null
    return Number.isSafeInteger(update?.update_id) ? (update as Update) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The webhook as a plain request handler: checks the secret in constant time, bounds the body, stores, answers at once. */
export function createWebhookHandler({ secret, receive, log }: WebhookDependencies) {
  const expected = digest(secret)

  async function statusFor(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405
    const given = request.headers[secretHeader]
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), expected)) return 401
    const body = await readBody(request)
    if (body === null) return 413
    const update = readUpdate(body)
    if (!update) return 400
    await receive(update)
    return 200
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      response.statusCode = await statusFor(request)
    } catch (error) {
      log.error({ err: error }, 'an update could not be stored')
      response.statusCode = 503
    }
    if (response.statusCode === 405) response.setHeader('allow', 'POST')
    if (response.statusCode === 413) response.setHeader('connection', 'close')
    response.end()
  }
}
