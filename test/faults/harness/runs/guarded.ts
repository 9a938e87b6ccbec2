import { setTimeout as wait } from 'node:timers/promises'
import { ObjectId } from 'mongodb'
import { must } from '../../../../src/core/result.js'
import type { Bench } from '../bench.js'
import { options, type Guard } from '../options.js'
import { createRandom } from '../process/random.js'
import { signIn, type Due } from '../school.js'
import { until, untilClosed } from '../until.js'
import { judgeRun } from '../verdict.js'

/** The lease alone: two senders, a messenger that answers slowly, and nobody dies. Whatever comes twice was taken out of living hands. */
export async function sendSlowly({ school, judge, workers, connection }: Bench, without: readonly Guard[] = []) {
  const random = createRandom(options.seed, 'lease')
  const dues = await school.plan({ count: 30 })
  const senders = [workers.start({ without }), workers.start({ without })]
  const both = Promise.allSettled(senders.map((sender) => sender.said('ready')))
  judge.faults(() => ({ holdReply: both.then(() => wait(random.between(100, 400))) }))
  const copies = () => judge.accepted.length - new Set(judge.accepted.map(({ text }) => text)).size
  await until('all have come, or one twice', async () => copies() > 0 || (await connection.collection('deliveries').countDocuments({ open: true })) === 0)
  await Promise.all(senders.map((sender) => sender.stop()))
  return judgeRun(connection, dues, judge.accepted)
}

/** Without the guard nothing but the meeting itself changes: rows in somebody's hands stay as they are. */
async function callOff({ app, school, connection }: Bench, due: Due, isTouched: boolean): Promise<void> {
  if (isTouched) return void must(await app.services.meetings.cancel(school.curator, { meetingId: due.meetingId, reason: 'болезнь' }))
  await connection.collection('meetings').updateOne({ _id: new ObjectId(due.meetingId) }, { $set: { state: 'cancelled', reason: 'болезнь' } })
}

/** The look at the cause: while the first reminders are on their way, the meetings of the rest are called off. */
export async function callOffInFlight(bench: Bench, without: readonly Guard[] = []) {
  const { school, judge, workers, connection } = bench
  const isGuarded = ![...options.without, ...without].includes('recheck')
  const dues = await school.plan({ count: 20 })
  let release = () => undefined as void
  const held = new Promise<void>((resolve) => (release = resolve))
  judge.faults(() => ({ holdReply: held }))
  const sender = workers.start({ without })
  await until('some are on their way and the rest is claimed', () => judge.arrivals.length >= 3)
  const underWay = new Set(judge.arrivals.map(({ text }) => signIn(text)))
  const calledOff = dues.filter(({ sign }) => !underWay.has(sign))
  for (const due of calledOff) await callOff(bench, due, isGuarded)
  /** What left while they were being called off had left before its own meeting was. */
  const before = judge.arrivals.length
  const tail = new Set(judge.arrivals.map(({ text }) => signIn(text)))
  release()
  judge.faults(() => 'take')
  await untilClosed(connection)
  await sender.stop()
  const off = new Set(calledOff.filter(({ sign }) => !tail.has(sign)).map(({ sign }) => sign))
  const reminders = judge.accepted.filter(({ text }) => text.includes('кабинет') && off.has(signIn(text) ?? ''))
  return { calledOff: calledOff.length, before, told: reminders.length }
}
