import type { Role } from '../../core/actor.js'
import { isStaffRole, type StaffRole } from './account.js'
import { mayDo, type ResourceName } from './rights.js'

/**
 * Fields that not everybody reads who may open the record, and who does (DATA-06, DATA-04, ROLE-16). A rule holds for
 * its path and everything below. Lists, pages, filters, search, histories and «who sees my data» ask this table.
 */
export const sensitiveFields = {
  Person: {
    birthOn: ['curator', 'head', 'sysadmin'],
    phone: ['curator', 'head', 'sysadmin'],
    email: ['curator', 'head', 'sysadmin'],
  },
  Response: {
    answers: ['curator'],
  },
  Consent: {
    fileId: ['curator', 'head'],
    reason: ['curator'],
  },
  Pair: {
    // Why somebody refused; the other side and the head learn only that he did.
    'mentor.reason': ['curator'],
    'members.reason': ['curator'],
    pauseReason: ['curator', 'head'],
    end: ['curator', 'head'],
    reason: ['curator', 'head'],
  },
  Programme: {
    'rows.marks.reports': ['curator', 'head'],
    'rows.marks.comment': ['curator', 'head'],
    corrections: ['curator', 'head', 'council'],
    returnReason: ['curator', 'head', 'council'],
    reason: ['curator', 'head'],
    completion: ['curator', 'head'],
  },
  Meeting: {
    'attendees.wish': ['curator'],
    summary: ['curator', 'head'],
    reason: ['curator', 'head'],
  },
  FileAccess: {
    what: ['curator', 'head'],
    why: ['curator', 'head'],
    reason: ['curator', 'head'],
    shown: ['curator', 'head'],
  },
  PsychologyNote: {
    testName: ['psychologist'],
    details: ['psychologist'],
    conclusion: ['psychologist'],
  },
  Request: {
    text: ['curator'],
    answer: ['curator'],
    reason: ['curator'],
  },
} as const satisfies { [Resource in ResourceName]?: Record<string, readonly StaffRole[]> }

type FieldRules = Partial<Record<ResourceName, Record<string, readonly StaffRole[]>>>
const rules: FieldRules = sensitiveFields

/** Names the sensitive paths of a resource that none of the roles may read. */
export function hiddenFields(roles: readonly Role[], resource: ResourceName): string[] {
  return Object.entries(rules[resource] ?? {})
    .filter(([, allowed]) => !roles.some((role) => isStaffRole(role) && allowed.includes(role)))
    .map(([path]) => path)
}

/** True when one path is the other or lies below it; places in lists do not count. */
export function liesIn(path: string, outer: string): boolean {
  const plain = path.replace(/\.\d+(?=\.|$)/g, '')
  return plain === outer || plain.startsWith(`${outer}.`)
}

/** Tells whether one of the roles may read this field of a record that it may open at all. */
export function mayReadField(roles: readonly Role[], resource: ResourceName, field: string): boolean {
  const opens = ['list', 'show', 'search'].some((action) => mayDo(roles, resource, action))
  return opens && !hiddenFields(roles, resource).some((hidden) => liesIn(field, hidden))
}

/** The panel's roles that may read a field, in the order of the table. */
export function readersOf(resource: ResourceName, field: string, all: readonly StaffRole[]): StaffRole[] {
  return all.filter((role) => mayReadField([role], resource, field))
}
