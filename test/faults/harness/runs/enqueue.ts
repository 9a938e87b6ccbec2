import type { Bench } from '../bench.js'
import type { Guard } from '../options.js'
import { untilClosed } from '../until.js'
import { judgeRun, rowsOf } from '../verdict.js'

/** R12: so many processes plan the same messages at the same moment, each in a transaction of its own; then they are sent. */
export async function enqueueAtOnce({ school, judge, workers, connection }: Bench, { processes, keys, without = [] }: { processes: number; keys: number; without?: readonly Guard[] }) {
  const dues = await school.draw({ count: keys, sorts: ['reminder', 'news'] })
  const rows = dues.map(({ planned }) => planned)
  if (without.includes('key')) await connection.collection('deliveries').dropIndex('key_1')
  const planners = Array.from({ length: processes }, (_, index) => workers.startPlanner({ name: `p${index}`, without, rows }))
  await Promise.all(planners.map((planner) => planner.said('ready')))
  for (const planner of planners) planner.send('go')
  await Promise.all(planners.map((planner) => planner.said('done')))
  await Promise.all(planners.map((planner) => planner.kill()))
  const counts = new Map<string, number>()
  for (const { subject } of await rowsOf(connection)) counts.set(subject.id, (counts.get(subject.id) ?? 0) + 1)
  const sender = workers.start()
  await untilClosed(connection)
  await sender.stop()
  return { rowsPerKey: [...counts.values()], verdict: await judgeRun(connection, dues, judge.accepted) }
}
