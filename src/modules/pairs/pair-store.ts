import { isObjectIdOrHexString, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { createRecordStore, type ChangeNote } from '../../db/record-store.js'
import { openPairStates, type Pair, type PairState } from './pair.js'
import { defineMentorLockModel, definePairModel, toPair, type PairDocument, type PairFields } from './pair-model.js'

export interface PairFilter {
  states?: readonly PairState[]
  personId?: string
  curatorId?: string
}

export type PairStore = ReturnType<typeof createPairStore>

/** Reads and writes pairs. */
export function createPairStore(connection: Connection, kernel: Kernel) {
  const pairs = definePairModel(connection)
  const records = createRecordStore<PairDocument, Pair>({ model: pairs, toPlain: toPair, type: 'Pair', kernel })
  const locks = defineMentorLockModel(connection)

  return {
    ...records,

    async findMany(ids: readonly string[]): Promise<Pair[]> {
      return (await pairs.find({ _id: { $in: ids.filter((id) => isObjectIdOrHexString(id)) } })).map(toPair)
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

    async countByState(organisationId: string, yearId: string): Promise<Partial<Record<PairState, number>>> {
      const counted = await pairs.aggregate<{ _id: PairState; count: number }>([{ $match: { organisationId, yearId } }, { $group: { _id: '$state', count: { $sum: 1 } } }])
      return Object.fromEntries(counted.map(({ _id, count }) => [_id, count]))
    },

    /** Open pairs of a mentor, read after everybody else who proposes to him at this moment has been shut out. */
    async lockMentor(organisationId: string, mentorId: string): Promise<Pair[]> {
      await locks.updateOne({ _id: mentorId }, { $inc: { proposals: 1 } }, { upsert: true })
      const found = await pairs.find({ organisationId, mentorId, state: { $in: openPairStates } })
      return found.map(toPair)
    },

    insert(actor: Actor, fields: Omit<PairFields, 'createdAt' | 'updatedAt'>, note: ChangeNote): Promise<PairDocument> {
      const now = kernel.clock.now()
      return records.insert(actor, { ...fields, createdAt: now, updatedAt: now }, note)
    },

    change: (actor: Actor, document: PairDocument, patch: Partial<PairFields>, note: ChangeNote): Promise<Pair> =>
      records.change(actor, document, { ...patch, updatedAt: kernel.clock.now() }, note),
  }
}
