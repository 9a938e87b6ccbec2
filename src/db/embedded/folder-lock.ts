import { mkdir, rm, writeFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isAlive } from './processes.js'
import { isGone, readIfThere } from './read-if-there.js'

const lockName = 'db.lock'

async function readHolder(path: string): Promise<number | null> {
  const text = (await readIfThere(path)) ?? ''
  return /^\d+$/.test(text) ? Number(text) : null
}

async function tryTake(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** A lock whose holder died is moved away under a name of our own; only one of several can do that. */
async function breakStale(path: string, holder: number): Promise<void> {
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (!isGone(error)) throw error
  }
  const moved = await readHolder(aside)
  if (moved !== null && moved !== holder && isAlive(moved)) await rename(aside, path)
  else await rm(aside, { force: true })
}

/** Runs the work while no other process works on the same folder; waits for its turn. */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, lockName)
  while (!(await tryTake(path))) {
    const holder = await readHolder(path)
    if (holder !== null && !isAlive(holder)) await breakStale(path, holder)
    else await wait(50)
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}
