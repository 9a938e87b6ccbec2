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

/** Ends the server when its input closes: also when the test's process is killed. */
const guarded = '"$0" "$@" & server=$!; read -r _; kill -9 $server; wait $server'

async function startAt(program: string, port: number, storagePath: string): Promise<ChildProcess> {
  const shell = spawn('sh', ['-c', guarded, program, ...secantusArguments({ port, storagePath, isDurable: true })], { stdio: ['pipe', 'ignore', 'ignore'] })
  if (!(await waitUntilListening(shell.pid ?? 0, port))) throw new Error('the database server did not start')
  return shell
}

async function endServer(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null || shell.signalCode !== null) return
  const ended = new Promise((resolve) => shell.once('close', resolve))
  shell.stdin?.end()
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
    end: () => endServer(server),
    async restart() {
      server = await startAt(program, port, storagePath)
    },
    async remove() {
      await endServer(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
