import type { StaffRole } from '../../src/modules/accounts/account.js'
import { hiddenFields, liesIn } from '../../src/modules/accounts/field-rights.js'
import { resourceNames } from '../../src/modules/accounts/rights.js'
import type { PlainRecord } from '../resource/definition.js'

const isRecord = (value: unknown): value is PlainRecord => typeof value === 'object' && value !== null

function strip(value: unknown, path: string, hidden: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item, path, hidden))
  if (!isRecord(value)) return value
  const open = Object.entries(value).flatMap(([key, item]) => {
    const inner = path ? `${path}.${key}` : key
    return hidden.some((field) => liesIn(inner, field)) ? [] : [[key, strip(item, inner, hidden)] as const]
  })
  return Object.fromEntries(open)
}

/** What a system administrator may read of the history: nothing that holds answers, notes or decisions (ROLE-05). */
export const administratorsSubjects = ['Account', 'Organisation', 'Delivery']

/** Tells whether the history of such records is open to the role. */
export const isOpenSubject = (type: string, role: StaffRole): boolean => role !== 'sysadmin' || administratorsSubjects.includes(type)

/** Takes out of a line of the history what the role may not read of the record itself (DATA-06). */
export function hideFields(line: PlainRecord, role: StaffRole): void {
  const subject = isRecord(line['subject']) ? line['subject']['type'] : null
  const resource = resourceNames.find((name) => name === subject)
  const hidden = resource ? hiddenFields([role], resource) : []
  if (hidden.length === 0) return
  for (const side of ['before', 'after']) line[side] = strip(line[side], '', hidden)
  const paths = Array.isArray(line['changedPaths']) ? line['changedPaths'].map(String) : []
  const open = paths.filter((path) => !hidden.some((field) => liesIn(path, field)))
  line['changedPaths'] = open
  // The words of a line are about what it changed: where a part of that is hidden, they are too.
  if (hidden.includes('reason') || open.length < paths.length) line['reason'] = null
}
