import { randomUUID } from 'node:crypto'
import { Schema, type Connection, type Model } from 'mongoose'
import { databaseNow } from '../../db/database-now.js'
import { isDuplicateKey } from '../../db/lost-race.js'

interface LeaseDocument {
  _id: string
  holder: string | null
  until: Date
}

const leaseSchema = new Schema<LeaseDocument>(
  { _id: { type: String, required: true }, holder: { type: String, default: null }, until: { type: Date, required: true } },
  { collection: 'leases', versionKey: false },
)

/** Registers the leases on the connection, or returns them when they are there. */
export function defineLeaseModel(connection: Connection): Model<LeaseDocument> {
  return connection.models['Lease'] ?? connection.model<LeaseDocument>('Lease', leaseSchema)
}

/** The right to do something alone, for a time counted by the database's clock. */
export interface Lease {
  readonly milliseconds: number
  /** Takes or renews it; false while another process holds it. */
  take(): Promise<boolean>
  /**
   * The number of this unbroken hold, or null when the lease may have run out: told without asking the database, by the process's own
   * steady clock from the moment before the last take was asked, so that a process that was frozen knows it too.
   */
  term(): number | null
  release(): Promise<void>
}

/** Makes this process's handle on a named lease. */
export function createLease(connection: Connection, name: string, milliseconds: number): Lease {
  const leases = defineLeaseModel(connection)
  const holder = randomUUID()
  let exists = false
  let lastTerm = 0
  let believedUntil = -Infinity

  const term = () => (performance.now() < believedUntil ? lastTerm : null)

  async function prepare(): Promise<void> {
    if (exists) return
    try {
      await leases.updateOne({ _id: name }, { $setOnInsert: { holder: null, until: new Date(0) } }, { upsert: true })
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
    }
    exists = true
  }

  return {
    milliseconds,
    term,
    async take() {
      await prepare()
      const asked = performance.now()
      const now = await databaseNow(connection)
      const isFree = [{ holder }, { until: { $lt: now } }]
      const until = new Date(now.getTime() + milliseconds)
      const taken = await leases.findOneAndUpdate({ _id: name, $or: isFree }, { $set: { holder, until } }, { new: true }).lean()
      const isOurs = taken?.holder === holder
      if (isOurs && term() === null) lastTerm += 1
      believedUntil = isOurs ? asked + milliseconds : -Infinity
      return isOurs
    },
    async release() {
      believedUntil = -Infinity
      await leases.updateOne({ _id: name, holder }, { $set: { holder: null, until: new Date(0) } })
    },
  }
}
