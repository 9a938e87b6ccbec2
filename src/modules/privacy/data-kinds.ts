import type { StaffRole } from '../accounts/account.js'
import { staffRoles } from '../accounts/account.js'
import { mayReadField, readersOf } from '../accounts/field-rights.js'
import type { ResourceName } from '../accounts/rights.js'

/** The other side of the person's own pair. */
export type Party = 'mentor' | 'mentee'

/** One kind of what is stored about a person: where it lies in the table of rights, and which side of the pair sees it in the chat. */
export interface DataKind {
  code: string
  group: DataGroup
  resource: ResourceName
  /** A sensitive field, or any other one where the whole record is meant. */
  field: string
  parties: readonly Party[]
}

export const dataGroups = ['person', 'forms', 'work'] as const
export type DataGroup = (typeof dataGroups)[number]

const both: readonly Party[] = ['mentor', 'mentee']

/** What is stored about a person, in the order in which it is told; who reads it comes from the tables of rights (DATA-10). */
export const dataKinds = [
  { code: 'card', group: 'person', resource: 'Person', field: 'surname', parties: both },
  { code: 'contacts', group: 'person', resource: 'Person', field: 'phone', parties: [] },
  { code: 'birthday', group: 'person', resource: 'Person', field: 'birthOn', parties: [] },
  { code: 'file', group: 'person', resource: 'FileAccess', field: 'shown', parties: ['mentor'] },
  { code: 'answers', group: 'forms', resource: 'Response', field: 'answers', parties: [] },
  { code: 'needs', group: 'forms', resource: 'Programme', field: 'rows.need', parties: ['mentor'] },
  { code: 'notes', group: 'forms', resource: 'PsychologyNote', field: 'details', parties: [] },
  { code: 'consents', group: 'forms', resource: 'Consent', field: 'state', parties: [] },
  { code: 'scans', group: 'forms', resource: 'Consent', field: 'fileId', parties: [] },
  { code: 'refusal', group: 'forms', resource: 'Pair', field: 'mentor.reason', parties: [] },
  { code: 'pair', group: 'work', resource: 'Pair', field: 'state', parties: both },
  { code: 'programme', group: 'work', resource: 'Programme', field: 'rows', parties: both },
  { code: 'reports', group: 'work', resource: 'Programme', field: 'rows.marks.reports', parties: ['mentor'] },
  { code: 'meetings', group: 'work', resource: 'Meeting', field: 'startsAt', parties: both },
  { code: 'requests', group: 'work', resource: 'Request', field: 'text', parties: ['mentor'] },
] as const satisfies readonly DataKind[]

export type DataKindCode = (typeof dataKinds)[number]['code']

/** The panel's roles that read this kind of data. */
export function readersOfKind({ resource, field }: Pick<DataKind, 'resource' | 'field'>): StaffRole[] {
  return readersOf(resource, field, staffRoles)
}

/** Tells whether the role reads any of what is stored about people at all. */
export function readsPeople(role: StaffRole): boolean {
  return dataKinds.some(({ resource, field }) => mayReadField([role], resource, field))
}
