import type { ChatView } from '../../src/sandbox/chat-view.js'
import type { LoggedCall } from '../../src/sandbox/call-log.js'
import type { Fault } from '../../src/sandbox/faults.js'
import type { Act } from '../../src/sandbox/people-acts.js'

export interface TestFile {
  name: string
  mime: string
  content: string | Buffer
}

export type SandboxHttp = ReturnType<typeof createSandboxHttp>

/** The sandbox's own interface (`/sandbox/api`) as functions; works with any running program. */
export function createSandboxHttp(baseUrl: string) {
  const api = `${baseUrl}/sandbox/api`

  async function read<T>(response: Response): Promise<T> {
    const text = await response.text()
    if (!response.ok) throw new Error(`the sandbox answered ${response.status}: ${text}`)
    return JSON.parse(text) as T
  }

  const get = async <T>(path: string) => read<T>(await fetch(`${api}/${path}`))
  const post = async <T = { ok: boolean }>(path: string, body: unknown) =>
    read<T>(await fetch(`${api}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))

  return {
    get, post,
    /** The chat now, or after its next change but no later than `waitMs`. */
    chat: (id: number, after = -1, waitMs = 0) => get<ChatView>(`chats/${id}?after=${after}&wait=${waitMs}`),
    calls: async (after = -1) => (await get<{ calls: LoggedCall[] }>(`calls?after=${after}`)).calls,
    fault: (fault: Fault) => post('faults', fault),
    advance: (hours: number) => post<{ now: string }>('clock', { hours }),
    async upload(chatId: number, files: readonly TestFile[], fields: Record<string, string>): Promise<Act> {
      const form = new FormData()
      for (const [name, value] of Object.entries({ chatId: String(chatId), ...fields })) form.append(name, value)
      for (const { name, mime, content } of files) form.append('files', new Blob([new Uint8Array(Buffer.from(content))], { type: mime }), name)
      return read<Act>(await fetch(`${api}/files`, { method: 'POST', body: form }))
    },
  }
}
