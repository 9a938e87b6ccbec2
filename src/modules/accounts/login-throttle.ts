import { Schema, type Connection, type Model } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { isDuplicateKey } from '../../db/lost-race.js'

interface AttemptDocument {
  _id: string
  count: number
  endsAt: Date
}

const attemptSchema = new Schema<AttemptDocument>(
  { _id: String, count: { type: Number, required: true }, endsAt: { type: Date, required: true } },
  { collection: 'loginattempts', versionKey: false },
)
attemptSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 })

/** Registers the counters of login tries on the connection, or returns them when they are there. */
export function defineLoginAttemptModel(connection: Connection): Model<AttemptDocument> {
  return connection.models['LoginAttempt'] ?? connection.model<AttemptDocument>('LoginAttempt', attemptSchema)
}

export const throttleWindowMinutes = 15
export const triesPerAccount = 10
export const triesPerAddress = 60
export const codesPerAccount = 10
export const linksPerAccount = 5
export const linksPerAddress = 20

/** Who is counted, and how many tries are borne in a window. */
export type Counted = readonly [key: string, most: number]

export type LoginThrottle = ReturnType<typeof createLoginThrottle>

/** Counts login tries in the database, so that all processes share them (IMPL-18). */
export function createLoginThrottle({ connection, clock }: { connection: Connection; clock: Clock }) {
  const attempts = defineLoginAttemptModel(connection)
  // The sandbox may push the clock forward; a login must not be slower or faster for it.
  const systemNow = () => new Date(clock.now().getTime() - clock.shift())

  async function countTry(key: string): Promise<{ count: number; endsAt: Date }> {
    const now = systemNow()
    await attempts.deleteOne({ _id: key, endsAt: { $lte: now } })
    const endsAt = new Date(now.getTime() + throttleWindowMinutes * 60_000)
    const increment = () =>
      attempts
        .findOneAndUpdate({ _id: key }, { $inc: { count: 1 }, $setOnInsert: { endsAt } }, { upsert: true, new: true })
        .lean()
    try {
      return await increment()
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      return increment()
    }
  }

  return {
    /** Counts a try before it is looked at; returns the minutes to wait, or 0 when it may go on. */
    async minutesToWait(counted: readonly Counted[]): Promise<number> {
      const tries = await Promise.all(counted.map(async ([key, most]) => ({ most, ...(await countTry(key)) })))
      const now = systemNow().getTime()
      const blocked = tries.filter(({ count, most }) => count > most)
      return Math.max(0, ...blocked.map(({ endsAt }) => Math.max(1, Math.ceil((endsAt.getTime() - now) / 60_000))))
    },

    /** Forgets the tries counted under a key, after a good one or a reset. */
    async forgive(key: string): Promise<void> {
      await attempts.deleteOne({ _id: key })
    },

    /** Takes one try back, after a good one: many people come from the address of one school. */
    async takeBack(key: string): Promise<void> {
      await attempts.updateOne({ _id: key, count: { $gt: 0 } }, { $inc: { count: -1 } })
    },
  }
}
