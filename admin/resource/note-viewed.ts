import type { ResourceName } from '../../src/modules/accounts/rights.js'
import type { Services } from '../../src/services.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'

/** Fields of a record whose reading is noted. */
export const noted: Partial<Record<ResourceName, readonly string[]>> = {
  Person: ['phone', 'email', 'birthOn'],
  Response: ['answers'],
  Consent: ['fileId'],
  Request: ['text'],
  Pair: ['reason'],
}

export type NoteViewed = (user: PanelUser, resource: ResourceName, recordId: string, organisationId: unknown) => Promise<void>

/** Notes in the history that a record with sensitive fields was shown (DATA-04); of others nothing. */
export function createNoteViewed(services: Pick<Services, 'audit'>): NoteViewed {
  return async (user, resource, recordId, organisationId) => {
    const fields = noted[resource] ?? []
    if (fields.length === 0 || typeof organisationId !== 'string') return
    await services.audit.viewed(actorOf(user, organisationId), { organisationId, subject: { type: resource, id: recordId }, fields })
  }
}
