import { raiseShift } from '../../../../src/db/clock-shift.js'
import type { Bench } from '../bench.js'
import { options } from '../options.js'
import { createRandom } from '../process/random.js'
import { signIn, type Due } from '../school.js'
import { untilClosed } from '../until.js'
import { judgeRun, rowsOf, watchSums } from '../verdict.js'

const hourMs = 3_600_000
/** What is due in the last minutes before the return is not late: it belongs to the usual work. */
const lastMinutesMs = 6 * 60_000
export const outageHours = [1, 24, 72] as const

/** R7: nobody sends for hours or days; then one process starts. Each person had several messages of two kinds due on the way. */
export async function outage({ school, judge, workers, connection, clock, app }: Bench, { hours, people, each }: { hours: number; people: number; each: number }) {
  const random = createRandom(options.seed, `R7 ${hours}`)
  const begin = clock.now().getTime()
  const before = { rows: await connection.collection('deliveries').countDocuments(), accepted: judge.accepted.length }
  const expiredBefore = (await app.services.deliveries.countByState()).expired
  const dues: Due[] = []
  for (let person = 0; person < people; person += 1) {
    const instants = Array.from({ length: each }, () => begin + random.next() * (hours * hourMs - lastMinutesMs))
    dues.push(
      ...(await school.plan({
        count: each, onePerson: true, sorts: ['reminder', 'news'],
        dueAt: (index) => new Date(instants[index] ?? begin),
        /** Half of them are of no use any more on return. */
        expiresAt: (index) => new Date(random.next() < 0.5 ? (instants[index] ?? begin) + 60_000 : begin + hours * hourMs + 6 * hourMs),
      })),
    )
  }
  const shift = await raiseShift(connection, hours * hourMs)
  clock.setShift(shift)
  const now = clock.now()
  const endWatch = watchSums(connection, () => before.rows + dues.length)
  const worker = workers.start()
  await untilClosed(connection)
  await worker.stop()
  const rows = new Map((await rowsOf(connection)).map((row) => [row.subject.id, row]))
  const perPersonAndKind = new Map<string, number>()
  const sortOf = new Map(dues.map((due) => [due.sign, due.sort]))
  for (const { chatId, text } of judge.accepted.slice(before.accepted)) {
    const key = `${chatId} ${sortOf.get(signIn(text) ?? '')}`
    perPersonAndKind.set(key, (perPersonAndKind.get(key) ?? 0) + 1)
  }
  const useful = new Set(dues.filter(({ planned }) => (planned.expiresAt ?? now) > new Date(now.getTime() + 60_000)).map(({ chatId, sort }) => `${chatId} ${sort}`))
  return {
    sums: await endWatch(),
    verdict: await judgeRun(connection, dues, judge.accepted.slice(before.accepted)),
    states: dues.map(({ meetingId }) => `${rows.get(meetingId)?.state}${rows.get(meetingId)?.error === 'superseded' ? ' superseded' : ''}`),
    most: Math.max(0, ...perPersonAndKind.values()),
    /** People to whom something of this kind was still of use, and who got nothing of it. */
    forgotten: [...useful].filter((key) => !perPersonAndKind.has(key)).length,
    uselessSent: dues.filter(({ planned, meetingId }) => (planned.expiresAt ?? now) <= now && rows.get(meetingId)?.state === 'sent').length,
    missedCounter: (await app.services.deliveries.countByState()).expired - expiredBefore,
    expired: dues.filter(({ meetingId }) => rows.get(meetingId)?.state === 'expired').length,
  }
}
