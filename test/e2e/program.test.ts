import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { removeData, runCommand, startEntry, startProgram, type Program, type Variables } from '../support/process.js'
import { connectTelegram } from '../support/telegram.js'

const folders: string[] = []
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nastavnik-program-'))
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach(removeData))

const statusOf = (address: string) => fetch(address, { redirect: 'manual' }).then(({ status }) => status, () => 0)
const patienceMs = 180_000

async function until<T>(read: () => Promise<T>, isIt: (value: T) => boolean, within = 60_000): Promise<T> {
  const began = performance.now()
  for (;;) {
    const value = await read()
    if (isIt(value) || performance.now() - began > within) return value
    await wait(200)
  }
}

async function json<T>(name: string, parameters: string[], variables: Variables): Promise<T> {
  const { code, stdout, stderr } = await runCommand(name, [...parameters, '--json'], variables)
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout) as T
}

interface Listed {
  id: string
  name: string
  demo: boolean
}

describe('npm start with nothing set', { timeout: patienceMs }, () => {
  const dataDir = newFolder()
  let program: Program

  it('says which database it took, the addresses and two accounts, and answers', async () => {
    program = await startProgram({}, { dataDir, patienceMs })
    const said = await until(async () => program.stderr(), (text) => text.includes('/admin'))
    expect(said).toMatch(/База данных: [\w-]+, порт \d+\./)
    expect(said).toMatch(/Системный администратор: \S+@\S+ +пароль: \S{12,}/)
    expect(said).toMatch(/Куратор демонстрационной школы: \S+@\S+ +пароль: \S{12,}/)
    for (const address of ['', '/sandbox', '/admin']) expect(said).toContain(`${program.url}${address}`)
    expect(await (await fetch(`${program.url}/readyz`)).json()).toEqual({ status: 'ok', checks: { database: { ok: true }, bot: { ok: true }, scheduler: { ok: true } } })
    for (const path of ['/', '/livez', '/sandbox', '/admin/login', '/metrics']) expect(await statusOf(program.url + path), path).toBe(200)
    const home = await (await fetch(program.url)).text()
    expect(home).toMatch(/Наставник[\s\S]*href="\/sandbox"[\s\S]*href="\/admin"/)
  })

  it('answers kindly where nothing is', async () => {
    const response = await fetch(`${program.url}/nothing`)
    expect(response.status).toBe(404)
    expect(await response.text()).toMatch(/<h1>[А-Я][а-я ]+<\/h1>[\s\S]*href="\//)
  })

  it('answers a person of the demo through the sandbox', async () => {
    const { http, person } = connectTelegram(program.url, { patienceMs: 20_000, timeoutMs: 30_000 })
    const people = await http.get<{ id: number; linked: boolean }[]>('people')
    const linked = people.find((one) => one.linked)
    expect(people.length).toBeGreaterThanOrEqual(12)
    const user = person(linked?.id ?? 0)
    await user.sends('/help')
    expect((await user.sees(/[а-я]/)).text).not.toBe('')
  })

  it('serves the commands while it runs: organisations, people, links, accounts, pairs, messages, database', async () => {
    const variables = { DATA_DIR: dataDir }
    const demo = (await json<Listed[]>('org', ['list'], variables)).find((one) => one.demo)
    const org = demo?.id ?? ''
    const people = await json<{ id: string; roles: string[]; linked: boolean }[]>('people', ['list', '--org', org], variables)
    expect(people.length).toBeGreaterThanOrEqual(12)
    const pairs = await json<{ state: string }[]>('pairs', ['list', '--org', org], variables)
    expect(pairs.map(({ state }) => state).sort()).toEqual(['active', 'active', 'consents', 'proposed'])
    const stranger = people.find(({ linked }) => !linked)
    const [link] = await json<{ link: string }[]>('invite', ['--org', org, '--person', stranger?.id ?? ''], variables)
    expect(link?.link).toMatch(/^https:\/\/t\.me\/\w+\?start=[\w-]{40,64}$/)
    expect((await json<{ password: string }>('account', ['create', '--email', 'new@example.org', '--role', 'head', '--org', org], variables)).password.length).toBeGreaterThanOrEqual(12)
    expect(Array.isArray(await json('deliveries', ['list', '--org', org], variables))).toBe(true)
    expect(await json('db', ['check'], variables)).toMatchObject({ transactions: true, missingIndexes: [] })
  })

  it('ends in order within 25 seconds when it is told to', async () => {
    const began = performance.now()
    const { code, stderr } = await program.stop('SIGTERM')
    expect(code).toBe(0)
    expect(performance.now() - began).toBeLessThan(25_000)
    expect(stderr).toContain('Останавливаюсь')
    expect(JSON.parse(readFileSync(join(dataDir, 'db.json'), 'utf8'))).toMatchObject({ pid: 0 })
  })

  it('the second start shows no passwords but the command for new ones', async () => {
    program = await startProgram({}, { dataDir, patienceMs })
    const said = await until(async () => program.stderr(), (text) => text.includes('/admin'))
    expect(said).toContain('npm run -s account -- reset')
    expect(said).not.toMatch(/пароль: \S/)
  })

  it('the demo goes back to its beginning, and nothing but the demo', async () => {
    const variables = { DATA_DIR: dataDir }
    const own = await json<{ id: string }>('org', ['create', '--preset', 'school', '--name', 'Школа № 7'], variables)
    const before = (await json<Listed[]>('org', ['list'], variables)).find((one) => one.demo)
    expect((await runCommand('demo', ['create', '--json'], variables)).stdout).toContain('demo-exists')
    const { organisationId } = await json<{ organisationId: string }>('demo', ['reset'], variables)
    const after = await json<Listed[]>('org', ['list'], variables)
    expect(after.map(({ id }) => id).sort()).toEqual([own.id, organisationId].sort())
    expect(organisationId).not.toBe(before?.id)
    const refused = await runCommand('demo', ['reset', '--json'], { ...variables, NODE_ENV: 'production', MONGODB_URI: inject('mongodbUri'), MONGODB_DB: 'never_touched', SESSION_SECRET: 'x'.repeat(32), SANDBOX: '1' })
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining('demo-in-production') })
    await program.stop()
  })
})

