/** What the server calls a write that a unique index refused. */
export const duplicateKeyCode = 11_000
const attempts = 3

/** True when a unique index refused the write: somebody else was first. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === duplicateKeyCode
}

/** Which documents of an insert of many were there already; throws the error on when anything else went wrong, e.g. the time ran out. */
export function placesOfDuplicates(error: unknown): number[] {
  const failures = error instanceof Error && 'writeErrors' in error ? (error.writeErrors as { index: number; code: number }[]) : []
  if (!isDuplicateKey(error) || failures.length === 0 || failures.some(({ code }) => code !== duplicateKeyCode)) throw error
  return failures.map(({ index }) => index)
}

/** True when another writer changed the record meanwhile: what is read again tells how to go on. */
export function isLostRace(error: unknown): boolean {
  return isDuplicateKey(error) || (error instanceof Error && error.name === 'VersionError')
}

/** Two presses at once: the later one runs again on what the first has written. */
export async function retryLostRaces<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isLostRace(error) || attempt === attempts) throw error
    }
  }
}
