import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { openConnection } from '../../src/db/connection.js'
import { candidates } from '../../src/db/embedded/candidates.js'
import { launchEmbedded } from '../../src/db/embedded/launch.js'
import { readNote } from '../../src/db/embedded/note.js'
import { isAlive, waitForEnd } from '../../src/db/embedded/processes.js'
import type { Candidate } from '../../src/db/embedded/types.js'
import { runCommand } from '../support/process.js'
import { sharedDataDir } from '../support/shared-server.js'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'nastavnik-embedded-'))
})
afterEach(async () => {
  const note = await readNote(dataDir)
  if (note && note.pid !== 0 && isAlive(note.pid)) process.kill(note.pid, 'SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** The program that serves the suite is found where the suite found it; the data is our own. */
const likeTheSuite = candidates
  .filter(({ kind }) => kind === inject('serverKind'))
  .map((candidate): Candidate => ({ ...candidate, findProgram: (surroundings) => candidate.findProgram({ ...surroundings, dataDir: sharedDataDir(process.env) }) }))

const lines: string[] = []
const launch = (over: Partial<Parameters<typeof launchEmbedded>[0]> = {}) => launchEmbedded({ dataDir, env: process.env, say: (key) => lines.push(key), candidates: likeTheSuite, ...over })

async function withCollection<T>(uri: string, work: (collection: ReturnType<Awaited<ReturnType<typeof open>>['collection']>) => Promise<T>): Promise<T> {
  const connection = await open(uri)
  try {
    return await work(connection.collection('notes'))
  } finally {
    await connection.close()
  }
}
const open = async (uri: string) => must(await openConnection(uri, 'kept'))

describe.runIf(likeTheSuite.length > 0)('embedded server', () => {
  it('is started once by many at once, and stopped by the last that leaves', async () => {
    const servers = (await Promise.all([launch(), launch(), launch()])).map(must)
    expect(servers.filter(({ isStarter }) => isStarter)).toHaveLength(1)
    expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1)
    const [first, second, third] = servers
    await first?.release()
    await second?.release()
    expect(isAlive(first?.pid ?? 0)).toBe(true)
    await third?.release()
    expect(isAlive(first?.pid ?? 0)).toBe(false)
    expect(await readNote(dataDir)).toMatchObject({ pid: 0 })
  })

  it('keeps what was written after kill -9 of the server, and reopens its data', async () => {
    const before = must(await launch())
    await withCollection(before.uri, (notes) => notes.insertMany(Array.from({ length: 200 }, (_, number) => ({ number }))))
    process.kill(before.pid, 'SIGKILL')
    await waitForEnd(before.pid, 10_000)
    const after = must(await launch())
    expect(after.pid).not.toBe(before.pid)
    expect(await withCollection(after.uri, (notes) => notes.countDocuments())).toBe(200)
    await after.release()
  })

  it('serves two processes of ours on one folder', async () => {
    const server = must(await launch())
    const script = `
      const mongoose = (await import('mongoose')).default
      const connection = await mongoose.createConnection(process.argv[1], { dbName: 'kept' }).asPromise()
      for (let number = 0; number < 50; number += 1) await connection.collection('notes').updateOne({ _id: 'both' }, { $inc: { number: 1 } }, { upsert: true })
      await connection.close()`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, server.uri], { stdio: 'inherit' })
    const ended = new Promise((resolve) => child.once('close', resolve))
    await withCollection(server.uri, async (notes) => {
      for (let number = 0; number < 50; number += 1) await notes.updateOne({ _id: 'both' as never }, { $inc: { number: 1 } }, { upsert: true })
      expect(await ended).toBe(0)
      expect(await notes.findOne({ _id: 'both' as never })).toMatchObject({ number: 100 })
    })
    await server.release()
  })

  it('is one server for two programs of ours that start at the same moment', async () => {
    const variables = { DATA_DIR: dataDir }
    const ends = await Promise.all([runCommand('db', ['check', '--json'], variables), runCommand('db', ['check', '--json'], variables)])
    for (const { code, stdout, stderr } of ends) {
      expect(stderr).toMatch(/порт \d+/)
      expect(code, stderr).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ transactions: true })
    }
    const ports = ends.map(({ stderr }) => /порт (\d+)/.exec(stderr)?.[1])
    const started = ends.filter(({ stderr }) => !stderr.includes('уже работает'))
    expect(new Set(ports).size).toBe(started.length)
    expect(await readNote(dataDir)).toMatchObject({ pid: 0 })
  })

  it('takes no note of a server that is gone, nor of another process with its id', async () => {
    for (const pid of [2 ** 22 - 1, process.pid]) {
      writeFileSync(join(dataDir, 'db.json'), JSON.stringify({ kind: likeTheSuite[0]?.kind, port: 1, pid, uri: 'mongodb://127.0.0.1:1/' }))
      const server = must(await launch())
      expect(server.isStarter).toBe(true)
      await server.release()
    }
  })
})

describe('without any server', () => {
  it('refuses when no way is open', async () => {
    expect(await launch({ candidates: [] })).toEqual({ ok: false, problem: { code: 'no-database-server' } })
  })

  it('goes on to the next way when one does not start', async () => {
    const broken: Candidate = { kind: 'mongod', storage: 'broken', findProgram: async () => process.execPath, buildArguments: () => ['-e', 'process.exit(1)'] }
    lines.length = 0
    expect(await launch({ candidates: [broken] })).toMatchObject({ ok: false })
    expect(lines).toContain('embedded-did-not-start')
  })
})
