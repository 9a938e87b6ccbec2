import { homedir } from 'node:os'
import { join } from 'node:path'
import { findOnPath } from './find-program.js'
import type { Candidate, Launch } from './types.js'

/** The most it may take, not what it takes: ten thousand people with their indexes in one transaction need more than half of it. */
const cacheSize = '1G'

/** Arguments that both builds of the server know. Without `--sync-on-commit` both lose the last answered writes to a kill -9. */
export function secantusArguments({ port, storagePath, isDurable }: Launch): string[] {
  const common = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', storagePath, '--cache-size', cacheSize, '--log-level', 'WARNING', '--oplog-retention-seconds', '60', '--oplog-max-entries', '1000']
  return isDurable ? [...common, '--sync-on-commit'] : common
}

export const secantusRust: Candidate = {
  kind: 'secantus-rust',
  storage: 'secantus-rust',
  async findProgram({ env }) {
    return findOnPath('secantusd-rs', env, [join(env.CARGO_HOME ?? join(env.HOME ?? homedir(), '.cargo'), 'bin')])
  },
  buildArguments: (launch) => [...secantusArguments(launch), '--log-file-max', '16MB'],
}
