import { raiseShift } from '../../../../src/db/clock-shift.js'
import type { Bench } from '../bench.js'
import { options } from '../options.js'
import { createRandom } from '../process/random.js'
import { signIn, type Due } from '../school.js'
import { untilClosed } from '../until.js'
import { rowsOf, watchSums } from '../verdict.js'

const hourMs = 3_600_000
/** What is due in the last minutes before the return is not late: it belongs to the usual work. */
const lastMinutesMs = 6 * 60_000
export const outageHours = [1, 24, 72] as const

/** R7: nobody sends for hours or days; then one process starts. Each person had several messages of two kinds due on the way. */
export async function outage({ school, judge, workers, connection, clock, app }: Bench, { hours, people, each }: { hours: number; people: number; each: number }) {
  const random = createRandom(options.seed, `R7 ${hours}`)
  const begin = clock.now().getTime()
  const before = { rows: await connection.collection('deliveries').countDocuments({ kind: { $ne: 'digest' } }), accepted: judge.accepted.length }
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
  const accepted = judge.accepted.slice(before.accepted)
  const signs = new Set(accepted.map(({ text }) => signIn(text)))
  const digests = new Set(accepted.filter(({ text }) => signIn(text) === null).map(({ chatId, messageId }) => `${chatId} ${messageId}`))
  /** By a message of its own, or by a digest that the messenger took. */
  const isTold = ({ sign, chatId, meetingId }: Due) => signs.has(sign) || digests.has(`${chatId} ${rows.get(meetingId)?.messageId}`)
  const sortOf = new Map(dues.map((due) => [due.sign, due.sort]))
  const perPersonAndKind = new Map<string, number>()
  for (const { chatId, text } of accepted) {
    const key = `${chatId} ${sortOf.get(signIn(text) ?? '') ?? 'digest'}`
    perPersonAndKind.set(key, (perPersonAndKind.get(key) ?? 0) + 1)
  }
  const stateOf = ({ meetingId }: Due) => rows.get(meetingId)?.state
  const isUseful = ({ planned }: Due) => (planned.expiresAt ?? now) > new Date(now.getTime() + 60_000)
  const keyOf = ({ chatId, sort }: Due) => `${chatId} ${sort}`
  const told = new Set(dues.filter(isTold).map(keyOf))
  return {
    sums: await endWatch(),
    digests: digests.size,
    states: dues.map((due) => `${stateOf(due)}${rows.get(due.meetingId)?.error === 'superseded' ? ' superseded' : ''}`),
    most: Math.max(0, ...perPersonAndKind.values()),
    falselySent: dues.filter((due) => stateOf(due) === 'sent' && !isTold(due)).length,
    /** People to whom something of this kind was still of use, and who were told nothing of it. */
    forgotten: new Set(dues.filter((due) => isUseful(due) && !told.has(keyOf(due))).map(keyOf)).size,
    uselessSent: dues.filter((due) => (due.planned.expiresAt ?? now) <= now && stateOf(due) === 'sent').length,
    missedCounter: (await app.services.deliveries.countByState()).expired - expiredBefore,
    expired: dues.filter((due) => stateOf(due) === 'expired').length,
  }
}
