import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../src/paths.js'
import { runCommand, startEntry } from '../support/process.js'

function runBuild(): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [join(projectRoot, 'scripts', 'build.mjs')])
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stderr })))
}

it('builds are harmless when they run at once, and quiet when nothing changed', async () => {
  const ends = await Promise.all([runBuild(), runBuild(), runBuild()])
  expect(ends.map(({ code }) => code)).toEqual([0, 0, 0])
  expect(ends.filter(({ stderr }) => stderr.includes('build: code')).length).toBeLessThanOrEqual(1)
})

it('names an entry that does not exist', async () => {
  const ended = await startEntry('scripts/nothing', [], {}).ended
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('scripts/nothing') })
})

it('shows the help of a command without a database', async () => {
  const { code, stdout } = await runCommand('db', ['--help'], { MONGODB_URI: 'mongodb://127.0.0.1:1/' })
  expect(code).toBe(0)
  expect(stdout).toContain('npm run -s db -- restore')
})

it('answers a wrong action, option and setting with one JSON value and exit code 1', async () => {
  const codeOf = async (parameters: string[], variables = {}) => {
    const { code, stdout } = await runCommand('db', [...parameters, '--json'], variables)
    expect(code).toBe(1)
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string } }
    expect(error.message).toMatch(/[а-яё]/)
    return error.code
  }
  expect(await codeOf(['dance'])).toBe('action-unknown')
  expect(await codeOf(['backup'])).toBe('option-missing')
  expect(await codeOf(['backup', '--fille', 'a'])).toBe('option-unknown')
  expect(await codeOf(['check'], { PORT: 'x', ROLE: 'y' })).toBe('settings')
})
