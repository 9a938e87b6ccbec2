import { spawn, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '../../src/db/embedded/server-process.js'
import { projectRoot } from '../../src/paths.js'
import { atMost, type Bench } from './bench.js'

interface ProgramFigures {
  secondStartSeconds: number
  /** null where the system does not tell */
  residentMegabytes: number | null
}

const patienceSeconds = 300

/** Starts the real program with these settings and waits until it is ready. */
export async function startProgram(dataDir: string, own: Record<string, string> = {}): Promise<{ child: ChildProcess; seconds: number; url: string }> {
  const port = await findFreePort()
  const began = performance.now()
  const settings = { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'silent', MONGODB_URI: '', BOT_TOKEN: '', ROLE: '', NODE_ENV: '', PUBLIC_URL: '', ...own }
  const child = spawn(process.execPath, [join(projectRoot, 'scripts', 'run.mjs'), 'src/main'], { cwd: projectRoot, env: { ...process.env, ...settings }, stdio: 'ignore' })
  const elapsed = () => (performance.now() - began) / 1_000
  while (elapsed() < patienceSeconds) {
    if (await fetch(`http://127.0.0.1:${port}/readyz`).then(({ ok }) => ok, () => false)) return { child, seconds: elapsed(), url: `http://127.0.0.1:${port}` }
    await wait(50)
  }
  child.kill('SIGKILL')
  throw new Error('the program did not become ready')
}

/** Ends the program and waits for it. */
export async function stopProgram(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Seconds from the start of the real program to readiness, with these settings. */
export async function measureStart(settings: Record<string, string>, dataDir: string): Promise<number> {
  const started = await startProgram(join(dataDir, 'start'), settings)
  await stopProgram(started.child)
  return started.seconds
}

async function residentMegabytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kilobytes ? Math.round(Number(kilobytes) / 1024) : null
}

/** Starts the real program with its demo twice: the second start to readiness, and its memory ten seconds later. */
async function measureProgram(dataDir: string): Promise<ProgramFigures> {
  await stopProgram((await startProgram(dataDir)).child)
  const { child, seconds } = await startProgram(dataDir)
  await wait(10_000)
  const memory = await residentMegabytes(child.pid ?? 0)
  await stopProgram(child)
  return { secondStartSeconds: seconds, residentMegabytes: memory }
}

/** The real program with its demo, from outside. */
export const programBench: Bench = {
  name: 'program',
  async run({ dataDir, show }) {
    const { secondStartSeconds, residentMegabytes } = await measureProgram(join(dataDir, 'program'))
    show(atMost('', 'second-start', 10, secondStartSeconds, { digits: 1 }))
    show(atMost('', 'memory', 350, residentMegabytes, { digits: 0 }))
  },
}
