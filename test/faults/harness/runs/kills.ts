import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from '../bench.js'
import type { Accepted, Arrival } from '../judge.js'
import { createRandom } from '../process/random.js'
import { options } from '../options.js'
import { signIn } from '../school.js'
import { until, untilClosed } from '../until.js'
import { judgeRun, rowsOf, watchSums } from '../verdict.js'
import type { Point } from '../process/orders.js'

const sorts = ['reminder', 'news'] as const

/** Sends take a little, so that a kill finds some on their way. */
export function slowReplies(name: string, mostMs = 20): () => { holdReply: Promise<unknown> } {
  const random = createRandom(options.seed, name)
  return () => ({ holdReply: wait(random.between(0, mostMs)) })
}

/** R1 and R3: one sender after another, each killed at a random point; the last one finishes. */
export async function killAtRandom({ school, judge, workers, connection }: Bench, { rows, kills }: { rows: number; kills: number }) {
  const random = createRandom(options.seed, 'R1')
  const dues = await school.plan({ count: rows, sorts })
  const endWatch = watchSums(connection, () => rows)
  judge.faults(slowReplies('R1 replies'))
  const recoveries: number[] = []
  let worker = workers.start()
  for (let kill = 0; kill < kills; kill += 1) {
    await worker.said('ready')
    const target = Math.min(judge.accepted.length + random.between(0, Math.floor((1.6 * rows) / kills)), rows - 1)
    await until('so many are sent', () => judge.accepted.length >= target, { everyMs: 3 })
    await wait(random.between(0, 30))
    await worker.kill()
    const { length } = judge.accepted
    worker = workers.start()
    await worker.said('ready')
    const ready = performance.now()
    const isOver = async () => judge.accepted.length > length || (await connection.collection('deliveries').countDocuments({ open: true })) === 0
    await until('the next one sends', isOver, { everyMs: 5 })
    recoveries.push(Math.max(0, (judge.accepted[length]?.at ?? performance.now()) - ready))
  }
  await untilClosed(connection)
  await worker.stop()
  return { verdict: await judgeRun(connection, dues, judge.accepted), sums: await endWatch(), recoveries }
}

export type NamedPoint = Point | 'accepted'
export const namedPoints: readonly NamedPoint[] = ['before-claim', 'after-claim', 'before-send', 'accepted', 'before-save']

/** One request at a time, so that what comes twice is due to the point and to nothing beside it. */
const oneByOne = { SEND_IN_FLIGHT: '1' }

/** Kills the sender when the messenger has taken the so-manieth message and before it answers. */
async function killOnceAccepted({ judge, workers }: Bench, name: string, time: number): Promise<void> {
  const worker = workers.start({ name, env: oneByOne })
  let taken = 0
  const stop = judge.onAccepted(({ worker: by }) => {
    if (by === name && ++taken === time) worker.signal('SIGKILL')
  })
  judge.faults(slowUntil(name, time, worker.ended))
  await worker.ended
  stop()
  judge.faults(() => 'take')
}

/** Only the chosen one waits for the death, the others are answered. */
function slowUntil(name: string, time: number, ended: Promise<unknown>) {
  let seen = 0
  return ({ worker }: Arrival) => (worker === name && ++seen >= time ? { holdReply: ended } : ('take' as const))
}

/** Copies of a message by the process that sent the first one. */
function copiesAfter(accepted: readonly Accepted[], firstBy: (worker: string) => boolean): number {
  const first = new Map<string, string>()
  let copies = 0
  for (const { text, worker } of accepted) {
    const sign = signIn(text) ?? text
    const by = first.get(sign)
    if (by === undefined) first.set(sign, worker)
    else if (firstBy(by)) copies += 1
  }
  return copies
}

/** R2: at each named point of a send so many processes die, then one finishes; copies are counted by the point of the first. */
export async function killAtPoints(bench: Bench, { rows, each }: { rows: number; each: number }) {
  const { school, judge, workers, connection } = bench
  const random = createRandom(options.seed, 'R2')
  const dues = await school.plan({ count: rows, sorts })
  const endWatch = watchSums(connection, () => rows)
  for (const point of namedPoints) {
    for (let kill = 0; kill < each; kill += 1) {
      const name = `${point}-${kill}`
      const time = point === 'before-claim' || point === 'after-claim' ? 1 : random.between(1, 4)
      if (point === 'accepted') await killOnceAccepted(bench, name, time)
      else await workers.start({ name, killAt: { point, time }, env: oneByOne }).ended
    }
  }
  const last = workers.start({ name: 'last' })
  await untilClosed(connection)
  await last.stop()
  const copies = Object.fromEntries(namedPoints.map((point) => [point, copiesAfter(judge.accepted, (by) => by.startsWith(`${point}-`))])) as Record<NamedPoint, number>
  return { verdict: await judgeRun(connection, dues, judge.accepted), sums: await endWatch(), copies }
}

/** R14: SIGTERM again and again while messages go out. */
export async function stopUnderLoad({ school, judge, workers, connection }: Bench, { rows, stops }: { rows: number; stops: number }) {
  const random = createRandom(options.seed, 'R14')
  const dues = await school.plan({ count: rows, sorts })
  const endWatch = watchSums(connection, () => rows)
  judge.faults(slowReplies('R14 replies'))
  const times: number[] = []
  let badEnds = 0
  let locksLeft = 0
  for (let stop = 0; stop < stops; stop += 1) {
    const worker = workers.start()
    await worker.said('ready')
    const target = Math.min(judge.accepted.length + random.between(1, Math.floor(rows / stops)), rows)
    await until('so many are sent', () => judge.accepted.length >= target, { everyMs: 3 })
    const { code, ms } = await worker.stop()
    times.push(ms)
    if (code !== 0) badEnds += 1
    locksLeft += (await rowsOf(connection)).filter(({ state }) => state === 'sending').length
  }
  const last = workers.start()
  await untilClosed(connection)
  await last.stop()
  return { verdict: await judgeRun(connection, dues, judge.accepted), sums: await endWatch(), times, badEnds, locksLeft }
}
