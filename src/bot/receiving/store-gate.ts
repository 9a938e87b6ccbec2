import type { Update } from 'grammy/types'

export interface StoreGateDependencies {
  /** Stores in one write and returns those that were not there yet. */
  add(updates: readonly Update[], withinMs: number): Promise<Update[]>
  /** Called with what is newly stored, also when the answer is too late for whoever waited. */
  onStored(updates: readonly Update[]): void
  settings?: Partial<GateSettings>
}

export interface GateSettings {
  /** Longest wait of one caller. */
  withinMs: number
  /** Writes under way at once. */
  writes: number
  /** Updates that may wait; more are refused at once, so that a slow database does not fill the memory. */
  waiting: number
}

const usual: GateSettings = { withinMs: 800, writes: 4, waiting: 1_000 }

interface Entry {
  update: Update
  isGivenUp: boolean
  resolve(): void
  reject(error: unknown): void
}

const late = () => new Error('the database did not store an update in time')

/** Stores updates that come one by one, several in one write, and tells each caller within a bounded time. */
export function createStoreGate({ add, onStored, settings = {} }: StoreGateDependencies) {
  const { withinMs, writes, waiting } = { ...usual, ...settings }
  let queue: Entry[] = []
  let writing = 0

  async function write(): Promise<void> {
    const batch = queue.filter(({ isGivenUp }) => !isGivenUp)
    queue = []
    writing += 1
    try {
      onStored(await add(batch.map(({ update }) => update), withinMs))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      writing -= 1
      if (queue.length > 0) void write()
    }
  }

  return {
    /** Resolves when the update is stored; rejects when it is not known to be. */
    async store(update: Update): Promise<void> {
      if (queue.length >= waiting) throw late()
      await new Promise<void>((resolve, reject) => {
        const entry = { update, isGivenUp: false, resolve, reject }
        const timer = setTimeout(() => {
          entry.isGivenUp = true
          reject(late())
        }, withinMs)
        const settled = <A extends unknown[]>(end: (...values: A) => void) => (...values: A) => {
          clearTimeout(timer)
          end(...values)
        }
        queue.push(Object.assign(entry, { resolve: settled(resolve), reject: settled(reject) }))
        if (writing < writes) setImmediate(() => writing < writes && queue.length > 0 && void write())
      })
    },
  }
}