describe('what may be wrong at start', { timeout: patienceMs }, () => {
  it('all wrong settings are told at once, in words', async () => {
    const { code, stderr } = await startEntry('src/main', [], { PORT: 'no', ROLE: 'cook', TZ_DEFAULT: 'Moon', PUBLIC_URL: 'here', DATA_DIR: newFolder() }).ended
    expect(code).toBe(1)
    for (const name of ['PORT', 'ROLE', 'TZ_DEFAULT', 'PUBLIC_URL']) expect(stderr).toMatch(new RegExp(`${name}: .*[а-я]`))
  })

  it('production wants its settings', async () => {
    const { code, stderr } = await startEntry('src/main', [], { NODE_ENV: 'production', DATA_DIR: newFolder() }).ended
    expect(code).toBe(1)
    for (const name of ['MONGODB_URI', 'SESSION_SECRET', 'BOT_TOKEN']) expect(stderr).toContain(`${name}: `)
  })

  it('a port in use is named', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { code, stderr } = await startEntry('src/main', [], { PORT: String(port), DATA_DIR: newFolder(), ...ownDatabase() }).ended
    other.close()
    expect(code).toBe(1)
    expect(stderr).toContain(`Порт ${port} уже занят`)
  })
})

let serial = 0
function ownDatabase(): Variables {
  serial += 1
  return { MONGODB_URI: inject('mongodbUri'), MONGODB_DB: `test_program_${process.pid}_${serial}` }
}

describe('roles alone', { timeout: patienceMs }, () => {
  it('bot, worker and panel work together as three processes on one database', async () => {
    const database = { ...ownDatabase(), SESSION_SECRET: 's'.repeat(40), LOG_LEVEL: 'warn' }
    const panel = await startProgram({ ...database, ROLE: 'panel' }, { dataDir: newFolder(), patienceMs })
    const others = { ...database, PUBLIC_URL: panel.url }
    const [bot, worker] = await Promise.all([
      startProgram({ ...others, ROLE: 'bot' }, { dataDir: newFolder(), patienceMs }),
      startProgram({ ...others, ROLE: 'worker' }, { dataDir: newFolder(), patienceMs }),
    ])
    const checksOf = async ({ url }: Program) => Object.keys(((await (await fetch(`${url}/readyz`)).json()) as { checks: object }).checks)
    expect(await checksOf(panel)).toEqual(['database'])
    expect(await checksOf(bot)).toEqual(['database', 'bot'])
    expect(await checksOf(worker)).toEqual(['database', 'scheduler'])
    expect(await statusOf(`${bot.url}/admin/login`)).toBe(404)
    const user = connectTelegram(panel.url, { patienceMs: 20_000, timeoutMs: 30_000 }).user(5001)
    await user.sends('/start')
    expect((await user.sees(/[а-я]/)).text).toMatch(/[а-я]/)
    expect((await Promise.all([bot, worker, panel].map((one) => one.stop()))).map(({ code }) => code)).toEqual([0, 0, 0])
  })

  it('with a bot token there is no sandbox', async () => {
    const settings = { ...ownDatabase(), ROLE: 'panel', BOT_TOKEN: `12345:${'a'.repeat(35)}`, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' }
    const program = await startProgram(settings, { dataDir: newFolder(), patienceMs })
    expect(await statusOf(`${program.url}/sandbox`)).toBe(404)
    expect(await (await fetch(program.url)).text()).not.toContain('/sandbox')
    expect((await program.stop()).code).toBe(0)
  })
})
