import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { useRawBotApi } from './bot-api-client.js'

const { telegram, send, verdict } = useRawBotApi()

interface ShownUpdate {
  update_id: number
  message?: { text?: string }
}

async function poll(params: Record<string, unknown> = {}): Promise<ShownUpdate[]> {
  return (await send('getUpdates', params)).result as ShownUpdate[]
}

const texts = (updates: ShownUpdate[]) => updates.map((update) => update.message?.text)

describe('receiving', () => {
  it('repeats updates until the offset confirms them, in growing numbers, within the limit', async () => {
    const anna = telegram().user(1001, { firstName: 'Анна' })
    for (const text of ['раз', 'два', 'три']) await anna.sends(text)
    const first = await poll({ limit: 2 })
    expect(texts(first)).toEqual(['раз', 'два'])
    expect(texts(await poll())).toEqual(['раз', 'два', 'три'])
    expect(texts(await poll({ offset: (first[1]?.update_id ?? 0) + 1 }))).toEqual(['три'])
    expect(texts(await poll({ offset: -1 }))).toEqual(['три'])
    expect(await poll({ offset: (first[1]?.update_id ?? 0) + 2 })).toEqual([])
  })

  it('waits for the next update in a long poll', async () => {
    const waiting = poll({ timeout: 20 })
    const { updateIds } = await telegram().user(1001).sends('дождались')
    expect(texts(await waiting)).toEqual(['дождались'])
    await poll({ offset: (updateIds[0] ?? 0) + 1 })
  })

  it('ends the first poller with 409 when a second one comes', async () => {
    const first = verdict('getUpdates', { timeout: 20 })
    await expect.poll(async () => {
      void verdict('getUpdates', { timeout: 1 })
      return Promise.race([first, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])
    }).toBe('409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running')
  })

  it('hands out only the allowed kinds', async () => {
    await poll({ allowed_updates: ['callback_query'] })
    await telegram().user(1001).sends('мимо')
    expect(await poll({ allowed_updates: [] })).toEqual([])
  })

  it('posts to a webhook with the secret, repeats after a failure, and keeps the order', async () => {
    const seen: { secret: unknown; text: string | undefined }[] = []
    const server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const update = JSON.parse(Buffer.concat(parts).toString()) as ShownUpdate
        seen.push({ secret: request.headers['x-telegram-bot-api-secret-token'], text: update.message?.text })
        response.writeHead(seen.length === 1 ? 500 : 200).end()
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    expect(await verdict('setWebhook', { url: 'http://example.org/hook' })).toContain('bad webhook: An HTTPS URL must be provided')
    expect(await verdict('setWebhook', { url, secret_token: 'тайна' })).toBe('400 Bad Request: secret token contains unallowed characters')
    expect(await verdict('setWebhook', { url, secret_token: 'secret-1' })).toBe('ok')
    expect(await verdict('getUpdates')).toContain("409 Conflict: can't use getUpdates method while webhook is active")
    await telegram().user(1001).sends('раз')
    await telegram().user(1001).sends('два')
    await expect.poll(() => seen.map((one) => one.text)).toEqual(['раз', 'раз', 'два'])
    expect(seen[0]?.secret).toBe('secret-1')
    await expect.poll(async () => (await send('getWebhookInfo')).result).toMatchObject({ url, pending_update_count: 0 })
    expect(await verdict('deleteWebhook')).toBe('ok')
    expect(await poll()).toEqual([])
    server.closeAllConnections()
    server.close()
  })
})
