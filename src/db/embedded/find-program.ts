import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Environment } from './types.js'

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The first folder of PATH (and of the further folders) that holds the program. */
export function findOnPath(name: string, env: Environment, further: readonly string[] = []): string | null {
  const folders = [...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...further]
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null
}
