import { setTimeout as wait } from 'node:timers/promises'
import { ObjectId } from 'mongodb'
import { raiseShift, readShift } from '../../../../src/db/clock-shift.js'
import { databaseNow } from '../../../../src/db/database-now.js'
import type { Bench } from '../bench.js'
import type { Arrival, Fate } from '../judge.js'
import { options } from '../options.js'
import { createRandom } from '../process/random.js'
import { signIn, type Due } from '../school.js'
import { until, untilClosed } from '../until.js'
import { judgeRun, rowsOf, watchSums } from '../verdict.js'

/** R5: of a hundred sends ten lose their answer, five are cut before it, five meet a 500, five a 429 with a pause. */
export async function sendToAngryApi({ school, judge, workers, connection }: Bench, { rows, mostPauses }: { rows: number; mostPauses: number }) {
  const random = createRandom(options.seed, 'R5')
  const dues = await school.plan({ count: rows, sorts: ['reminder', 'news'] })
  const sortOf = new Map(dues.map(({ sign, sort }) => [sign, sort]))
  const endWatch = watchSums(connection, () => rows)
  const ordered = { lost: 0, lostOfRetried: 0, resets: 0, errors: 0, pauses: 0 }
  judge.faults(({ text }: Arrival): Fate => {
    const chance = random.next()
    if (chance < 0.1) {
      ordered.lost += 1
      if (sortOf.get(signIn(text) ?? '') === 'reminder') ordered.lostOfRetried += 1
      return 'lose-reply'
    }
    if (chance < 0.15) {
      ordered.resets += 1
      return 'reset'
    }
    if (chance < 0.2) {
      ordered.errors += 1
      return { status: 500 }
    }
    if (chance >= 0.25 || ordered.pauses >= mostPauses) return 'take'
    ordered.pauses += 1
    return { retryAfter: random.between(1, 2) }
  })
  const senders = [workers.start(), workers.start()]
  await untilClosed(connection)
  await Promise.all(senders.map((sender) => sender.stop()))
  const states: Record<string, number> = {}
  for (const { state } of await rowsOf(connection)) states[state] = (states[state] ?? 0) + 1
  return { verdict: await judgeRun(connection, dues, judge.accepted), sums: await endWatch(), ordered, states, duringPause: judge.paused.arrived }
}

/** The bot's limit is hidden and falls for a while: whoever is faster gets a 429. */
export async function sendUnderHiddenLimit({ school, judge, workers, connection }: Bench, { rows, perSecond }: { rows: number; perSecond: number }) {
  const dues = await school.plan({ count: rows })
  let windowFrom = 0
  let inWindow = 0
  judge.faults(({ at }) => {
    if (at - windowFrom > 1_000) [windowFrom, inWindow] = [at, 0]
    inWindow += 1
    return inWindow > perSecond ? { retryAfter: 1 } : 'take'
  })
  const senders = [workers.start({ env: { SEND_PER_SECOND: '40' } }), workers.start({ env: { SEND_PER_SECOND: '40' } })]
  await untilClosed(connection)
  await Promise.all(senders.map((sender) => sender.stop()))
  return { verdict: await judgeRun(connection, dues, judge.accepted), pauses: judge.paused.ordered, duringPause: judge.paused.arrived }
}

export const realStepsMs = [1_000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000] as const

interface Tried {
  waits: number[]
  state: string
  tries: number
}

/** A message whose text cannot be made: its meeting has lost what a view needs. */
async function poison({ connection }: Bench, due: Due): Promise<void> {
  await connection.collection('meetings').updateOne({ _id: new ObjectId(due.meetingId) }, { $set: { attendees: [null], place: 7 } })
}

/** R15: one row always throws here, one is always refused there with 500; the common clock walks through the real steps. */
export async function walkThroughSteps(bench: Bench): Promise<Record<'throws' | 'refused', Tried>> {
  const { school, judge, workers, connection } = bench
  const [throws, refused] = (await school.plan({ count: 2 })) as [Due, Due]
  await poison(bench, throws)
  judge.faults(({ text }) => (text.includes(refused.sign) ? { status: 500 } : 'take'))
  const worker = workers.start({ env: { SEND_RETRY_MS: realStepsMs.join(','), SEND_LEASE_MS: '60000' } })
  const rowOf = async ({ meetingId }: Due) => (await rowsOf(connection)).find(({ subject }) => subject.id === meetingId)
  const result: Record<'throws' | 'refused', Tried> = { throws: { waits: [], state: '', tries: 0 }, refused: { waits: [], state: '', tries: 0 } }
  for (let step = 1; step <= realStepsMs.length + 1; step += 1) {
    let latest = 0
    for (const [name, due] of [['throws', throws], ['refused', refused]] as const) {
      await until(`try ${step} of the row that ${name}`, async () => ((await rowOf(due))?.attempt ?? 0) >= step)
      const row = await rowOf(due)
      const shifted = (await databaseNow(connection)).getTime() + (await readShift(connection))
      if (row?.state === 'pending') result[name].waits.push(row.nextTryAt.getTime() - shifted)
      result[name].state = row?.state ?? 'gone'
      latest = Math.max(latest, (row?.nextTryAt.getTime() ?? 0) - shifted)
    }
    if (latest > 0) await raiseShift(connection, latest + 50)
  }
  await wait(300)
  await worker.stop()
  result.refused.tries = judge.arrivals.filter(({ text }) => text.includes(refused.sign)).length
  result.throws.tries = ((await rowOf(throws))?.attempt ?? 0)
  return result
}

/** R15: how long the others take, with and without rows among them that always fail. */
export async function timeOthers(bench: Bench, { others, poisoned, perSecond }: { others: number; poisoned: number; perSecond: number }) {
  const { school, judge, workers, connection } = bench
  const bad = await school.plan({ count: poisoned })
  for (const due of bad.filter((_, index) => index % 2 === 0)) await poison(bench, due)
  const isBad = new Set(bad.map(({ sign }) => sign))
  const dues = await school.plan({ count: others })
  judge.faults(({ text }) => (isBad.has(signIn(text) ?? '') ? { status: 500 } : 'take'))
  const worker = workers.start({ env: { SEND_PER_SECOND: String(perSecond) } })
  await until('the others are sent', () => judge.accepted.length >= others)
  const first = judge.accepted[0]?.at ?? 0
  const last = judge.accepted.at(-1)?.at ?? 0
  await worker.stop()
  const turnsLost = judge.arrivals.filter(({ text, at }) => isBad.has(signIn(text) ?? '') && at < last).length
  return { ms: last - first, turnsLost, verdict: await judgeRun(connection, dues, judge.accepted) }
}
