import { setTimeout as wait } from 'node:timers/promises'
import { databaseNow } from '../../../../src/db/database-now.js'
import type { Bench } from '../bench.js'
import type { Accepted } from '../judge.js'
import { leaseMs, options, type Guard } from '../options.js'
import { createRandom } from '../process/random.js'
import { signIn, type Due } from '../school.js'
import { until, untilClosed } from '../until.js'
import { judgeRun, rowsOf, watchSums } from '../verdict.js'
import { slowReplies } from './kills.js'

/** Sends of one process about messages that another process had begun to send before. */
export function sentAfterAnother(accepted: readonly Accepted[], worker: string, since: number): number {
  const others = new Map<string, number>()
  for (const sent of accepted) if (sent.worker !== worker) others.set(signIn(sent.text) ?? '', Math.min(sent.at, others.get(signIn(sent.text) ?? '') ?? Infinity))
  return accepted.filter((sent) => sent.worker === worker && sent.at > since && (others.get(signIn(sent.text) ?? '') ?? Infinity) < sent.at).length
}

/** Rows whose stored message is not the one that the messenger took last: an older process wrote over a newer one's result. */
async function overwritten({ connection, judge }: Bench, dues: readonly Due[]): Promise<number> {
  const last = new Map(judge.accepted.map((sent) => [signIn(sent.text), sent.messageId]))
  const rows = new Map((await rowsOf(connection)).map((row) => [row.subject.id, row]))
  return dues.filter(({ sign, meetingId }) => rows.get(meetingId)?.state === 'sent' && rows.get(meetingId)?.messageId !== last.get(sign)).length
}

/** R4: two senders; again and again one of them is frozen for two leases and goes on. */
export async function freezeOne(bench: Bench, { rows, freezes }: { rows: number; freezes: number }) {
  const { school, judge, workers, connection } = bench
  const random = createRandom(options.seed, 'R4')
  const dues = await school.plan({ count: rows, sorts: ['reminder', 'news'] })
  const endWatch = watchSums(connection, () => rows)
  judge.faults(slowReplies('R4 replies', 40))
  const [one, other] = [workers.start({ name: 'one' }), workers.start({ name: 'other' })]
  await Promise.all([one.said('ready'), other.said('ready')])
  let stale = 0
  let frozen = 0
  for (let freeze = 0; freeze < freezes && judge.accepted.length < rows; freeze += 1) {
    const target = Math.min(judge.accepted.length + random.between(1, Math.floor(rows / freezes / 2)), rows)
    await until('so many are sent', () => judge.accepted.length >= target, { everyMs: 2 })
    /** The one that is sending: the other has nothing in its hands. */
    const worker = judge.accepted.at(-1)?.worker === other.name ? other : one
    worker.signal('SIGSTOP')
    await wait(2 * leaseMs)
    const thawed = performance.now()
    worker.signal('SIGCONT')
    await wait(200)
    frozen += 1
    stale += sentAfterAnother(judge.accepted, worker.name, thawed)
  }
  await untilClosed(connection)
  await Promise.all([one.stop(), other.stop()])
  return { verdict: await judgeRun(connection, dues, judge.accepted), sums: await endWatch(), stale, frozen, overwritten: await overwritten(bench, dues) }
}

/** Where a process is frozen with rows of its own: it has just claimed them, or has said that a request leaves. */
export type FrozenAt = 'after-claim' | 'before-begin' | 'before-send'

/**
 * A process freezes with claimed rows in its hands; another takes them over and is held in the middle of its sends; the first
 * one goes on. Whatever it sends now, or hands on to others, is a double.
 */
export async function freezeWithRows(bench: Bench, point: FrozenAt, without: readonly Guard[] = []) {
  const { school, judge, workers, connection } = bench
  const dues = await school.plan({ count: 6 })
  const stale = workers.start({ name: 'stale', freezeAt: { point, time: 1 }, without })
  await stale.said('frozen')
  const fresh = workers.start({ name: 'fresh', without, env: { SEND_RETRY_MS: '10,10,10,10,10,10' } })
  let release = () => undefined as void
  const held = new Promise<void>((resolve) => (release = resolve))
  judge.faults(({ worker, number }) => (worker === 'fresh' && number < 3 ? { holdReply: held } : 'take'))
  await until('the other one has taken over', () => judge.accepted.filter(({ worker }) => worker === 'fresh').length >= 1)
  await wait(300)
  const thawed = performance.now()
  stale.signal('SIGCONT')
  await wait(1_500)
  release()
  judge.faults(() => 'take')
  await untilClosed(connection)
  await Promise.all([stale.stop(), fresh.stop()])
  return { doubles: sentAfterAnother(judge.accepted, 'stale', thawed), overwritten: await overwritten(bench, dues), verdict: await judgeRun(connection, dues, judge.accepted) }
}

const minuteMs = 60_000

/** R8: three senders, one ten minutes ahead, one ten behind, one that jumps two hours back while it works. */
export async function sendByWrongClocks(bench: Bench, { rows }: { rows: number }) {
  const { school, judge, workers, connection } = bench
  judge.faults(slowReplies('R8 replies', 30))
  const begin = Date.now()
  const now = await school.plan({ count: rows })
  const soon = await school.plan({ count: rows / 2, dueAt: (index) => new Date(begin + 4_000 + index * 50), expiresAt: () => new Date(begin + 6 * minuteMs) })
  const later = await school.plan({ count: 10, dueAt: () => new Date(begin + 8 * minuteMs) })
  const dues = [...now, ...soon]
  const planned = dues.length + later.length
  const endWatch = watchSums(connection, () => planned)
  /** How far this process's clock is from the database's. */
  const skew = (await databaseNow(connection)).getTime() - Date.now()
  const early: string[] = []
  const dueOf = new Map([...dues, ...later].map(({ sign, planned: { dueAt } }) => [sign, dueAt?.getTime() ?? 0]))
  judge.onAccepted(({ text }) => {
    const sign = signIn(text) ?? ''
    if (Date.now() + skew < (dueOf.get(sign) ?? 0) - 2_000) early.push(sign)
  })
  const ahead = workers.start({ name: 'ahead', clockOffsetMs: 10 * minuteMs })
  const behind = workers.start({ name: 'behind', clockOffsetMs: -10 * minuteMs })
  const jumping = workers.start({ name: 'jumping', clockOffsetMs: 0 })
  await jumping.said('ready')
  jumping.signal('SIGUSR2')
  const isDone = () => dues.every(({ sign }) => judge.accepted.some(({ text }) => text.includes(sign)))
  const sentBy = (name: string) => judge.accepted.filter(({ worker }) => worker === name).length
  /** Whoever has sent most leaves, so that each has its share. */
  const left = [ahead, behind, jumping]
  for (const share of [1 / 3, 2 / 3]) {
    await until('a share is sent', () => judge.accepted.length >= share * dues.length, { everyMs: 5 })
    left.sort((process, next) => sentBy(next.name) - sentBy(process.name))
    await left.shift()?.stop()
  }
  const open = async () => isDone() || (await connection.collection('deliveries').countDocuments({ open: true })) <= later.length
  await until('what is due is sent', open, { everyMs: 200 })
  await wait(500)
  await Promise.all([ahead.stop(), behind.stop(), jumping.stop()])
  const by = Object.fromEntries(['ahead', 'behind', 'jumping'].map((name) => [name, sentBy(name)]))
  return { verdict: await judgeRun(connection, dues, judge.accepted), sums: await endWatch(), early, by }
}
