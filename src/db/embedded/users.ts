import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from './processes.js'

let serial = 0

const folderOf = (dataDir: string) => join(dataDir, 'db-users')

/** Notes that this process uses the server of the folder; returns the name to take the note back by. */
export async function joinUsers(dataDir: string): Promise<string> {
  serial += 1
  const name = `${process.pid}-${serial}`
  await mkdir(folderOf(dataDir), { recursive: true })
  await writeFile(join(folderOf(dataDir), name), '')
  return name
}

/** Takes the note back, forgets users that died, and returns how many live ones remain. */
export async function leaveUsers(dataDir: string, name: string): Promise<number> {
  await rm(join(folderOf(dataDir), name), { force: true })
  let living = 0
  for (const user of await readdir(folderOf(dataDir))) {
    if (isAlive(Number(user.split('-')[0]))) living += 1
    else await rm(join(folderOf(dataDir), user), { force: true })
  }
  return living
}
