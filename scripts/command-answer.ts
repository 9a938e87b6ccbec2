import { join } from 'node:path'
import { createTextBook } from '../src/bot/texts.js'
import type { Problem, Result } from '../src/core/result.js'
import { projectRoot } from '../src/paths.js'
import type { Texts } from '../src/texts.js'
import type { Action } from './command.js'

export interface Answer {
  help(text: string): void
  finish(result: Result<unknown>, action?: Action): void
  crash(error: unknown): void
}

type Streams = { out(text: string): void; err(text: string): void }

const standard: Streams = { out: (text) => process.stdout.write(`${text}\n`), err: (text) => process.stderr.write(`${text}\n`) }

/** Words of a refusal: the commands' own, else those that people meet in bot and panel. */
function describe(problem: Problem, texts: Texts): string {
  const key = `problem-${problem.code}`
  const own = texts(key, problem.params)
  if (!own.startsWith(key)) return own
  const { common } = createTextBook(join(projectRoot, 'locales', 'ru'))
  return common.has(key) ? common.t(key, problem.params) : own
}

/** Writes the outcome of a command: one JSON value on standard output with `--json`, else lines for a person. */
export function createAnswer({ isJson, texts, streams = standard }: { isJson: boolean; texts: Texts; streams?: Streams }): Answer {
  function fail(code: string, message: string): void {
    if (isJson) streams.out(JSON.stringify({ error: { code, message } }))
    else streams.err(message)
    process.exitCode = 1
  }
  return {
    help: (text) => streams.out(text),
    finish(result, action) {
      if (!result.ok) return fail(result.problem.code, describe(result.problem, texts))
      const value = result.value as never
      if (isJson) streams.out(JSON.stringify(value))
      else for (const line of action?.print?.(value) ?? [JSON.stringify(value, null, 2)]) streams.out(line)
      if (action?.hasFailed?.(value)) process.exitCode = 1
    },
    crash(error) {
      streams.err(error instanceof Error ? (error.stack ?? error.message) : String(error))
      fail('internal', texts('problem-internal'))
    },
  }
}
