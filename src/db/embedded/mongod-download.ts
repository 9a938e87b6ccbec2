import { spawn } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { projectRoot } from '../../paths.js'
import type { Environment, Surroundings } from './types.js'

const host = 'fastdl.mongodb.org'
const stallMs = 20_000
const lookMs = 1_000

/** Finds the program in the folder, or fetches it when FETCH is 1; prints its path. A process of its own, so that a stalled download can be ended. */
const script = `
import core from 'mongodb-memory-server-core'
const [downloadDir, fetches] = process.argv.slice(1)
process.env.MONGOMS_RUNTIME_DOWNLOAD = fetches
core.MongoBinary.getPath({ downloadDir }).then((path) => process.stdout.write(path), () => process.exit(1))
`

async function canReach(env: Environment): Promise<boolean> {
  if (env.HTTPS_PROXY ?? env.https_proxy ?? env.HTTP_PROXY ?? env.http_proxy ?? env.MONGOMS_DOWNLOAD_MIRROR ?? env.MONGOMS_DOWNLOAD_URL) return true
  const found = lookup(host).then(() => true, () => false)
  return Promise.race([found, wait(5_000, false)])
}

async function measure(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size, () => 0)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Runs the script; ends it when the folder has not grown for the time of a stall. */
async function getPath(folder: string, fetches: boolean, env: Environment, onGrowth: (bytes: number) => void): Promise<string | null> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder, String(fetches)], { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'ignore'] })
  let path = ''
  child.stdout.on('data', (chunk: Buffer) => (path += chunk.toString()))
  const ended = new Promise<string | null>((resolve) => child.once('close', (code) => resolve(code === 0 && path !== '' ? path : null)))
  let size = -1
  let still = 0
  const watch = setInterval(() => {
    void measure(folder).then((now) => {
      still = now === size ? still + lookMs : 0
      if (now !== size) onGrowth(now)
      size = now
      if (still >= stallMs) child.kill('SIGKILL')
    })
  }, lookMs)
  return ended.finally(() => clearInterval(watch))
}

/** Finds a mongod that was fetched before, or fetches it; null when the site cannot be reached or the download stalls. */
export async function downloadMongod({ dataDir, env, say }: Surroundings): Promise<string | null> {
  const folder = env.MONGOMS_DOWNLOAD_DIR ?? join(dataDir, 'mongod-download')
  const kept = await getPath(folder, false, env, () => undefined)
  if (kept !== null) return kept
  if (!(await canReach(env))) {
    say('embedded-no-download', { host })
    return null
  }
  say('embedded-downloading', { host })
  let shown = 0
  const path = await getPath(folder, true, env, (bytes) => {
    const megabytes = Math.floor(bytes / 1_048_576)
    if (megabytes >= shown + 10) say('embedded-downloaded', { megabytes: (shown = megabytes) })
  })
  if (path === null) say('embedded-download-failed', { host })
  return path
}
