import { randomInt } from 'node:crypto'
import { performance } from 'node:perf_hooks'

interface OpenQuery {
  chatId: number
  openedAt: number
}

export interface CallbackQueries {
  open(chatId: number): string
  /** Takes a press that came back from the database after a restart. */
  restore(id: string, chatId: number): void
  /** Closes the query; the chat it belongs to, or null when it is unknown, answered or too old. */
  answer(id: string): number | null
  /** Makes every open query too old, as after a long downtime. */
  expireAll(): void
  openIn(chatId: number): string[]
}

/** Presses that wait for answerCallbackQuery: each is answered once and within its lifetime. */
export function createCallbackQueries(lifetimeMs = 60_000): CallbackQueries {
  const queries = new Map<string, OpenQuery>()

  function dropOld(): void {
    const oldest = performance.now() - lifetimeMs
    for (const [id, query] of queries) {
      if (query.openedAt >= oldest) break
      queries.delete(id)
    }
  }

  return {
    open(chatId) {
      dropOld()
      const id = `${randomInt(1e9, 1e10)}${randomInt(1e8, 1e9)}`
      queries.set(id, { chatId, openedAt: performance.now() })
      return id
    },
    restore: (id, chatId) => void queries.set(id, { chatId, openedAt: performance.now() }),
    answer(id) {
      dropOld()
      const query = queries.get(id)
      if (!query) return null
      queries.delete(id)
      return query.chatId
    },
    expireAll: () => queries.clear(),
    openIn: (chatId) => {
      dropOld()
      return [...queries].filter(([, query]) => query.chatId === chatId).map(([id]) => id)
    },
  }
}
