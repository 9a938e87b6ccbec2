import type { Result } from '../../core/result.js'
import { allowWords, requireWords } from '../../core/wording.js'

/** Longest texts in characters; a plan is read on a phone. */
export const longest = { title: 200, goal: 1000, need: 300, measures: 1000, result: 300, comment: 2000, summary: 2000, note: 500 } as const
export type WordingField = keyof typeof longest

/** Tidies an obligatory text. Problems: `words-missing`, `text-too-long` (with the limit of characters). */
export const requireText = (field: WordingField, text: string): Result<string> => requireWords(text, longest[field])

/** Tidies a text that may be left out. Problem: `text-too-long`. */
export const allowText = (field: WordingField, text: string | null | undefined): Result<string> => allowWords(text, longest[field])
