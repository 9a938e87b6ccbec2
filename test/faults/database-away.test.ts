import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { secantusArguments, secantusRust } from '../../src/db/embedded/secantus-rust.js'
import { findFreePort, isListening } from '../../src/db/embedded/server-process.js'
import { heavy } from '../support/database.js'
import { removeData, startEntry, startProgram } from '../support/process.js'
import { connectTelegram } from '../support/telegram.js'

const root = mkdtempSync(join(tmpdir(), 'nastavnik-away-'))
const started: ChildProcess[] = []
const patienceMs = 180_000

/** A server of this test's own, which it may end. */
async function startServer(program: string, port: number): Promise<ChildProcess> {
  const storagePath = join(root, 'server')
  mkdirSync(storagePath, { recursive: true })
  const server = spawn(program, secantusArguments({ port, storagePath, isDurable: true }), { stdio: 'ignore' })
  started.push(server)
  for (let tries = 0; tries < 300 && !(await isListening(port)); tries += 1) await wait(100)
  return server
}

async function endServer(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('close', resolve))
  server.kill('SIGKILL')
  await ended
}

const readyStatus = (url: string) => fetch(`${url}/readyz`).then(({ status }) => status, () => 0)

async function becomes(url: string, wanted: number): Promise<void> {
  for (let tries = 0; tries < 450; tries += 1) {
    if ((await readyStatus(url)) === wanted) return
    await wait(200)
  }
  expect(await readyStatus(url)).toBe(wanted)
}

afterAll(() => {
  for (const server of started) server.kill('SIGKILL')
  removeData(root)
})

const program = await secantusRust.findProgram({ dataDir: root, env: process.env, say: () => undefined })

heavy('a database that is away', { timeout: patienceMs }, () => {
  it('is waited for at start, and comes back by itself while running: the bot answers again', async (context) => {
    if (program === null) return context.skip('the Rust server is not here')
    const port = await findFreePort()
    const variables = { MONGODB_URI: `mongodb://127.0.0.1:${port}/?directConnection=true`, MONGODB_DB: 'away', LOG_LEVEL: 'silent' }
    const waiting = startEntry('src/main', [], { ...variables, PORT: String(await findFreePort()), DATA_DIR: join(root, 'first') })
    for (let tries = 0; tries < 600 && !waiting.stderr().includes('База данных не отвечает'); tries += 1) await wait(100)
    expect(waiting.stderr()).toContain('Жду её')
    let server = await startServer(program, port)
    for (let tries = 0; tries < 600 && !waiting.stderr().includes('Готово'); tries += 1) await wait(100)
    expect(waiting.stderr()).toContain('Готово')
    expect((await waiting.stop()).code).toBe(0)

    const running = await startProgram(variables, { dataDir: join(root, 'second'), patienceMs })
    const anna = connectTelegram(running.url, { patienceMs: 30_000, timeoutMs: 60_000 }).user(6001)
    await anna.sends('/start')
    const greeting = (await anna.sees(/[а-я]/)).text
    await endServer(server)
    await becomes(running.url, 503)
    expect((await fetch(`${running.url}/livez`)).status).toBe(200)
    server = await startServer(program, port)
    await becomes(running.url, 200)
    await anna.sends('/start')
    expect((await anna.sees(/[а-я]/)).text).toBe(greeting)
    expect((await running.stop()).code).toBe(0)
  })
})
