import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findUpwards(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from
  const parent = dirname(from)
  if (parent === from) throw new Error('package.json was not found above the program')
  return findUpwards(parent)
}

/** The folder with package.json: the same whether the code runs from `dist/` or from its sources. */
export const projectRoot = findUpwards(dirname(fileURLToPath(import.meta.url)))
