import { createClock } from '../../../../src/core/clock.js'
import { must } from '../../../../src/core/result.js'
import { openConnection } from '../../../../src/db/connection.js'
import { createTransaction } from '../../../../src/db/transaction.js'
import { createDeliveryService } from '../../../../src/modules/deliveries/delivery-service.js'
import type { PlannedDelivery } from '../../../../src/modules/deliveries/delivery.js'
import { tell } from './moments.js'
import type { WorkerOrders } from './orders.js'

const { without } = JSON.parse(process.env.FAULT_ORDERS ?? '{}') as WorkerOrders

type Stored = PlannedDelivery & { dueAt: string; expiresAt: string }

/** Dates have become text on their way here. */
const toRow = (row: Stored): PlannedDelivery => ({ ...row, dueAt: new Date(row.dueAt), expiresAt: new Date(row.expiresAt) })

/** Plans what it is given, each row in a transaction of its own, when it is told to begin. */
async function run(): Promise<void> {
  const connection = must(await openConnection(process.env.MONGODB_URI ?? '', process.env.MONGODB_DB ?? ''))
  const kernel = { clock: createClock(), transaction: createTransaction(connection), audit: () => Promise.resolve() }
  const deliveries = createDeliveryService({ connection, kernel, markUnreachable: () => Promise.resolve(false), curatorsOf: () => Promise.resolve([]) })
  const rows = await new Promise<PlannedDelivery[]>((resolve) => process.once('message', (given: Stored[]) => resolve(given.map(toRow))))
  const begun = new Promise((resolve) => process.once('message', resolve))
  await tell('ready')
  await begun
  for (const row of rows) {
    const planned = without.includes('key') ? { ...row, offset: `${row.offset}-${process.pid}` } : row
    await kernel.transaction(() => deliveries.plan([planned]))
  }
  await tell('done')
}

process.on('disconnect', () => process.exit(1))
await run()
