import type { TextArgs } from '../../texts.js'

/** What a view needs to speak: the organisation's words, its zone, the present. */
export interface Face {
  t(key: string, args?: TextArgs): string
  zone: string
  now: Date
}

/** The face of a context, whose present is a function. */
export function faceOf(ctx: { t: Face['t']; zone: string; now(): Date }): Face {
  return { t: ctx.t, zone: ctx.zone, now: ctx.now() }
}

const longestLine = 70

/** One short line of a longer text, for lists. */
export function shortLine(text: string, longest = longestLine): string {
  const line = text.replace(/\s+/g, ' ')
  return [...line].length <= longest ? line : `${[...line].slice(0, longest - 1).join('').trimEnd()}…`
}

export const pageSize = 5

/** Five of a list, and whether more follow. */
export function pageOf<T>(items: readonly T[], page: number): { items: T[]; from: number; next: number | null } {
  const last = Math.max(0, Math.ceil(items.length / pageSize) - 1)
  const at = Number.isInteger(page) && page >= 0 && page <= last ? page : 0
  const from = at * pageSize
  return { items: items.slice(from, from + pageSize), from, next: at < last ? at + 1 : last > 0 ? 0 : null }
}
