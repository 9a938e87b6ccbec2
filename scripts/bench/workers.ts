import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { findFreePort } from '../../src/db/embedded/server-process.js'
import { projectRoot } from '../../src/paths.js'

export interface Worker {
  stop(): Promise<void>
}

/** Starts the real program as a worker with these settings, ready to send. */
export async function startWorker(settings: Record<string, string>): Promise<Worker> {
  const port = await findFreePort()
  const neutral = { WEBHOOK_URL: '', NODE_ENV: '', PUBLIC_URL: '', LOG_LEVEL: 'silent', ROLE: 'worker', BOT_TOKEN: '7000010:AAbench-token-0123456789012345678901', PORT: String(port) }
  const child: ChildProcess = spawn(process.execPath, [join(projectRoot, 'scripts', 'run.mjs'), 'src/main'], { cwd: projectRoot, env: { ...process.env, ...neutral, ...settings }, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let isOver = false
  void ended.then(() => (isOver = true))
  for (let tries = 0; tries < 600; tries += 1) {
    if (isOver) throw new Error('the worker ended before it was ready')
    if (await fetch(`http://127.0.0.1:${port}/livez`).then(({ ok }) => ok, () => false)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
