import { createClock } from '../../src/core/clock.js'
import { createIndexes } from '../../src/db/indexes.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import { openMonitored } from './monitored-database.js'

const due = 50
const batch = 5_000
const hourMs = 3_600_000

interface Plan {
  executionStats?: { totalKeysExamined?: number; totalDocsExamined?: number; nReturned?: number }
}

/** Index keys that the server looks at to find the due rows, among so many that wait; null when it does not tell. */
export async function measureClaim(uri: string, name: string, waiting: number): Promise<number | null> {
  const { connection } = await openMonitored(uri, name)
  try {
    const model = defineDeliveryModel(connection)
    await createIndexes(connection)
    const now = createClock().now().getTime()
    for (let from = 0; from < waiting; from += batch) {
      const rows = Array.from({ length: Math.min(batch, waiting - from) }, (_, at) => {
        const number = from + at
        const dueAt = new Date(number < due ? now - hourMs : now + hourMs + number)
        return { key: `k${number}`, kind: 'row-nudge', organisationId: 'o', personId: `p${number % 997}`, subject: { type: 'Programme', id: `s${number}` }, occurrence: '1', offset: 'now', class: 'deadline', state: 'pending', open: true, dueAt, nextTryAt: dueAt, createdAt: new Date(now) }
      })
      await model.collection.insertMany(rows as never[])
    }
    const filter = { open: true, state: { $in: ['pending', 'unknown'] }, nextTryAt: { $lte: new Date(now) } }
    const plan = (await model.collection.find(filter).sort({ nextTryAt: 1 }).explain('executionStats')) as Plan
    return plan.executionStats?.totalKeysExamined ?? null
  } finally {
    await connection.dropDatabase()
    await connection.close()
  }
}
