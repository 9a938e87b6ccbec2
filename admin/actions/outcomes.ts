import type { Result } from '../../src/core/result.js'
import type { Outcome } from './panel-action.js'

/** The service's refusal as it is, or success with the page that follows. */
export function done<T>(result: Result<T>, redirectTo?: (value: T) => string): Result<Outcome | undefined> {
  if (!result.ok) return result
  return { ok: true, value: redirectTo ? { redirectTo: redirectTo(result.value) } : undefined }
}
