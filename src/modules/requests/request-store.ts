import { isValidObjectId, type Connection } from 'mongoose'
import { belongsTo, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { defineRequestModel, toRequest, type RequestDocument } from './request-model.js'
import type { MentoringRequest } from './request.js'

export type RequestStore = ReturnType<typeof createRequestStore>

const attempts = 3

/** Reads and writes requests: every write in a transaction, guarded by the version, with its line in the history. */
export function createRequestStore(connection: Connection, kernel: Kernel) {
  const requests = defineRequestModel(connection)
  const note = (actor: Actor, request: MentoringRequest) => ({ actor, organisationId: request.organisationId, subject: { type: 'Request', id: request.id } })

  return {
    /** Runs the use case in one transaction; of two presses at once the later one sees what the first has written. */
    async transaction<T>(work: () => Promise<T>): Promise<T> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await kernel.transaction(work)
        } catch (error) {
          const lostTheRace = error instanceof Error && error.name === 'VersionError'
          if (!lostTheRace || attempt === attempts) throw error
        }
      }
    },

    async open(actor: Actor, requestId: string): Promise<RequestDocument | null> {
      const found = isValidObjectId(requestId) ? await requests.findById(requestId) : null
      return found && belongsTo(actor, found.organisationId) ? found : null
    },

    async find(requestId: string): Promise<MentoringRequest | null> {
      const found = isValidObjectId(requestId) ? await requests.findById(requestId) : null
      return found && toRequest(found)
    },

    async list(filter: Record<string, unknown>): Promise<MentoringRequest[]> {
      return (await requests.find(filter).sort({ askedAt: -1, _id: -1 }).limit(500)).map(toRequest)
    },

    async insert(actor: Actor, fields: Omit<MentoringRequest, 'id'>): Promise<MentoringRequest> {
      const request = toRequest(await new requests(fields).save())
      await kernel.audit({ ...note(actor, request), action: `request-${request.kind}`, after: request })
      return request
    },

    async change(actor: Actor, document: RequestDocument, patch: Partial<MentoringRequest>, action: string): Promise<MentoringRequest> {
      const before = toRequest(document)
      document.set(patch)
      await document.save()
      const after = toRequest(document)
      await kernel.audit({ ...note(actor, after), action, before, after })
      return after
    },
  }
}
