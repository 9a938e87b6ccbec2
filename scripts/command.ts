import { parseArgs } from 'node:util'
import { loadConfig, readEnvironment, type Config } from '../src/config.js'
import { createClock, type Clock } from '../src/core/clock.js'
import { refuse, type Result } from '../src/core/result.js'
import { readShift } from '../src/db/clock-shift.js'
import { openDatabase, type Database } from '../src/db/open-database.js'
import { createSay, loadTexts, type Say } from '../src/texts.js'
import { createAnswer, type Answer } from './command-answer.js'

/** What an action works with: the settings and the open database, for the command's duration. */
export interface CommandContext extends Database {
  config: Config
  clock: Clock
  /** One line to standard error. */
  say: Say
}

/** The options as given; `text` is for required ones. */
export interface Given {
  text(name: string): string
  maybe(name: string): string | undefined
  flag(name: string): boolean
}

export interface Action {
  /** Values of an option may be limited by a list. */
  options?: Record<string, { type: 'string' | 'boolean'; required?: boolean; values?: readonly string[] }>
  /** Does the work; the value is what `--json` prints. */
  run(context: CommandContext, given: Given): Promise<Result<unknown>>
  /** Lines for a person; without it the value is printed as it is. */
  print?(value: never): string[]
  /** True when the value, though complete, means exit code 1 (rows with errors). */
  hasFailed?(value: never): boolean
}

const everywhere = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const

function parse(action: Action, parameters: string[]): Result<Given> {
  const options = action.options ?? {}
  try {
    const parsed = parseArgs({ args: parameters, options: { ...options, ...everywhere } })
    const values: Record<string, string | boolean | undefined> = parsed.values
    for (const [name, { required, values: allowed }] of Object.entries(options)) {
      const value = values[name]
      if (required && (value === undefined || value === '')) return refuse('option-missing', { option: name })
      if (allowed && typeof value === 'string' && !allowed.includes(value)) return refuse('option-value', { option: name, allowed: allowed.join(', ') })
    }
    const maybe = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
    return { ok: true, value: { text: (name) => maybe(name) ?? '', maybe, flag: (name) => values[name] === true } }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) return refuse('option-unknown', { detail: error.message })
    throw error
  }
}

async function runAction(action: Action, given: Given, say: Say): Promise<Result<unknown>> {
  const environment = readEnvironment()
  const loaded = loadConfig(environment)
  if (!loaded.ok) return refuse('settings', { list: loaded.problems.join('\n') })
  const stopping = new AbortController()
  const database = await openDatabase(loaded.config, environment, say, { signal: stopping.signal, isPatient: true })
  if (!database.ok) return database
  const leave = (signal: NodeJS.Signals) => void database.value.close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143))
  process.once('SIGINT', leave).once('SIGTERM', leave)
  try {
    const clock = createClock()
    clock.setShift(await readShift(database.value.connection))
    return await action.run({ ...database.value, config: loaded.config, clock, say }, given)
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave)
    await database.value.close()
  }
}

/** The action named by the first word; a command without actions has one under the empty name. */
function chooseAction(actions: Record<string, Action>, parameters: string[]): { action: Action | undefined; rest: string[] } {
  const [first = ''] = parameters
  if (actions['']) return { action: actions[''], rest: parameters }
  return { action: Object.hasOwn(actions, first) ? actions[first] : undefined, rest: parameters.slice(1) }
}

async function answerFor(action: Action, rest: string[], answer: Answer, say: Say): Promise<void> {
  const given = parse(action, rest)
  answer.finish(given.ok ? await runAction(action, given.value, say) : given, action)
}

/** Runs one operators' command (contract §3): help, JSON, errors and exit codes are the same for all. */
export async function runCommand(name: string, actions: Record<string, Action>, parameters = process.argv.slice(2)): Promise<void> {
  const texts = loadTexts('commands')
  const say = createSay(texts)
  const answer = createAnswer({ isJson: parameters.includes('--json'), texts })
  if (parameters.includes('--help')) return answer.help(texts(`help-${name}`))
  const { action, rest } = chooseAction(actions, parameters)
  try {
    if (action) await answerFor(action, rest, answer, say)
    else answer.finish(refuse('action-unknown', { name, actions: Object.keys(actions).join(', ') }))
  } catch (error) {
    answer.crash(error)
  }
}
