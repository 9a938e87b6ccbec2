import { isObjectIdOrHexString, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { createRecordStore } from '../../db/record-store.js'
import { defineRequestModel, toRequest, type RequestDocument } from './request-model.js'
import type { RowHold } from '../programmes/programme-dependencies.js'
import { openRequestStates, type MentoringRequest } from './request.js'

/** What a request says of its pair's life. */
export type RequestLife = Pick<MentoringRequest, 'pairId' | 'state' | 'askedAt' | 'answeredAt'>

export type RequestStore = ReturnType<typeof createRequestStore>

/** Reads and writes requests. */
export function createRequestStore(connection: Connection, kernel: Kernel) {
  const requests = defineRequestModel(connection)
  const records = createRecordStore<RequestDocument, MentoringRequest>({ model: requests, toPlain: toRequest, type: 'Request', kernel })

  return {
    ...records,

    async findMany(ids: readonly string[]): Promise<MentoringRequest[]> {
      return (await requests.find({ _id: { $in: ids.filter((id) => isObjectIdOrHexString(id)) } })).map(toRequest)
    },

    async holdsOf(programmeIds: readonly string[]): Promise<RowHold[]> {
      const found = await requests.find({ kind: 'term', programmeId: { $in: programmeIds } })
      return found.map(({ programmeId, rowId, menteeId, askedAt, answeredAt, state }) => ({
        programmeId: programmeId ?? '',
        rowId: rowId ?? '',
        menteeId,
        from: askedAt,
        to: openRequestStates.includes(state) ? null : (answeredAt ?? askedAt),
      }))
    },

    async lifeOf(pairIds: readonly string[]): Promise<RequestLife[]> {
      const found = await requests.find({ pairId: { $in: pairIds } }, { pairId: 1, state: 1, askedAt: 1, answeredAt: 1 }).lean<RequestLife[]>()
      return found.map(({ pairId, state, askedAt, answeredAt }) => ({ pairId, state, askedAt, answeredAt: answeredAt ?? null }))
    },

    async list(filter: Record<string, unknown>): Promise<MentoringRequest[]> {
      return (await requests.find(filter).sort({ askedAt: -1, _id: -1 }).limit(500)).map(toRequest)
    },

    insert: async (actor: Actor, fields: Omit<MentoringRequest, 'id'>): Promise<MentoringRequest> =>
      toRequest(await records.insert(actor, fields, { action: `request-${fields.kind}` })),

    change: (actor: Actor, document: RequestDocument, patch: Partial<MentoringRequest>, action: string): Promise<MentoringRequest> =>
      records.change(actor, document, patch, { action }),
  }
}
