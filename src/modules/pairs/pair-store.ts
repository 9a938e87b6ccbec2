import { isValidObjectId, type Connection } from 'mongoose'
import { belongsTo, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { openPairStates, type Pair, type PairState } from './pair.js'
import { defineMentorLockModel, definePairModel, toPair, type PairDocument, type PairFields } from './pair-model.js'

/** What the history says about one change. */
export interface ChangeNote {
  action: string
  reason?: string
}

export interface PairFilter {
  states?: readonly PairState[]
  personId?: string
  curatorId?: string
}

export type PairStore = ReturnType<typeof createPairStore>

const attempts = 3
const duplicateKey = 11_000

/** Two presses at once: the later one runs again on what the first has written. */
function lostTheRace(error: unknown): boolean {
  return error instanceof Error && (error.name === 'VersionError' || ('code' in error && error.code === duplicateKey))
}

/** Reads and writes pairs: every write in a transaction, guarded by the version, with its line in the history. */
export function createPairStore(connection: Connection, kernel: Kernel) {
  const pairs = definePairModel(connection)
  const locks = defineMentorLockModel(connection)

  return {
    /** Runs the use case in one transaction, again when someone else was quicker. */
    async transaction<T>(work: () => Promise<T>): Promise<T> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await kernel.transaction(work)
        } catch (error) {
          if (!lostTheRace(error) || attempt === attempts) throw error
        }
      }
    },

    /** The pair as a document to change; null when it is not there or not in the actor's organisation. */
    async open(actor: Actor, pairId: string): Promise<PairDocument | null> {
      const found = isValidObjectId(pairId) ? await pairs.findById(pairId) : null
      return found && belongsTo(actor, found.organisationId) ? found : null
    },

    async find(pairId: string): Promise<Pair | null> {
      const found = isValidObjectId(pairId) ? await pairs.findById(pairId) : null
      return found ? toPair(found) : null
    },

    async list(organisationId: string, { states, personId, curatorId }: PairFilter = {}): Promise<Pair[]> {
      const found = await pairs
        .find({
          organisationId,
          ...(states ? { state: { $in: states } } : {}),
          ...(curatorId ? { curatorId } : {}),
          ...(personId ? { $or: [{ mentorId: personId }, { 'members.menteeId': personId }] } : {}),
        })
        .sort({ createdAt: -1, _id: -1 })
      return found.map(toPair)
    },

    /** Open pairs of a mentor, read after everybody else who proposes to him at this moment has been shut out. */
    async lockMentor(organisationId: string, mentorId: string): Promise<Pair[]> {
      await locks.updateOne({ _id: mentorId }, { $inc: { proposals: 1 } }, { upsert: true })
      const found = await pairs.find({ organisationId, mentorId, state: { $in: openPairStates } })
      return found.map(toPair)
    },

    async insert(actor: Actor, fields: Omit<PairFields, 'createdAt' | 'updatedAt'>, note: ChangeNote): Promise<PairDocument> {
      const now = kernel.clock.now()
      const document = await new pairs({ ...fields, createdAt: now, updatedAt: now }).save()
      const pair = toPair(document)
      await kernel.audit({ actor, organisationId: pair.organisationId, subject: { type: 'Pair', id: pair.id }, after: pair, ...note })
      return document
    },

    /** Changes the pair and writes what was and what is now into the history. */
    async change(actor: Actor, document: PairDocument, patch: Partial<PairFields>, note: ChangeNote): Promise<Pair> {
      const before = toPair(document)
      document.set({ ...patch, updatedAt: kernel.clock.now() })
      await document.save()
      const after = toPair(document)
      await kernel.audit({ actor, organisationId: after.organisationId, subject: { type: 'Pair', id: after.id }, before, after, ...note })
      return after
    },
  }
}
