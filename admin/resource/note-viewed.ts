import type { StaffRole } from '../../src/modules/accounts/account.js'
import { hiddenFields, liesIn, sensitiveFields } from '../../src/modules/accounts/field-rights.js'
import type { ResourceName } from '../../src/modules/accounts/rights.js'
import type { Services } from '../../src/services.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import type { ResourceDefinition } from './definition.js'

/** Sensitive fields that the person sees of a record of this kind. */
export function notedFields(resource: ResourceName, role: StaffRole): string[] {
  const table: Partial<Record<ResourceName, object>> = sensitiveFields
  const hidden = hiddenFields([role], resource)
  return Object.keys(table[resource] ?? {}).filter((field) => !hidden.includes(field))
}

/** Sensitive fields that columns of a list show, its own and those of people. */
export function notedColumns({ id, listed, derived = {}, borrowed = [] }: ResourceDefinition, role: StaffRole): string[] {
  const paths = listed.flatMap((path) => derived[path]?.from ?? [path])
  const own = notedFields(id, role).filter((field) => paths.some((path) => liesIn(path, field) || liesIn(field, path)))
  return [...own, ...borrowed.filter((field) => notedFields('Person', role).includes(field))]
}

/** True when a page offers somebody's phone. */
export const showsPhones = (page: unknown): boolean => JSON.stringify(page).includes('"tel:')

/** Notes that something which is no record of one person (a list, a journal, a page, a file) has shown sensitive fields (DATA-04). */
export type NoteShown = (user: PanelUser, resource: ResourceName, id: string, fields: readonly string[]) => Promise<void>

/** Builds that note: once an account, page and quarter of an hour. */
export function createNoteShown({ audit }: Pick<Services, 'audit'>): NoteShown {
  return (user, resource, id, fields) => audit.viewed(actorOf(user), { organisationId: user.organisationId, subject: { type: resource, id }, fields })
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
