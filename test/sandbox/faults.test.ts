import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { useRawBotApi } from './bot-api-client.js'

const { telegram, send, verdict } = useRawBotApi()

const countFromBot = async (id: number) => (await telegram().user(id).look()).messages.filter((message) => message.fromBot).length

/** A request with headers that fetch would not send. */
function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  const { port } = new URL(telegram().baseUrl)
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    call.on('error', reject)
    call.end()
  })
}

describe('ordered troubles', () => {
  it('refuse in the given words, only for the named method and chat, so many times', async () => {
    await telegram().user(1, { firstName: 'Анна' }).sends('/start')
    await telegram().user(2, { firstName: 'Борис' }).sends('/start')
    await telegram().fail({ kind: 'refuse', method: 'sendMessage', chatId: 1, times: 2, code: 500, description: 'Internal Server Error' })
    expect(await verdict('sendMessage', { chat_id: 2, text: 'a' })).toBe('ok')
    expect(await verdict('sendMessage', { chat_id: 1, text: 'a' })).toBe('500 Internal Server Error')
    expect(await verdict('sendMessage', { chat_id: 1, text: 'a' })).toBe('500 Internal Server Error')
    expect(await verdict('sendMessage', { chat_id: 1, text: 'a' })).toBe('ok')
  })

  it('lose the answer of a message that did arrive, and drop one that did not', async () => {
    const before = await countFromBot(1)
    await telegram().fail({ kind: 'lose-answer', method: 'sendMessage' })
    await expect(send('sendMessage', { chat_id: 1, text: 'дошло' })).rejects.toThrow('fetch failed')
    expect(await countFromBot(1)).toBe(before + 1)
    await telegram().fail({ kind: 'drop', method: 'sendMessage' })
    await expect(send('sendMessage', { chat_id: 1, text: 'пропало' })).rejects.toThrow('fetch failed')
    expect(await countFromBot(1)).toBe(before + 1)
  })

  it('delay, block, and hit the second call only', async () => {
    await telegram().fail({ kind: 'delay', delayMs: 30, method: 'sendMessage' })
    expect(await verdict('sendMessage', { chat_id: 1, text: 'позже' })).toBe('ok')
    await telegram().fail({ kind: 'blocked', chatId: 1, skip: 1 })
    expect(await verdict('sendMessage', { chat_id: 1, text: 'раз' })).toBe('ok')
    expect(await verdict('sendMessage', { chat_id: 1, text: 'два' })).toBe('403 Forbidden: bot was blocked by the user')
  })
})

describe('who is let in', () => {
  it('only this machine by a loopback name', async () => {
    expect(await statusOf('/sandbox/api/people', { host: 'localhost' })).toBe(200)
    expect(await statusOf('/sandbox/api/people', { host: 'evil.example' })).toBe(403)
  })

  it('no page of another site may act', async () => {
    const headers = { host: '127.0.0.1', 'content-type': 'application/json' }
    expect(await statusOf('/sandbox/api/stale-presses', { ...headers, origin: 'https://evil.example' }, 'POST')).toBe(403)
    expect(await statusOf('/sandbox/api/stale-presses', { ...headers, 'sec-fetch-site': 'cross-site' }, 'POST')).toBe(403)
    expect(await statusOf('/sandbox/api/stale-presses', { ...headers, origin: 'http://127.0.0.1:3000' }, 'POST')).toBe(200)
  })
})
