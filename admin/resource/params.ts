import type { PlainRecord, ResourceDefinition } from './definition.js'

function valueAt(source: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as PlainRecord | null | undefined)?.[key], source)
}

/** Plain values of the visible paths, and nothing else. */
export function toParams(definition: ResourceDefinition, document: PlainRecord, visible: readonly string[]): PlainRecord {
  const plain = JSON.parse(JSON.stringify(document)) as PlainRecord
  const { derived = {} } = definition
  const shown = visible.map((path) => [path, derived[path] ? derived[path].value(plain) : (valueAt(plain, path) ?? null)] as const)
  return { id: plain['_id'], ...Object.fromEntries(shown), organisationId: valueAt(plain, definition.scope), updatedAt: plain['updatedAt'] ?? null }
}
