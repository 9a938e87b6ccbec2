import { z } from 'zod'

/** A clause as «000 §5.3», «001 §9 r.2», or null where no regulation names the value. */
export const clauseSchema = z
  .string()
  .regex(/^00[0-4] \S/)
  .nullable()

/** A code: lower case latin letters, digits and underscores; it goes into button data, so it is short. */
export const codeSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/)
  .max(24)

/** Text for people: trimmed, not empty, at most `longest` characters. */
export function textUpTo(longest: number) {
  return z.string().trim().min(1).max(longest)
}

/** A value together with the clause it rests on. */
export function sourced<T extends z.ZodType>(value: T) {
  return z.strictObject({ value, clause: clauseSchema })
}

/** A block of its own, or one borrowed from another preset because this regulation is silent (VAR-18). */
export function ownOrBorrowed<T extends z.ZodRawShape>(shape: T) {
  return z.union([
    z.strictObject({ ...shape, clause: clauseSchema }),
    z.strictObject({ clause: z.null(), proposedFrom: z.string() }),
  ])
}

/** Fails the check when two entries share a code. */
export function haveUniqueCodes(entries: readonly { code: string }[]): boolean {
  return new Set(entries.map((entry) => entry.code)).size === entries.length
}
