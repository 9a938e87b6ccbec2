import { hiddenFields, liesIn } from '../../src/modules/accounts/field-rights.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceDefinition } from './definition.js'

const without = <Value>(fields: Record<string, Value> | undefined, isOpen: (path: string) => boolean): Record<string, Value> =>
  Object.fromEntries(Object.entries(fields ?? {}).filter(([path]) => isOpen(path)))

function narrowed(definition: ResourceDefinition, hidden: readonly string[]): ResourceDefinition {
  const { derived = {}, listed, shown, filterable, sortable, writable, searchable, lookUps, sort } = definition
  // A path is shut when it lies in a hidden field, or holds one: what is shown of it would show the field too.
  const isShut = (path: string) => hidden.some((field) => liesIn(path, field) || liesIn(field, path))
  const isOpen = (path: string) => (derived[path] ? !derived[path].from.some((from) => hidden.some((field) => liesIn(from, field))) : !isShut(path))
  const search = searchable !== undefined && isOpen(searchable) ? { searchable } : { searchable: undefined }
  return {
    ...definition,
    ...search,
    listed: listed.filter(isOpen),
    shown: shown.filter(isOpen),
    filterable: filterable.filter(isOpen),
    sortable: (sortable ?? []).filter(isOpen),
    writable: (writable ?? []).filter(isOpen),
    lookUps: without(lookUps, isOpen),
    sort: isOpen(sort.sortBy) ? sort : { sortBy: 'updatedAt', direction: 'desc' },
  }
}

const known = new WeakMap<ResourceDefinition, Map<string, ResourceDefinition>>()

/** The definition as this person's role may see it: hidden fields are neither listed, shown, searched, filtered, sorted nor written (DATA-06). */
export function visibleTo(definition: ResourceDefinition, { role }: Pick<PanelUser, 'role'>): ResourceDefinition {
  const hidden = hiddenFields([role], definition.id)
  if (hidden.length === 0) return definition
  const byRole = known.get(definition) ?? new Map<string, ResourceDefinition>()
  known.set(definition, byRole)
  const found = byRole.get(role) ?? narrowed(definition, hidden)
  byRole.set(role, found)
  return found
}
