import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere } from './read-if-there.js'

/** `DATA_DIR/db.json`: which server this folder has; `pid` 0 when it does not run. */
const noteSchema = z.object({
  kind: z.enum(['mongod', 'mongod-downloaded', 'secantus-rust', 'secantus-wheel']),
  port: z.number().int(),
  pid: z.number().int().nonnegative(),
  uri: z.string(),
})
export type ServerNote = z.infer<typeof noteSchema>

const pathOf = (dataDir: string) => join(dataDir, 'db.json')

/** Reads the note; a missing or broken one is null. */
export async function readNote(dataDir: string): Promise<ServerNote | null> {
  const text = await readIfThere(pathOf(dataDir))
  if (text === null) return null
  try {
    return noteSchema.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Replaces the note in one step, so that a reader never sees half of it. */
export async function writeNote(dataDir: string, note: ServerNote): Promise<void> {
  const fresh = `${pathOf(dataDir)}.${process.pid}`
  await writeFile(fresh, `${JSON.stringify(note)}\n`)
  await rename(fresh, pathOf(dataDir))
}
