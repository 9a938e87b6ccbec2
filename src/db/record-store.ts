import { isValidObjectId } from 'mongoose'
import { belongsTo, type Actor } from '../core/actor.js'
import type { Kernel } from '../core/kernel.js'
import { retryLostRaces } from './lost-race.js'

/** What the history says about one change. */
export interface ChangeNote {
  action: string
  reason?: string
}

interface Owned {
  id: string
  organisationId: string
}

interface Changeable {
  set(patch: object): unknown
  save(): Promise<unknown>
}

/** What the store needs of a mongoose model. */
interface RecordModel<Document> {
  new (fields?: never): Document
  findById(id: string): { exec(): Promise<Document | null> }
}

interface RecordStoreParts<Document extends Changeable, Plain extends Owned> {
  model: RecordModel<Document>
  toPlain(document: Document): Plain
  /** Name of the records in the history. */
  type: string
  kernel: Kernel
}

/** Reads and writes records with a life cycle: each write guarded by the version, with its line in the history. */
export function createRecordStore<Document extends Changeable, Plain extends Owned>({ model, toPlain, type, kernel }: RecordStoreParts<Document, Plain>) {
  const note = (actor: Actor, plain: Plain) => ({ actor, organisationId: plain.organisationId, subject: { type, id: plain.id } })
  const byId = (id: string): Promise<Document | null> => (isValidObjectId(id) ? model.findById(id).exec() : Promise.resolve(null))

  return {
    /** Runs the use case in one transaction; of two presses at once the later one sees what the first has written. */
    transaction: <T>(work: () => Promise<T>): Promise<T> => retryLostRaces(() => kernel.transaction(work)),

    /** The record as a document to change; null when it is not there or not in the actor's organisation. */
    async open(actor: Actor, id: string): Promise<Document | null> {
      const found = await byId(id)
      return found && belongsTo(actor, toPlain(found).organisationId) ? found : null
    },

    async find(id: string): Promise<Plain | null> {
      const found = await byId(id)
      return found && toPlain(found)
    },

    async insert(actor: Actor, fields: object, { action, reason }: ChangeNote): Promise<Document> {
      const document = new model(fields as never)
      await document.save()
      const after = toPlain(document)
      await kernel.audit({ ...note(actor, after), action, after, reason })
      return document
    },

    /** Changes the record and writes what was and what is now into the history. */
    async change(actor: Actor, document: Document, patch: object, { action, reason }: ChangeNote): Promise<Plain> {
      const before = toPlain(document)
      document.set(patch)
      await document.save()
      const after = toPlain(document)
      await kernel.audit({ ...note(actor, after), action, before, after, reason })
      return after
    },
  }
}
