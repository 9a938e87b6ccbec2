import { type Clock, createClock } from '../../src/core/clock.js'
import type { Fault } from '../../src/sandbox/faults.js'
import type { SandboxPerson } from '../../src/sandbox/world.js'
import { startSandboxServer } from '../../src/sandbox/start-sandbox-server.js'
import { createSandboxHttp } from './telegram-http.js'
import { createTelegramUser, type TelegramUser, type Waiting } from './telegram-user.js'

export type { TelegramUser } from './telegram-user.js'

export interface UserFields {
  firstName?: string
  lastName?: string
  username?: string
  language?: string
}

export type Telegram = ReturnType<typeof connectTelegram>

export const testToken = '7000001:sandbox-token'

const defaultWaiting: Waiting = { patienceMs: 3000, quietMs: 60, timeoutMs: 20_000 }

/** People of a running program's sandbox, over HTTP only: works in-process and against another process alike. */
export function connectTelegram(baseUrl: string, waiting: Partial<Waiting> = {}) {
  const http = createSandboxHttp(baseUrl)
  const settings: Waiting = { ...defaultWaiting, ...waiting }
  const users = new Map<number, TelegramUser>()
  const registered: Promise<unknown>[] = []

  function user(id: number, { firstName = `User ${id}`, lastName, username, language = 'ru' }: UserFields = {}): TelegramUser {
    const known = users.get(id)
    if (known) return known
    registered.push(http.post('people', { id, first_name: firstName, last_name: lastName, username, language_code: language }))
    const created = createTelegramUser({ ...http, post: afterRegistration(http.post), upload: afterRegistration(http.upload) }, id, settings)
    users.set(id, created)
    return created
  }

  /** Acts go only after all people are known to the sandbox. */
  function afterRegistration<F extends (...args: never[]) => Promise<unknown>>(run: F): F {
    return (async (...args: Parameters<F>) => {
      await Promise.all(registered)
      return run(...args)
    }) as F
  }

  return {
    baseUrl, user, http,
    apiRoot: `${baseUrl}/sandbox`,
    /** A person whom the program's own demo has: only looked at, not registered anew. */
    person: (id: number) => createTelegramUser(http, id, settings),
    /** Tells how to wait for work of the bot that is taken but not finished. */
    settleWith(idle: () => Promise<void>): void {
      settings.idle = idle
    },
    /** Calls that the bot made and the sandbox accepted, oldest first; polling is left out. */
    async calls(filter: { method?: string; chatId?: number } = {}) {
      const all = await http.calls()
      return all.filter((call) => call.ok && (!filter.method || call.method === filter.method) && (!filter.chatId || call.chatId === filter.chatId))
    },
    /** Calls that the sandbox refused, with the words. */
    refusedCalls: async () => (await http.calls()).filter((call) => call.ok === false),
    fail: (fault: Fault) => http.fault(fault),
    advance: (hours: number) => http.advance(hours),
    redeliver: (updateId: number) => http.post('redeliveries', { updateId }),
    /** Makes all open presses too old to be answered. */
    expirePresses: () => http.post('stale-presses', {}),
    addToGroup: (chatId: number, title: string, byId: number) => http.post('groups', { chatId, title, byId }),
    writeInGroup: (chatId: number, fromId: number, text: string) => http.post('messages', { chatId, fromId, text }),
  }
}

export interface StartTelegramOptions extends Partial<Waiting> {
  token?: string
  clock?: Clock
  listPeople?(): Promise<SandboxPerson[]>
  advanceClock?(hours: number): Promise<void>
}

/** A sandbox of its own on a free port, kept in memory: give its `apiRoot` and `token` to the bot. */
export async function startTelegram(options: StartTelegramOptions = {}) {
  const { token = testToken, clock = createClock(), listPeople, advanceClock, ...waiting } = options
  const server = await startSandboxServer({ port: 0, token, clock, listPeople, advanceClock })
  return { ...connectTelegram(server.baseUrl, waiting), token, clock, sandbox: server.sandbox, stop: server.stop }
}
