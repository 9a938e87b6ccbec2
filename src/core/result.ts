/** A refusal that a person may meet: `code` is the locale key `problem-<code>`, `params` fill its placeholders. */
export interface Problem {
  code: string
  params?: Record<string, string | number>
}

export type Success<T> = { ok: true; value: T }
export type Refusal = { ok: false; problem: Problem }

/** Outcome of a use case: plain data, so that it survives `conversation.external`. */
export type Result<T> = Success<T> | Refusal

/** Wraps the value of a use case that went through. */
export function ok<T>(value: T): Success<T>
export function ok(): Success<undefined>
export function ok<T>(value?: T): Success<T | undefined> {
  return { ok: true, value }
}

/** Makes the refusal with a locale code and the values of its placeholders. */
export function refuse(code: string, params?: Record<string, string | number>): Refusal {
  return { ok: false, problem: params ? { code, params } : { code } }
}

/** Unwraps a result where a refusal would be a bug (demo data, tests); throws with the code. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`unexpected refusal: ${result.problem.code} ${JSON.stringify(result.problem.params ?? {})}`)
  return result.value
}
