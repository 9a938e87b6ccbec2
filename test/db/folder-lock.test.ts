import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withFolderLock } from '../../src/db/embedded/folder-lock.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nastavnik-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Reads, waits and writes: without a lock some of these are lost. */
async function raise(): Promise<void> {
  const path = join(folder, 'number')
  const number = Number(await readFile(path, 'utf8').catch(() => '0'))
  await wait(10)
  await writeFile(path, String(number + 1))
}

it('lets ten works at once pass one by one', async () => {
  await Promise.all(Array.from({ length: 10 }, () => withFolderLock(folder, raise)))
  expect(await readFile(join(folder, 'number'), 'utf8')).toBe('10')
})

it('does not wait for a holder that died', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.once('close', resolve))
  writeFileSync(join(folder, 'db.lock'), String(child.pid))
  await Promise.all(Array.from({ length: 5 }, () => withFolderLock(folder, raise)))
  expect(await readFile(join(folder, 'number'), 'utf8')).toBe('5')
})

it('is free again after a work that threw', async () => {
  await expect(withFolderLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withFolderLock(folder, async () => 'next')).toBe('next')
})
