import { Schema, type Connection, type Model } from 'mongoose'

/** State of the dialogues that are open in one chat. */
export interface DialogueDocument {
  _id: string
  state: object
  updatedAt: Date
}

const keptSeconds = 60 * 24 * 3600

const dialogueSchema = new Schema<DialogueDocument>(
  { _id: { type: String, required: true }, state: { type: Schema.Types.Mixed, required: true }, updatedAt: { type: Date, required: true } },
  { collection: 'dialogues', versionKey: false, minimize: false },
)
dialogueSchema.index({ updatedAt: 1 }, { expireAfterSeconds: keptSeconds })

/** Registers the dialogues' states on the connection, or returns them when they are there. */
export function defineDialogueModel(connection: Connection): Model<DialogueDocument> {
  return connection.models['Dialogue'] ?? connection.model<DialogueDocument>('Dialogue', dialogueSchema)
}
