import { randomUUID } from 'node:crypto'
import { Schema, type Connection, type Model } from 'mongoose'
import { databaseNow } from '../../db/database-now.js'
import { placesOfDuplicates } from '../../db/lost-race.js'

interface ChatLeaseDocument {
  _id: string
  holder: string
  until: Date
}

const forgottenSeconds = 3600

const chatLeaseSchema = new Schema<ChatLeaseDocument>(
  { _id: { type: String, required: true }, holder: { type: String, required: true }, until: { type: Date, required: true } },
  { collection: 'chatleases', versionKey: false },
)
chatLeaseSchema.index({ until: 1 }, { expireAfterSeconds: forgottenSeconds })

/** Registers the chats' leases on the connection, or returns them when they are there. */
export function defineChatLeaseModel(connection: Connection): Model<ChatLeaseDocument> {
  return connection.models['ChatLease'] ?? connection.model<ChatLeaseDocument>('ChatLease', chatLeaseSchema)
}

export type ChatLeases = ReturnType<typeof createChatLeases>

/**
 * The right of one process to work through a chat, many chats in one write, by the database's clock. `isHeld` asks nobody: it counts by
 * the process's own steady clock from the moment before the lease was asked for, so that it ends here before it ends in the database.
 */
export function createChatLeases(connection: Connection, milliseconds: number) {
  const leases = defineChatLeaseModel(connection)
  const holder = randomUUID()
  const believed = new Map<string, number>()

  function believe(chats: readonly string[], asked: number): void {
    for (const chat of chats) believed.set(chat, asked + milliseconds)
  }

  /** Takes what its holder has let run out. */
  async function takeOver(chats: readonly string[], now: Date, until: Date): Promise<string[]> {
    if (chats.length === 0) return []
    const { modifiedCount } = await leases.updateMany({ _id: { $in: [...chats] }, until: { $lt: now } }, { $set: { holder, until } })
    if (modifiedCount === 0) return []
    const taken = await leases.find({ _id: { $in: [...chats] }, holder, until }, { _id: 1 }).lean()
    return taken.map(({ _id }) => _id)
  }

  return {
    milliseconds,
    /** Takes the chats that nobody holds, not even this process; returns them. */
    async take(chats: readonly string[]): Promise<string[]> {
      if (chats.length === 0) return []
      const asked = performance.now()
      const now = await databaseNow(connection)
      const until = new Date(now.getTime() + milliseconds)
      let used: number[] = []
      try {
        await leases.collection.insertMany(chats.map((chat) => ({ _id: chat, holder, until })) as never[], { ordered: false })
      } catch (error) {
        used = placesOfDuplicates(error)
      }
      const free = chats.filter((_, index) => !used.includes(index))
      const taken = [...free, ...(await takeOver(used.flatMap((index) => chats[index] ?? []), now, until))]
      believe(taken, asked)
      return taken
    },
    /** Lengthens the leases that this process still has. */
    async renew(chats: readonly string[]): Promise<void> {
      if (chats.length === 0) return
      const asked = performance.now()
      const now = await databaseNow(connection)
      const until = new Date(now.getTime() + milliseconds)
      const { matchedCount } = await leases.updateMany({ _id: { $in: [...chats] }, holder, until: { $gte: now } }, { $set: { until } })
      const kept = matchedCount === chats.length ? chats : (await leases.find({ _id: { $in: [...chats] }, holder, until }, { _id: 1 }).lean()).map(({ _id }) => _id)
      for (const chat of chats) if (!kept.includes(chat)) believed.delete(chat)
      believe(kept.filter((chat) => believed.has(chat)), asked)
    },
    isHeld: (chat: string): boolean => performance.now() < (believed.get(chat) ?? -Infinity),
    /** Gives chats back; one that another process has taken meanwhile stays its own. */
    async release(chats: readonly string[]): Promise<void> {
      for (const chat of chats) believed.delete(chat)
      if (chats.length > 0) await leases.deleteMany({ _id: { $in: [...chats] }, holder })
    },
  }
}
