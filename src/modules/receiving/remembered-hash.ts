import { Schema, type Connection, type Model } from 'mongoose'

interface RememberedDocument {
  _id: string
  hash: string
}

const rememberedSchema = new Schema<RememberedDocument>(
  { _id: { type: String, required: true }, hash: { type: String, required: true } },
  { collection: 'rememberedhashes', versionKey: false },
)

/** Registers what was told last on the connection, or returns it when it is there. */
export function defineRememberedModel(connection: Connection): Model<RememberedDocument> {
  return connection.models['RememberedHash'] ?? connection.model<RememberedDocument>('RememberedHash', rememberedSchema)
}

/** Remembers what was last told to an outer service, so that it is told again only when it has changed. */
export function createRememberedHash(connection: Connection, name: string) {
  const remembered = defineRememberedModel(connection)
  return {
    read: async (): Promise<string | null> => (await remembered.findById(name).lean())?.hash ?? null,
    async write(hash: string): Promise<void> {
      await remembered.updateOne({ _id: name }, { $set: { hash } }, { upsert: true })
    },
  }
}
