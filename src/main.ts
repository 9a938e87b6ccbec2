import { loadConfig, readEnvironment } from './config.js'
import { createClock } from './core/clock.js'
import { readShift } from './db/clock-shift.js'
import { openDatabase } from './db/open-database.js'
import { createLog } from './log.js'
import { runRoles } from './roles/run-roles.js'
import { createSay, loadTexts } from './texts.js'

const texts = loadTexts('commands')
const say = createSay(texts)
const stopPatienceMs = 25_000
const shiftEveryMs = 1_000

async function main(): Promise<number | null> {
  const environment = readEnvironment()
  const loaded = loadConfig(environment)
  if (!loaded.ok) {
    say('settings-wrong')
    for (const problem of loaded.problems) process.stderr.write(`  ${problem}\n`)
    return 1
  }
  const { config } = loaded
  const log = createLog(config.logLevel)
  const stopping = new AbortController()
  const asked = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve(), { once: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1)
      stopping.abort()
    })
  }
  const database = await openDatabase(config, environment, say, { signal: stopping.signal })
  if (!database.ok) {
    process.stderr.write(`${texts(`problem-${database.problem.code}`, database.problem.params)}\n`)
    return 1
  }
  const { connection } = database.value
  const clock = createClock()
  clock.setShift(await readShift(connection))
  if (config.botToken !== null && clock.shift() > 0) {
    say('clock-shifted', { hours: Math.ceil(clock.shift() / 3_600_000) })
    await database.value.close()
    return 1
  }
  try {
    const roles = await runRoles({ config, connection, clock, log, say })
    const followShift = setInterval(() => {
      if (config.botToken === null) readShift(connection).then(clock.setShift, (error: unknown) => log.warn({ err: error }, 'the clock could not be read'))
    }, shiftEveryMs)
    await asked
    say('stopping')
    clearInterval(followShift)
    setTimeout(() => process.exit(1), stopPatienceMs).unref()
    await roles.stop()
    say('stopped')
    return 0
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) throw error
    const code = 'code' in error ? String(error.code) : ''
    say(code === 'EADDRINUSE' ? 'port-in-use' : 'port-refused', { host: config.host, port: config.port, code })
    return 1
  } finally {
    await database.value.close()
  }
}

process.on('unhandledRejection', (error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
process.exit((await main()) ?? 0)
