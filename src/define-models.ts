import { readdirSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Connection } from 'mongoose'

type Define = (connection: Connection) => unknown

function isDefine(entry: [string, unknown]): entry is [string, Define] {
  return /^define\w+Model$/.test(entry[0]) && typeof entry[1] === 'function'
}

/** Registers every model of the product on the connection: all that a module exports as `define…Model`. Returns their names. */
export async function defineModels(connection: Connection): Promise<string[]> {
  const own = fileURLToPath(import.meta.url)
  const folder = join(dirname(own), 'modules')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => extname(file) === extname(own) && !file.endsWith('.d.ts'))
  for (const file of files.sort()) {
    const exported = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, unknown>
    for (const [, define] of Object.entries(exported).filter(isDefine)) define(connection)
  }
  return connection.modelNames()
}
