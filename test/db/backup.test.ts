import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClock } from '../../src/core/clock.js'
import { must } from '../../src/core/result.js'
import { backupDatabase } from '../../src/db/backup.js'
import { restoreDatabase } from '../../src/db/restore.js'
import { readRestoreEpoch } from '../../src/db/restore-epoch.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { runCommand } from '../support/process.js'

const folder = mkdtempSync(join(tmpdir(), 'nastavnik-backup-'))
const file = join(folder, 'whole.gz')
const clock = createClock(() => Date.UTC(2026, 8, 15, 9))
const { Double, Int32, Long } = mongoose.mongo.BSON
const content = randomBytes(700_000)
const person = { _id: new mongoose.Types.ObjectId(), name: 'Анна <b>Сергеевна</b>', bornOn: '1999-02-03', at: new Date(Date.UTC(2026, 1, 1)), nothing: null, list: [1, { two: 2.5 }], whole: new Int32(5), real: new Double(5), large: Long.fromString('9007199254740993') }
const aDelivery = (key: string, state: string, dueAt: Date) => ({ key, state, dueAt, open: state === 'pending' || state === 'sending', leaseUntil: null })

let source: TestDatabase
let fileId: string
const opened: TestDatabase[] = []
const fresh = async () => {
  const database = await testDatabase()
  opened.push(database)
  return database
}

beforeAll(async () => {
  source = await fresh()
  await source.connection.collection('people').insertOne({ ...person })
  await source.connection.collection('leases').insertOne({ holder: 'a process of the past' })
  await source.connection.collection('deliveries').insertMany([
    aDelivery('past', 'pending', new Date(Date.UTC(2026, 8, 15, 8))),
    aDelivery('on its way', 'sending', new Date(Date.UTC(2026, 8, 15, 8))),
    aDelivery('future', 'pending', new Date(Date.UTC(2026, 8, 15, 10))),
    { ...aDelivery('unknown outcome', 'unknown', new Date(Date.UTC(2026, 8, 15, 8))), open: true },
    aDelivery('done', 'sent', new Date(Date.UTC(2026, 8, 15, 8))),
  ])
  fileId = (await source.files.put(content, { name: 'фото.jpg', mime: 'image/jpeg' })).fileId
  expect(must(await backupDatabase({ connection: source.connection, clock }, file))).toMatchObject({ file, files: 1 })
})
afterAll(async () => {
  for (const database of opened) await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('backup and restore', () => {
  it('[IMPL-23] bring records with their types and files back', async () => {
    const target = await fresh()
    const done = must(await restoreDatabase({ connection: target.connection, clock }, file))
    expect(done).toMatchObject({ files: 1, expired: 2 })
    const raw = { promoteValues: false } as const
    expect(await target.connection.collection('people').findOne({}, raw)).toEqual(await source.connection.collection('people').findOne({}, raw))
    const photo = await target.files.open(fileId)
    const read = photo && (await buffer(photo.stream))
    expect(read && createHash('sha256').update(read).digest('hex')).toBe(createHash('sha256').update(content).digest('hex'))
  })

  it('[IMPL-23] expire what was due before and leave the rest', async () => {
    const target = await fresh()
    await restoreDatabase({ connection: target.connection, clock }, file)
    const states = await target.connection.collection('deliveries').find({}, { projection: { _id: 0, key: 1, state: 1, open: 1 } }).sort({ key: 1 }).toArray()
    expect(states).toEqual([
      { key: 'done', state: 'sent', open: false },
      { key: 'future', state: 'pending', open: true },
      { key: 'on its way', state: 'expired', open: false },
      { key: 'past', state: 'expired', open: false },
      { key: 'unknown outcome', state: 'unknown', open: false },
    ])
  })

  it('[IMPL-23] name the time that is lost: from the copy to the restore', async () => {
    const target = await fresh()
    const later = createClock(() => Date.UTC(2026, 8, 16, 18))
    const gap = { takenAt: clock.now(), restoredAt: later.now() }
    expect(must(await restoreDatabase({ connection: target.connection, clock: later }, file))).toMatchObject(gap)
    expect(await readRestoreEpoch(target.connection)).toEqual(gap)
    expect(await readRestoreEpoch(source.connection)).toBeNull()
  })

  it('leave out what lives for minutes', async () => {
    expect(gunzipSync(readFileSync(file)).toString()).not.toContain('a process of the past')
  })

  it('refuse a database that is not empty, and change nothing in it', async () => {
    const before = await source.connection.collection('deliveries').countDocuments({ state: 'pending' })
    expect(await restoreDatabase({ connection: source.connection, clock }, file)).toMatchObject({ ok: false, problem: { code: 'database-not-empty' } })
    expect(await source.connection.collection('deliveries').countDocuments({ state: 'pending' })).toBe(before)
  })

  it('refuse a file that exists, that is missing, and a folder that is not there', async () => {
    const { connection } = source
    expect(await backupDatabase({ connection, clock }, file)).toMatchObject({ problem: { code: 'backup-exists' } })
    expect(await backupDatabase({ connection, clock }, join(folder, 'no', 'a.gz'))).toMatchObject({ problem: { code: 'backup-unwritable' } })
    expect(await restoreDatabase({ connection, clock }, join(folder, 'no.gz'))).toMatchObject({ problem: { code: 'backup-unreadable' } })
  })
})

describe('a broken file', () => {
  const lines = () => gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
  const packed = (rows: string[]) => gzipSync(`${rows.join('\n')}\n`)
  const cases: [string, () => Buffer, string][] = [
    ['cut in the middle', () => readFileSync(file).subarray(0, 2_000), 'backup-broken'],
    ['without its end', () => packed(lines().slice(0, -1)), 'backup-broken'],
    ['with a line lost', () => packed(lines().filter((_, index) => index !== 2)), 'backup-broken'],
    ['with a line that is no record', () => packed(lines().map((line, index) => (index === 2 ? '{"a":' : line))), 'backup-broken'],
    ['of something else', () => Buffer.from('hello'), 'backup-broken'],
    ['of another version', () => packed(lines().map((line) => line.replace('"version":{"$numberInt":"1"}', '"version":{"$numberInt":"9"}'))), 'backup-version'],
  ]

  it.each(cases)('%s is refused before anything is written', async (_name, make, code) => {
    const target = await fresh()
    const broken = join(folder, `${randomBytes(4).toString('hex')}.gz`)
    writeFileSync(broken, make())
    expect(await restoreDatabase({ connection: target.connection, clock }, broken)).toMatchObject({ ok: false, problem: { code } })
    expect(await target.connection.collection('people').countDocuments()).toBe(0)
  })
})

it('goes through the commands: indexes, check, backup, restore', async () => {
  const [from, to] = [await fresh(), await fresh()]
  await from.connection.collection('people').insertOne({ ...person })
  const run = async (database: TestDatabase, ...parameters: string[]) => {
    const { code, stdout, stderr } = await runCommand('db', [...parameters, '--json'], { MONGODB_URI: database.uri, MONGODB_DB: database.name })
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout) as Record<string, unknown>
  }
  const path = join(folder, 'command.gz')
  expect(await run(from, 'backup', '--file', path)).toMatchObject({ file: path, documents: 1 })
  expect(await run(to, 'restore', '--file', path)).toMatchObject({ documents: 1 })
  expect((await run(to, 'indexes')).models).toBeGreaterThan(0)
  expect(await run(to, 'check')).toMatchObject({ transactions: true, missingIndexes: [] })
})
