import type { StaffRole } from '../../src/modules/accounts/account.js'
import { hiddenFields, sensitiveFields } from '../../src/modules/accounts/field-rights.js'
import type { ResourceName } from '../../src/modules/accounts/rights.js'
import type { Services } from '../../src/services.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'

/** Sensitive fields that the person sees of a record of this kind. */
export function notedFields(resource: ResourceName, role: StaffRole): string[] {
  const table: Partial<Record<ResourceName, object>> = sensitiveFields
  const hidden = hiddenFields([role], resource)
  return Object.keys(table[resource] ?? {}).filter((field) => !hidden.includes(field))
}

export type NoteViewed = (user: PanelUser, resource: ResourceName, recordId: string, organisationId: unknown) => Promise<void>

/** Notes in the history that a record with sensitive fields was shown (DATA-04); of others nothing. */
export function createNoteViewed(services: Pick<Services, 'audit'>): NoteViewed {
  return async (user, resource, recordId, organisationId) => {
    const fields = notedFields(resource, user.role)
    if (fields.length === 0 || typeof organisationId !== 'string') return
    await services.audit.viewed(actorOf(user, organisationId), { organisationId, subject: { type: resource, id: recordId }, fields })
  }
}
