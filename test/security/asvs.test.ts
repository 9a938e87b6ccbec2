import { request } from 'node:http'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../src/paths.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { signedIn } from '../support/gate-scene.js'
import { testPanel, type TestPanel } from '../support/panel.js'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const lines = read('test/security/asvs.md')
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, item = '', asks = '', by = '']) => ({ item, asks, by }))

describe('the list of ASVS', () => {
  it('has each item once, in order, with a test or a reason', () => {
    const numbers = lines.map(({ item }) => item.split('.').map(Number).reduce((sum, part) => sum * 100 + part, 0))
    expect(numbers.length).toBeGreaterThanOrEqual(160)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    const bare = lines.filter(({ asks, by }) => asks.length < 5 || (!/^no: .{15,}/.test(by) && !/`test\/[\w/.-]+\.test\.ts` «[^»]{4,}»/.test(by)))
    expect(bare).toEqual([])
  })

  it('names only tests that exist', () => {
    const named = lines.flatMap(({ item, by }) => [...by.matchAll(/`(test\/[\w/.-]+\.test\.ts)` «([^»]+)»/g)].map(([, file = '', title = '']) => ({ item, file, title })))
    const titlesOf = new Map([...new Set(named.map(({ file }) => file))].map((file) => [file, read(file).replaceAll("\\'", "'")]))
    const missing = named.filter(({ file, title }) => !(titlesOf.get(file) ?? '').split('\n').some((line) => /\b(it|describe|heavy)\b|\]\)\(|^ *\['/.test(line) && line.includes(title)))
    expect(missing).toEqual([])
  })
})

describe('small things that no other file proves', () => {
  let database: TestDatabase
  let panel: TestPanel
  beforeAll(async () => {
    database = await testDatabase()
    panel = await testPanel(database)
  })
  afterAll(async () => {
    await panel.close()
    await database.drop()
  })

  it('TRACE is not answered (13.4.4)', async () => {
    for (const path of ['/admin', '/admin/login', '/nothing']) {
      const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
        const sent = request(panel.url + path, { method: 'TRACE', headers: { 'x-own': 'a sign to come back' } }, (response) => {
          let body = ''
          response.on('data', (piece: Buffer) => (body += piece.toString()))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
        })
        sent.on('error', reject).end()
      })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.body).not.toContain('a sign to come back')
    }
  })

  it('[IMPL-18] logging out clears what the browser kept (14.3.1)', async () => {
    const { who } = await signedIn(panel)
    expect((await who.post('/admin/logout')).headers.get('clear-site-data')).toBe('"storage"')
  })
})
