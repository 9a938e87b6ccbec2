import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createApp } from '../../../src/app.js'
import { createClock } from '../../../src/core/clock.js'
import { must } from '../../../src/core/result.js'
import { openConnection } from '../../../src/db/connection.js'
import { createIndexes } from '../../../src/db/indexes.js'
import { defineModels } from '../../../src/define-models.js'
import { startJudge } from './judge.js'
import { startOwnServer, type OwnServer } from './own-server.js'
import { foundSchool } from './school.js'
import { createWorkers } from './workers.js'

/** A server that hangs over its dead clients is ended with the test: what it keeps is not waited for. */
const longestDropMs = 15_000

/** One run of a fault: a database of its own, a school, the judging Bot API server, and the processes that it starts. */
export async function openBench(server: OwnServer, { school: settings = {} }: { school?: object } = {}) {
  const name = `faults_${randomBytes(6).toString('hex')}`
  const connection = must(await openConnection(server.uri, name))
  const clock = createClock()
  const app = createApp({ connection, clock, defaultZone: 'Europe/Moscow', botName: async () => 'nastavnik_bot' })
  await defineModels(connection)
  await createIndexes(connection)
  const judge = await startJudge()
  const school = await foundSchool(app, connection, judge, settings)
  const workers = createWorkers({ uri: server.uri, name, judge })
  return {
    server, name, connection, clock, app, judge, school, workers,
    async close(): Promise<void> {
      await workers.endAll()
      await judge.stop()
      await Promise.race([connection.dropDatabase(), wait(longestDropMs, undefined, { ref: false })])
      await connection.close(true)
    },
  }
}

export type Bench = Awaited<ReturnType<typeof openBench>>

/** Runs the work on a bench of its own and cleans up after it, whatever happens. */
export async function onBench<T>(server: OwnServer, work: (bench: Bench) => Promise<T>, settings: { school?: object } = {}): Promise<T> {
  const bench = await openBench(server, settings)
  try {
    return await work(bench)
  } finally {
    await bench.close()
  }
}

export { startOwnServer }
