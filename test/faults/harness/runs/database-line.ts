import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from '../bench.js'
import { factor, options } from '../options.js'
import { startProxy, type ProxyMode } from '../proxy.js'
import { createRandom } from '../process/random.js'
import { until, untilClosed } from '../until.js'
import type { Worker } from '../workers.js'
import { judgeRun, watchSums } from '../verdict.js'
import { slowReplies } from './kills.js'

export const cuts: readonly ProxyMode[] = ['reset', 'slow', 'silent']

/** R6: the sender's line to the database is not there at its start, then is cut, slowed down or falls silent again and again. */
export async function cutTheLine(bench: Bench, { times, rowsEach, awayMs }: { times: number; rowsEach: number; awayMs: number }) {
  const { school, judge, workers, connection, server } = bench
  const random = createRandom(options.seed, 'R6')
  const proxy = await startProxy(server.port ?? Number(new URL(server.uri).port || 27_017), 30_000 / factor)
  judge.faults(slowReplies('R6 replies', 50))
  const dues = await school.plan({ count: rowsEach })
  let planned = rowsEach
  const endWatch = watchSums(connection, () => planned)
  const returns: { mode: ProxyMode | 'away'; ms: number }[] = []
  let restarts = 0
  let worker: Worker | undefined

  /** A process that ended is started again, as a supervisor does. */
  const alive = () => {
    if (worker && !worker.isGone()) return
    if (worker) restarts += 1
    worker = workers.start({ uri: proxy.uri })
  }
  const untilSent = async (mode: ProxyMode | 'away') => {
    const from = performance.now()
    const { length } = judge.accepted
    await until(`a send after the line was ${mode}`, () => (alive(), judge.accepted.length > length), { everyMs: 20 })
    returns.push({ mode, ms: (judge.accepted[length]?.at ?? Infinity) - from })
  }

  try {
    proxy.turn('reset')
    alive()
    await wait(awayMs)
    proxy.turn('pass')
    await untilSent('away')
    for (let cut = 0; cut < times; cut += 1) {
      const mode = cuts[cut % cuts.length] ?? 'reset'
      dues.push(...(await school.plan({ count: rowsEach, sorts: ['reminder', 'news'] })))
      planned += rowsEach
      const { length } = judge.accepted
      await until('it is in the middle', () => (alive(), judge.accepted.length > length + random.between(0, Math.floor(rowsEach / 4))), { everyMs: 5 })
      proxy.turn(mode)
      await wait(random.between(1_000, 3_000))
      dues.push(...(await school.plan({ count: rowsEach })))
      planned += rowsEach
      proxy.turn('pass')
      await untilSent(mode)
    }
    await until('every row is closed', async () => (alive(), (await connection.collection('deliveries').countDocuments({ open: true })) === 0), { everyMs: 100 })
    await untilClosed(connection)
  } finally {
    await worker?.kill()
    await proxy.stop()
  }
  return { verdict: await judgeRun(connection, dues, judge.accepted), sums: await endWatch(), returns, restarts }
}
