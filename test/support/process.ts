import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '../../src/db/embedded/server-process.js'
import { projectRoot } from '../../src/paths.js'

export type Variables = Record<string, string>

/** Settings of the developer's own shell and `.env` must not reach the program: empty means not set. */
const neutral: Variables = Object.fromEntries(
  ['NODE_ENV', 'MONGODB_URI', 'MONGODB_DB', 'BOT_TOKEN', 'SANDBOX', 'TELEGRAM_API_ROOT', 'WEBHOOK_URL', 'WEBHOOK_SECRET', 'ROLE', 'HOST', 'PUBLIC_URL', 'SESSION_SECRET', 'ADMIN_EMAIL', 'ADMIN_PASSWORD', 'TZ_DEFAULT', 'LOG_LEVEL'].map((name) => [name, '']),
)

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Running {
  pid: number
  /** What it has printed so far. */
  stdout(): string
  stderr(): string
  ended: Promise<Ended>
  /** Asks it to end and waits; SIGKILL after the patience. */
  stop(signal?: NodeJS.Signals, patienceMs?: number): Promise<Ended>
}

function follow(child: ChildProcess): Running {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    async stop(signal = 'SIGTERM', patienceMs = 30_000) {
      child.kill(signal)
      const late = wait(patienceMs, undefined, { ref: false }).then(() => child.kill('SIGKILL'))
      void late
      return ended
    },
  }
}

/** Starts a built program of ours (`src/main`, `scripts/org`); builds first when a source is newer. */
export function startEntry(entry: string, parameters: readonly string[], variables: Variables): Running {
  const child = spawn(process.execPath, [join(projectRoot, 'scripts', 'run.mjs'), entry, ...parameters], {
    cwd: projectRoot,
    env: { ...process.env, ...neutral, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return follow(child)
}

/** Runs an operators' command to its end: `runCommand('org', ['list', '--json'], { MONGODB_URI, MONGODB_DB })`. */
export async function runCommand(name: string, parameters: readonly string[], variables: Variables): Promise<Ended> {
  return startEntry(`scripts/${name}`, parameters, variables).ended
}

export interface Program extends Running {
  /** `http://127.0.0.1:port` */
  url: string
  port: number
  dataDir: string
}

async function answersOk(address: string): Promise<boolean> {
  return fetch(address).then(({ ok }) => ok, () => false)
}

/** Starts the real program on a free port with its own data folder, and waits for `/readyz`; throws with its output when it ends before. */
export async function startProgram(variables: Variables, { patienceMs = 60_000, dataDir = mkdtempSync(join(tmpdir(), 'nastavnik-data-')) } = {}): Promise<Program> {
  const port = Number(variables.PORT ?? (await findFreePort()))
  const running = startEntry('src/main', [], { DATA_DIR: dataDir, PORT: String(port), ...variables })
  const url = `http://127.0.0.1:${port}`
  let ended: Ended | null = null
  void running.ended.then((value) => (ended = value))
  for (let waited = 0; waited < patienceMs; waited += 100) {
    if (ended) break
    if (await answersOk(`${url}/readyz`)) return { ...running, url, port, dataDir }
    await wait(100)
  }
  const last = await running.stop('SIGKILL')
  throw new Error(`the program did not become ready (code ${last.code})\n${last.stdout}\n${last.stderr}`)
}

/** Removes the data folder of a program that has ended. */
export function removeData(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true })
}
