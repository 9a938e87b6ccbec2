/** What grammY passes to `client.fetch`: its abort signal and stream are not those of the platform. */
interface ClientRequest {
  method?: string
  headers?: unknown
  body?: unknown
  signal?: { aborted: boolean; addEventListener(type: 'abort', listener: () => void): void } | null
}

export type TelegramFetch = (url: string | URL, init?: ClientRequest) => Promise<Response>

const longestWaitSeconds = 5
const mostRetries = 3

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))

async function retryAfter(response: Response): Promise<number | null> {
  if (response.status !== 429) return null
  const body = (await response.clone().json()) as { parameters?: { retry_after?: number } }
  return body.parameters?.retry_after ?? 1
}

function once(url: string | URL, init: ClientRequest): Promise<Response> {
  const controller = new AbortController()
  if (init.signal?.aborted) controller.abort()
  init.signal?.addEventListener('abort', () => controller.abort())
  const contentType = new Headers((init.headers ?? {}) as HeadersInit).get('content-type')
  const request = {
    method: init.method ?? 'GET',
    headers: contentType ? { 'content-type': contentType } : {},
    body: init.body as BodyInit | undefined,
    signal: controller.signal,
    duplex: 'half',
  }
  return fetch(url, request as RequestInit)
}

/**
 * Waits for a 429 of at most five seconds, three times, below grammY: calls inside dialogues pass here too, and a replayed
 * dialogue does not wait again. A body that can be read once only (files) is not sent again.
 */
export function createTelegramFetch(): TelegramFetch {
  return async (url, init = {}) => {
    for (let retries = 0; ; retries += 1) {
      const response = await once(url, init)
      const seconds = await retryAfter(response)
      const again = seconds !== null && seconds <= longestWaitSeconds && retries < mostRetries && typeof init.body === 'string'
      if (!again) return response
      await pause(seconds)
    }
  }
}
