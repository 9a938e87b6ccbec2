import type { Channel, Role } from '../../core/actor.js'

/** Who did it, as it was at that moment: ids and roles, never names. */
export interface AuditActor {
  personId: string | null
  accountId: string | null
  channel: Channel
  roles: readonly Role[]
}

/** One line of the history (IMPL-05): who, when, what, before, after, why. It is never changed. */
export interface AuditEntry {
  id: string
  organisationId: string | null
  at: Date
  actor: AuditActor
  action: string
  subject: { type: string; id: string }
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason: string | null
  changedPaths: string[]
  /** Network address of who acted at the panel. */
  address: string | null
  /** Place in the organisation's chain; null until sealed. */
  seq: number | null
}

const secretKey = /passw|hash|token|secret|cookie|session(?!Epoch)/i

/** Copies a value as plain data without secret fields, dates as ISO strings and ids as strings. */
export function withoutSecrets(value: unknown): unknown {
  if (value === null || value === undefined) return value ?? null
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value)
  if (typeof value !== 'object') return value
  if (Object.getPrototypeOf(value) !== Object.prototype && 'toJSON' in value && typeof value.toJSON === 'function') {
    return withoutSecrets(value.toJSON())
  }
  const kept = Object.entries(value).filter(([key, item]) => !secretKey.test(key) && item !== undefined)
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutSecrets(item)]))
}

/** Lists the dotted paths whose values differ between two plain values, sorted. */
export function changedPathsOf(before: unknown, after: unknown): string[] {
  const old = flatten(before)
  const fresh = flatten(after)
  const paths = new Set([...old.keys(), ...fresh.keys()])
  return [...paths].filter((path) => old.get(path) !== fresh.get(path)).sort()
}

function flatten(value: unknown, prefix = '', into = new Map<string, string>()): Map<string, string> {
  if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) flatten(item, prefix ? `${prefix}.${key}` : key, into)
  } else if (prefix && value !== undefined) {
    into.set(prefix, JSON.stringify(value))
  }
  return into
}
