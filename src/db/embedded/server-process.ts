import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { createServer, connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isAlive } from './processes.js'
import type { Candidate, Launch } from './types.js'

const startPatienceMs = 60_000

/** A port of the loopback that is free now. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}

/** Tells whether something listens on the port of the loopback. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 })
    const answer = (value: boolean) => {
      socket.destroy()
      resolve(value)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false)).once('timeout', () => answer(false))
  })
}

/** Waits until the process listens; false when it ends or takes too long. */
export async function waitUntilListening(pid: number, port: number): Promise<boolean> {
  for (let waited = 0; waited < startPatienceMs; waited += 100) {
    if (!isAlive(pid)) return false
    if (await isListening(port)) return true
    await wait(100)
  }
  return false
}

/** Starts the program apart from our terminal, so that Ctrl+C does not end it before us; returns its process id. */
export async function spawnServer(candidate: Candidate, program: string, dataDir: string, launch: Omit<Launch, 'storagePath'>): Promise<number | null> {
  const storagePath = join(dataDir, candidate.storage)
  mkdirSync(storagePath, { recursive: true })
  const log = openSync(join(dataDir, 'db.log'), 'a')
  const child = spawn(program, candidate.buildArguments({ ...launch, storagePath }), { cwd: dataDir, detached: true, stdio: ['ignore', log, log] })
  const pid = await new Promise<number | null>((resolve) => {
    child.once('spawn', () => resolve(child.pid ?? null))
    child.once('error', () => resolve(null))
  })
  closeSync(log)
  child.unref()
  return pid
}
