import { lookup } from 'node:dns/promises'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Folders that talk to the database by the hundred thousand: left out on the slow server. */
export const heavyFolders = ['test/admin', 'test/attack', 'test/bot', 'test/e2e', 'test/faults', 'test/jobs']

const fastPrograms = ['mongod', 'secantusd-rs', 'cargo']

async function canDownloadMongod() {
  try {
    await lookup('fastdl.mongodb.org')
    return true
  } catch (error) {
    if (['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'].includes(error.code)) return false
    throw error
  }
}

/** True when the suite can have no other server than the wheel: no mongod here or to download, no Rust server, no cargo to build it. */
export async function willBeSlow(env) {
  if (env.TEST_MONGODB_URI) return false
  if (env.TEST_SERVER) return env.TEST_SERVER === 'secantus-wheel'
  const folders = [...(env.PATH ?? '').split(delimiter), join(env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin')]
  if (env.MONGOMS_SYSTEM_BINARY || fastPrograms.some((name) => folders.some((folder) => existsSync(join(folder, name))))) return false
  return !(await canDownloadMongod())
}

/** Counts the tests of a folder by their heads; one of a table counts once. */
export function countTests(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'))
  return files.reduce((sum, file) => sum + (readFileSync(join(folder, file), 'utf8').match(/^\s*it(\.\w+\(.*?\))?\(/gm)?.length ?? 0), 0)
}
