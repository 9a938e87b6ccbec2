import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadConfig, type Config } from '../src/config.js'

const dataDir = mkdtempSync(join(tmpdir(), 'nastavnik-config-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const production = { NODE_ENV: 'production', MONGODB_URI: 'mongodb://one:27017,two:27017/school?replicaSet=rs0', SESSION_SECRET: 's'.repeat(40), BOT_TOKEN: `1:${'a'.repeat(30)}`, DATA_DIR: dataDir }

function accepted(env: Record<string, string>): Config {
  const loaded = loadConfig({ DATA_DIR: dataDir, ...env })
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.config
}

function problems(env: Record<string, string>): string[] {
  const loaded = loadConfig({ DATA_DIR: dataDir, ...env })
  return loaded.ok ? [] : loaded.problems
}

describe('settings', () => {
  it('run everything with nothing set', () => {
    expect(accepted({})).toMatchObject({ production: false, mongodbUri: null, botToken: null, webhook: null, roles: ['bot', 'worker', 'panel'], host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', timeZone: 'Europe/Moscow', databaseName: 'nastavnik' })
  })

  it('keep a generated session secret between starts', () => {
    const { sessionSecret } = accepted({})
    expect(sessionSecret.length).toBeGreaterThanOrEqual(40)
    expect(accepted({}).sessionSecret).toBe(sessionSecret)
  })

  it('take an empty line for no setting', () => {
    expect(accepted({ BOT_TOKEN: '', MONGODB_URI: ' ', PORT: '' })).toMatchObject({ botToken: null, mongodbUri: null, port: 3000 })
  })

  it('choose roles, and the database named in the address', () => {
    expect(accepted({ ROLE: 'worker, bot' }).roles).toEqual(['bot', 'worker'])
    expect(accepted({ ...production }).databaseName).toBe('school')
  })
})

describe('wrong settings', () => {
  it('are all listed at once, each with what to do, in Russian', () => {
    const found = problems({ PORT: '70000', ROLE: 'king', BOT_TOKEN: 'no', TZ_DEFAULT: 'Mars/Base', WEBHOOK_URL: 'https://bot.example' })
    expect(found.map((line) => line.split(':')[0])).toEqual(expect.arrayContaining(['PORT', 'ROLE', 'BOT_TOKEN', 'TZ_DEFAULT', 'WEBHOOK_SECRET']))
    for (const line of found) expect(line).toMatch(/^[A-Z_]+: .*[а-яё]/)
  })

  it('never show the value of a secret', () => {
    expect(problems({ SESSION_SECRET: 'short-secret', BOT_TOKEN: '12:tiny-token' }).join()).not.toMatch(/short-secret|tiny-token/)
  })

  it('in production are a missing database, secret or token', () => {
    expect(problems({ NODE_ENV: 'production' }).map((line) => line.split(':')[0])).toEqual(['MONGODB_URI', 'SESSION_SECRET', 'BOT_TOKEN'])
    expect(problems(production)).toEqual([])
    const { BOT_TOKEN: _token, ...withoutToken } = production
    expect(problems(withoutToken)).toHaveLength(1)
    expect(problems({ ...withoutToken, SANDBOX: '1' })).toEqual([])
  })
})
