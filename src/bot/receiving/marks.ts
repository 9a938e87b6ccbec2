import type { Logger } from 'pino'
import { pause } from '../../core/pause.js'
import type { Outcome } from './handle-update.js'

export interface MarksDependencies {
  mark(updateIds: readonly number[], state: Outcome): Promise<void>
  log: Logger
  /** Called with those that are surely marked. */
  onMarked?(updateIds: readonly number[]): void
}

const gatherMs = 20
const tryAgainMs = 1_000

/** Notes what is handled and writes many notes at once; what could not be written is tried again. */
export function createMarks({ mark, log, onMarked }: MarksDependencies) {
  const noted: Record<Outcome, number[]> = { done: [], failed: [] }
  const stopping = new AbortController()
  let flushing: Promise<void> | null = null

  const isEmpty = () => noted.done.length + noted.failed.length === 0

  let writing: Promise<void> = Promise.resolve()

  async function writeNoted(): Promise<void> {
    for (const state of ['done', 'failed'] as const) {
      const ids = noted[state].splice(0)
      try {
        await mark(ids, state)
      } catch (error) {
        noted[state].push(...ids)
        throw error
      }
      onMarked?.(ids)
    }
  }

  /** Writes all notes, those under way too; throws when the database does not take them, and keeps them. */
  function write(): Promise<void> {
    writing = writing.catch(() => undefined).then(writeNoted)
    return writing
  }

  async function flush(): Promise<void> {
    let waitMs = gatherMs
    do {
      await pause(waitMs, stopping.signal)
      try {
        await write()
      } catch (error) {
        log.error({ err: error }, 'handled updates could not be marked')
        waitMs = tryAgainMs
      }
    } while (!isEmpty() && !stopping.signal.aborted)
    flushing = null
  }

  return {
    note(updateId: number, state: Outcome): void {
      noted[state].push(updateId)
      flushing ??= flush()
    },
    write,
    /** Resolves when all is marked. */
    async settle(): Promise<void> {
      while (flushing) await flushing
    },
    /** Marks what can be marked now; the rest is handled again by whoever comes next. */
    async stop(): Promise<void> {
      stopping.abort()
      await flushing
      if (!isEmpty()) await write().catch(() => log.warn('the last updates could not be marked'))
    },
  }
}

export type Marks = ReturnType<typeof createMarks>
