import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from 'grammy'
import { createTelegramFetch } from '../../src/messenger/telegram-fetch.js'
import { createTelegramFiles } from '../../src/messenger/telegram-files.js'
import { createTelegramMessenger, outcomeOfError } from '../../src/messenger/telegram-messenger.js'
import { startTelegram, testToken } from '../support/telegram.js'

let telegram: Awaited<ReturnType<typeof startTelegram>>
beforeAll(async () => {
  telegram = await startTelegram()
})
afterAll(() => telegram.stop())

const apiAt = (apiRoot: string, timeoutSeconds = 20) => new Api(testToken, { apiRoot, timeoutSeconds, fetch: createTelegramFetch() as unknown as typeof fetch })

/** A server that answers every call with this, and counts the calls. */
async function answering(status: number, body: object, thenBody?: object) {
  let calls = 0
  const server = createServer((request, response) => {
    request.resume()
    calls += 1
    const isLater = calls > 1 && thenBody !== undefined
    response.writeHead(isLater ? 200 : status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isLater ? thenBody : body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { root: `http://127.0.0.1:${port}`, calls: () => calls, close: () => new Promise((resolve) => server.close(resolve)) }
}

async function outcomeOf(status: number, description: string, parameters: object = {}) {
  const server = await answering(status, { ok: false, error_code: status, description, parameters })
  const outcome = await createTelegramMessenger(apiAt(server.root)).send(5, { text: 'Здравствуйте' })
  await server.close()
  return outcome
}

describe('sending through Telegram', () => {
  it('is sent, with its buttons and with a document', async () => {
    const anna = telegram.user(5)
    await anna.sends('/start')
    const messenger = createTelegramMessenger(apiAt(telegram.apiRoot))
    expect(await messenger.send(5, { text: '<b>Задача</b>', buttons: [[{ label: 'Выполнено', data: 'row:d:1' }]] })).toMatchObject({ outcome: 'sent' })
    await anna.look()
    expect(anna.last).toEqual({ text: 'Задача', buttons: ['Выполнено'] })
    const file = { name: 'приказ.docx', mime: 'application/octet-stream', content: Buffer.from('docx') }
    expect(await messenger.send(5, { text: 'Приказ', file })).toMatchObject({ outcome: 'sent' })
    await anna.look()
    expect(anna.lastMessage?.files).toHaveLength(1)
  })

  it('tells apart refused for good, to be tried later, and unknown', async () => {
    expect(await outcomeOf(403, 'Forbidden: bot was blocked by the user')).toEqual({ outcome: 'failed', code: 'unreachable', personUnreachable: true })
    expect(await outcomeOf(400, 'Bad Request: message text is empty')).toEqual({ outcome: 'failed', code: 'refused-400', personUnreachable: false })
    expect(await outcomeOf(403, "Forbidden: bot can't send messages to the user")).toMatchObject({ outcome: 'failed', personUnreachable: false })
    expect(await outcomeOf(429, 'Too Many Requests: retry after 60', { retry_after: 60 })).toEqual({ outcome: 'retry', code: 'too-many', afterSeconds: 60 })
    expect(await outcomeOf(502, 'Bad Gateway')).toEqual({ outcome: 'retry', code: 'server-502' })
    expect(await outcomeOf(401, 'Unauthorized')).toEqual({ outcome: 'retry', code: 'bot-401' })
    expect(outcomeOfError(Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' }))).toEqual({ outcome: 'retry', code: 'CERT_HAS_EXPIRED' })
    for (const code of ['ECONNRESET', 'ETIMEDOUT', 'EPIPE']) expect(outcomeOfError(Object.assign(new Error('x'), { code }))).toEqual({ outcome: 'unknown', code })
    const gone = await answering(200, {})
    await gone.close()
    const nowhere = await createTelegramMessenger(apiAt(gone.root)).send(5, { text: 'а' })
    expect(nowhere).toMatchObject({ outcome: 'retry', code: 'ECONNREFUSED' })
  })

  it('does not know when the answer is lost', async () => {
    const server = createServer((request) => request.resume())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const outcome = await createTelegramMessenger(apiAt(`http://127.0.0.1:${port}`, 1)).send(5, { text: 'а' })
    expect(outcome.outcome).toBe('unknown')
    server.closeAllConnections()
    server.close()
  })

  it('waits for a short 429 and sends again by itself', async () => {
    const sent = { ok: true, result: { message_id: 7, date: 0, chat: { id: 5, type: 'private', first_name: 'А' } } }
    const server = await answering(429, { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } }, sent)
    expect(await createTelegramMessenger(apiAt(server.root)).send(5, { text: 'а' })).toEqual({ outcome: 'sent', messageId: 7 })
    expect(server.calls()).toBe(2)
    await server.close()
  })
})

describe('files from Telegram', () => {
  it('come as they were sent; an unknown one is a refusal', async () => {
    const anna = telegram.user(6)
    await anna.uploads([{ name: 'лист.pdf', mime: 'application/pdf', content: '%PDF-лист' }])
    const api = apiAt(telegram.apiRoot)
    const [update] = await api.getUpdates({ timeout: 0, offset: -1 })
    const fileId = update?.message?.document?.file_id ?? ''
    const files = createTelegramFiles({ api, token: testToken, apiRoot: telegram.apiRoot })
    const got = await files.download(fileId)
    expect(got.ok && got.value.toString()).toBe('%PDF-лист')
  })
})
