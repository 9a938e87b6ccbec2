import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { secantusArguments, secantusRust } from '../../../src/db/embedded/secantus-rust.js'
import { findFreePort, waitUntilListening } from '../../../src/db/embedded/server-process.js'

/** What the last started one was, for the report. */
export const inUse = { server: '' }

export interface OwnServer {
  uri: string
  /** null: a given server, which must not be ended. */
  port: number | null
  end(): Promise<void>
  /** Starts it again on the same data and port. */
  restart(): Promise<void>
  remove(): Promise<void>
}

const uriOf = (port: number) => `mongodb://127.0.0.1:${port}/?directConnection=true`

async function startAt(program: string, port: number, storagePath: string): Promise<ChildProcess> {
  const server = spawn(program, secantusArguments({ port, storagePath, isDurable: true }), { stdio: 'ignore' })
  process.once('exit', () => server.kill('SIGKILL'))
  if (!(await waitUntilListening(server.pid ?? 0, port))) throw new Error('the database server did not start')
  return server
}

async function endProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.once('close', resolve))
  server.kill('SIGKILL')
  await ended
}

/** A durable server of this file's own, which it may end; the suite's server when the Rust one is not here. */
export async function startOwnServer(): Promise<OwnServer> {
  const given = inject('serverKind') === 'given'
  const folder = mkdtempSync(join(tmpdir(), 'nastavnik-faults-'))
  const program = given ? null : await secantusRust.findProgram({ dataDir: folder, env: process.env, say: () => undefined })
  const nothing = () => Promise.resolve()
  inUse.server = program === null ? inject('serverKind') : 'secantusd-rs'
  if (program === null) {
    rmSync(folder, { recursive: true, force: true })
    return { uri: inject('mongodbUri'), port: null, end: nothing, restart: nothing, remove: nothing }
  }
  const storagePath = join(folder, 'data')
  mkdirSync(storagePath)
  const port = await findFreePort()
  let server = await startAt(program, port, storagePath)
  return {
    uri: uriOf(port),
    port,
    end: () => endProcess(server),
    async restart() {
      server = await startAt(program, port, storagePath)
    },
    async remove() {
      await endProcess(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
