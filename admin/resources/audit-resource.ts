import { defineAuditModel } from '../../src/modules/audit/audit-model.js'
import { resourceNames } from '../../src/modules/accounts/rights.js'
import type { PlainRecord, ResourceDefinition } from '../resource/definition.js'
import { panelModel } from '../resource/definition.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

/** What a system administrator may read of the history: nothing that holds answers, notes or decisions (ROLE-05). */
const administratorsSubjects = ['Account', 'Organisation', 'Delivery']

const oneLine = (value: unknown): string => (value === null || value === undefined ? '—' : typeof value === 'object' ? JSON.stringify(value) : String(value))

function valueAt(source: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as PlainRecord | null | undefined)?.[key], source)
}

/** One line a changed path: `path: before -> after`. */
function changesOf(entry: PlainRecord): string {
  const paths = Array.isArray(entry['changedPaths']) ? entry['changedPaths'].map(String) : []
  return paths.map((path) => `${path}: ${oneLine(valueAt(entry['before'], path))} → ${oneLine(valueAt(entry['after'], path))}`).join('\n')
}

/** The history of changes, to be read only (IMPL-05). */
export function createAuditResource({ connection }: ResourceContext): ResourceEntry {
  const definition: ResourceDefinition = {
    id: 'AuditEntry',
    model: panelModel(defineAuditModel(connection)),
    menu: { group: 'office', icon: 'List' },
    scope: 'organisationId',
    restrict: ({ role }) => (role === 'sysadmin' ? { 'subject.type': { $in: administratorsSubjects } } : {}),
    title: 'action',
    listed: ['at', 'action', 'subject.type', 'actor.personId', 'actor.channel', 'reason'],
    shown: ['at', 'action', 'subject.type', 'subject.id', 'actor.personId', 'actor.accountId', 'actor.channel', 'changes', 'reason'],
    filterable: ['at', 'subject.type', 'subject.id', 'actor.personId', 'actor.channel'],
    sortable: ['at'],
    sort: { sortBy: 'at', direction: 'desc' },
    references: { 'actor.personId': 'Person', 'actor.accountId': 'Account' },
    values: { 'subject.type': resourceNames, 'actor.channel': ['bot', 'panel', 'job', 'command'] },
    derived: { changes: { from: ['before', 'after', 'changedPaths'], value: changesOf } },
  }
  return { definition, offered: ['list', 'show'], actions: [] }
}
