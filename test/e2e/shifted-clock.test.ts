import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { raiseShift } from '../../src/db/clock-shift.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { removeData, startEntry } from '../support/process.js'

const dataDir = mkdtempSync(join(tmpdir(), 'nastavnik-shifted-'))
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database.drop()
  removeData(dataDir)
})

it('a real bot does not start on a database whose clock the sandbox has moved', async () => {
  await raiseShift(database.connection, 4 * 24 * 3_600_000)
  const settings = { MONGODB_URI: database.uri, MONGODB_DB: database.name, BOT_TOKEN: '7000012:AAtoken-of-the-test-0123456789', TELEGRAM_API_ROOT: 'http://127.0.0.1:1', DATA_DIR: dataDir, PORT: '0' }
  const { code, stderr } = await startEntry('src/main', [], settings).ended
  expect(code).toBe(1)
  expect(stderr).toContain('перевела вперёд на 96 ч')
})
