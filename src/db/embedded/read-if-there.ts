import { readFile } from 'node:fs/promises'

/** Errors that mean that the file, or the process behind it, is gone. */
const gone = ['ENOENT', 'ESRCH', 'ENOTDIR']

/** True when the file is not there, or the error is another one of the given codes. */
export function isGone(error: unknown, alsoCodes: readonly string[] = []): boolean {
  return error instanceof Error && 'code' in error && [...gone, ...alsoCodes].includes(String(error.code))
}

/** Reads a text file; null when it is not there, or for one of the given codes. */
export async function readIfThere(path: string, alsoCodes: readonly string[] = []): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isGone(error, alsoCodes)) return null
    throw error
  }
}
