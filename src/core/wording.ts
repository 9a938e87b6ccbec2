import { ok, refuse, type Result } from './result.js'

const controls = /[\p{Cc}\p{Cf}]+/gu

/** Clean words: no control characters, single spaces, at most one empty line in a row. */
export function tidyWords(text: string): string {
  return text
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replace(controls, ' ').replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Tidies words that may be left out. Problem: `text-too-long` (with the limit of characters). */
export function allowWords(text: string | null | undefined, limit: number): Result<string> {
  const tidied = tidyWords(text ?? '')
  return [...tidied].length > limit ? refuse('text-too-long', { limit }) : ok(tidied)
}

/** Tidies obligatory words. Problems: `words-missing`, `text-too-long`. */
export function requireWords(text: string | null | undefined, limit: number): Result<string> {
  const words = allowWords(text, limit)
  if (!words.ok) return words
  return /[\p{L}\p{N}]/u.test(words.value) ? words : refuse('words-missing')
}
