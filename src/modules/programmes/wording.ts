import { ok, refuse, type Result } from '../../core/result.js'

const controls = /[\p{Cc}\p{Cf}]+/gu

/** One clean line or paragraph: no control characters, single spaces, at most one empty line in a row. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replace(controls, ' ').replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Longest texts in characters; a plan is read on a phone. */
export const longest = { title: 200, goal: 1000, need: 300, measures: 1000, result: 300, comment: 2000, summary: 2000, note: 500 } as const
export type WordingField = keyof typeof longest

/** Tidies an obligatory text. Problems: `text-empty`, `text-too-long` (with the limit of characters). */
export function requireText(field: WordingField, text: string): Result<string> {
  const tidied = tidy(text)
  if (!/[\p{L}\p{N}]/u.test(tidied)) return refuse('text-empty')
  if (tidied.length > longest[field]) return refuse('text-too-long', { limit: longest[field] })
  return ok(tidied)
}

/** Tidies a text that may be left out. Problem: `text-too-long`. */
export function allowText(field: WordingField, text: string | null | undefined): Result<string> {
  const tidied = tidy(text ?? '')
  return tidied.length > longest[field] ? refuse('text-too-long', { limit: longest[field] }) : ok(tidied)
}
