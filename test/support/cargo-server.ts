import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findOnPath } from '../../src/db/embedded/find-program.js'
import { secantusRust } from '../../src/db/embedded/secantus-rust.js'
import type { Candidate, Environment } from '../../src/db/embedded/types.js'

const install = ['install', 'secantus-mdb', '--version', '0.5.3-beta.196', '--ignore-rust-version']

function runCargo(cargo: string, parameters: string[], env: Environment): Promise<boolean> {
  const child = spawn(cargo, parameters, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}

/** The Rust server built by cargo here and now: minutes once, then it is found by itself. */
export const secantusBuilt: Candidate = {
  ...secantusRust,
  async findProgram(surroundings) {
    const { env } = surroundings
    const cargo = findOnPath('cargo', env, [join(env.CARGO_HOME ?? join(env.HOME ?? homedir(), '.cargo'), 'bin')])
    if (cargo === null) return null
    const built = (await runCargo(cargo, [...install, '--locked'], env)) || (await runCargo(cargo, install, env))
    return built ? secantusRust.findProgram(surroundings) : null
  },
}
