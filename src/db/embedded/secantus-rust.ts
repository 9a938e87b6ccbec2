import { homedir } from 'node:os'
import { join } from 'node:path'
import { findOnPath } from './find-program.js'
import type { Candidate } from './types.js'

/** Arguments that both builds of the server know: small cache, loopback only. */
export function secantusArguments(port: number, storagePath: string): string[] {
  return ['--host', '127.0.0.1', '--port', String(port), '--storage-path', storagePath, '--cache-size', '256M', '--log-level', 'WARNING', '--oplog-retention-seconds', '60', '--oplog-max-entries', '1000']
}

export const secantusRust: Candidate = {
  kind: 'secantus-rust',
  storage: 'secantus-rust',
  async findProgram({ env }) {
    return findOnPath('secantusd-rs', env, [join(env.CARGO_HOME ?? join(env.HOME ?? homedir(), '.cargo'), 'bin')])
  },
  buildArguments: ({ port, storagePath }) => [...secantusArguments(port, storagePath), '--log-file-max', '16MB'],
}
