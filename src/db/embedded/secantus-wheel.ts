import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findOnPath, isProgram } from './find-program.js'
import { secantusArguments } from './secantus-rust.js'
import type { Candidate } from './types.js'

const wheel = 'SecantusDB==0.7.0b3'

/** Runs a program to its end; true when it went well. Every line it prints is handed on. */
function run(program: string, parameters: string[], onLine: (line: string) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] })
    const hand = (chunk: Buffer) => chunk.toString().split('\n').filter((line) => line.trim() !== '').forEach(onLine)
    child.stdout.on('data', hand)
    child.stderr.on('data', hand)
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}

export const secantusWheel: Candidate = {
  kind: 'secantus-wheel',
  storage: 'secantus-wheel',
  async findProgram({ dataDir, env, say }) {
    const onPath = findOnPath('secantusd-py', env)
    const folder = join(dataDir, 'wheel')
    const program = join(folder, 'bin', 'secantusd-py')
    if (onPath ?? isProgram(program)) return onPath ?? program
    const python = findOnPath('python3', env)
    if (python === null) return null
    const show = (line: string) => say('embedded-progress', { line })
    say('embedded-wheel-installing', { wheel })
    const installed =
      (await run(python, ['-m', 'venv', folder], show)) &&
      (await run(join(folder, 'bin', 'python3'), ['-m', 'pip', 'install', '--disable-pip-version-check', '--progress-bar', 'off', '--pre', wheel], show))
    if (installed && isProgram(program)) return program
    await rm(folder, { recursive: true, force: true })
    say('embedded-wheel-failed')
    return null
  },
  buildArguments: secantusArguments,
}
