import type { Connection } from 'mongoose'
import { createApp } from '../../src/app.js'
import { createClock } from '../../src/core/clock.js'
import { createIndexes } from '../../src/db/indexes.js'
import { defineModels } from '../../src/define-models.js'
import { deliveryKinds } from '../../src/modules/deliveries/delivery.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import { atMost, median, seconds, told, type Bench, type BenchContext } from './bench.js'
import { measureIdleWorker } from './idle.js'
import { openMonitored, type CommandWatch } from './monitored-database.js'
import { measureStart } from './program.js'

const dueCount = 1_000
const rounds = 6
const insertBatch = 5_000
const hourMs = 3_600_000
const name = 'bench_deliveries'
const kinds = Object.keys(deliveryKinds).slice(0, 20)

/** Twenty kinds among a thousand people; `due` says whether they wait for the past or for the next hours. */
async function insertRows(connection: Connection, from: number, to: number, isDue: boolean): Promise<void> {
  const model = defineDeliveryModel(connection)
  const now = createClock().now().getTime()
  for (let start = from; start < to; start += insertBatch) {
    const rows = Array.from({ length: Math.min(insertBatch, to - start) }, (_, at) => {
      const number = start + at
      const kind = kinds[number % kinds.length] as keyof typeof deliveryKinds
      const dueAt = new Date(isDue ? now - hourMs + number : now + hourMs + number * 100)
      return {
        key: `${isDue ? 'd' : 'k'}${number}`, kind, organisationId: 'o', personId: `p${number % 997}`, subject: { type: 'Programme', id: `s${number}` }, occurrence: '1', offset: 'now', params: {},
        class: deliveryKinds[kind].class, state: 'pending', open: true, dueAt, nextTryAt: dueAt, expiresAt: new Date(dueAt.getTime() + 100 * hourMs), leaseUntil: null, fence: 0, attempt: 0, startedAt: null,
        unknownTried: false, sentAt: null, messageId: null, error: null, createdAt: new Date(now),
      }
    })
    await model.collection.insertMany(rows as never[], { ordered: false })
  }
}

interface Explained {
  executionStats?: { totalKeysExamined?: number }
}

/** Index keys that the server looks at for the finds seen; null when it does not tell. */
async function keysOf(connection: Connection, finds: readonly Record<string, unknown>[]): Promise<number | null> {
  let sum = 0
  for (const find of finds) {
    const { $db: _db, lsid: _lsid, $clusterTime: _time, txnNumber: _number, ...command } = find
    const explained = (await connection.db?.command({ explain: command, verbosity: 'executionStats' })) as Explained | undefined
    const keys = explained?.executionStats?.totalKeysExamined
    if (keys === undefined) return null
    sum += keys
  }
  return sum
}

const isDueScan = ({ name: command, collection, filter }: { name: string; collection: string; filter: unknown }) =>
  command === 'find' && collection === 'deliveries' && typeof filter === 'object' && filter !== null && 'nextTryAt' in filter

interface Claimed {
  /** keys of the due scans for one row taken */
  keys: number | null
  /** of taking a thousand rows */
  seconds: number
  commands: number
}

/** Takes a thousand due rows a few times; before each time but the first, the scans of the time before are explained. */
async function claimOften(connection: Connection, watch: CommandWatch): Promise<Claimed> {
  const { services } = createApp({ connection, clock: createClock(), defaultZone: 'Europe/Moscow', botName: () => Promise.resolve('bench_bot') })
  const times: number[] = []
  const keys: (number | null)[] = []
  let scans: Record<string, unknown>[] = []
  let commands = 0
  for (let round = 0; round < rounds; round += 1) {
    await insertRows(connection, 0, dueCount, true)
    if (round > 0) keys.push(await keysOf(connection, scans))
    watch.start()
    let taken = 0
    times.push(
      await seconds(async () => {
        taken = (await services.deliveries.claim(dueCount)).length
      }),
    )
    const seen = watch.stop()
    if (taken !== dueCount) throw new Error(`${taken} of ${dueCount} due rows were taken`)
    scans = seen.filter(isDueScan).map(({ command }) => command)
    if (scans.length === 0) throw new Error('no scan of what is due was seen')
    commands = seen.length
    await defineDeliveryModel(connection).collection.deleteMany({ key: /^d/ })
  }
  const known = keys.filter((count) => count !== null)
  return { keys: known.length === keys.length ? Math.max(...known) / dueCount : null, seconds: median(times.slice(1)), commands }
}

async function measureSize(connection: Connection, watch: CommandWatch, { show }: BenchContext, size: number): Promise<Claimed> {
  const claimed = await claimOften(connection, watch)
  show(atMost('F1', 'claim-keys', 1.1, claimed.keys, { params: { size } }))
  return claimed
}

/** What finding and idling cost among 10^4 and 10^5 rows that wait, with `--full` 10^6, and a start with them. */
export const deliveriesBench: Bench = {
  name: 'deliveries',
  async run(context) {
    const { uri, show, dataDir } = context
    const { connection, watch } = await openMonitored(uri, name)
    await defineModels(connection)
    await createIndexes(connection)
    const claims: Claimed[] = []
    let filled = 0
    const sizes = [10_000, 100_000, ...(context.isFull ? [1_000_000] : [])]
    for (const size of sizes) {
      await insertRows(connection, filled, size, false)
      filled = size
      claims.push(await measureSize(connection, watch, context, size))
    }
    const [few, many] = [claims[0], claims.at(-1)]
    if (!few || !many) throw new Error('the sizes were not measured')
    const params = { size: filled }
    show(atMost('F1', 'claim-time', 1.5, many.seconds / few.seconds, { params }))
    show(told('claim-commands', many.commands))
    const idle = await measureIdleWorker(connection, watch)
    show(atMost('F2', 'idle-rows', 5, idle.commands, { digits: 1, params }))
    show(atMost('F2', 'idle-cpu', 1, idle.cpuPercent, { digits: 2, params }))
    show(atMost('F13', 'start-rows', 10, await measureStart({ MONGODB_URI: uri, MONGODB_DB: name }, dataDir), { digits: 1, params }))
    await connection.dropDatabase()
    await connection.close()
  },
}
