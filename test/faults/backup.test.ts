import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../src/app.js'
import { createTextBook } from '../../src/bot/texts.js'
import { systemActor } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import { must } from '../../src/core/result.js'
import { backupDatabase } from '../../src/db/backup.js'
import { raiseShift } from '../../src/db/clock-shift.js'
import { findMissingIndexes } from '../../src/db/indexes.js'
import { restoreDatabase } from '../../src/db/restore.js'
import { defineModels } from '../../src/define-models.js'
import { createDemo } from '../../src/demo/create-demo.js'
import { projectRoot } from '../../src/paths.js'
import { startWorkerRole } from '../../src/roles/worker-role.js'
import { heavy, testDatabase, type TestDatabase } from '../support/database.js'
import { startTelegram, type TelegramUser } from '../support/telegram.js'

const { EJSON } = mongoose.mongo.BSON
const lateWrites = 1_000
const hourMs = 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'nastavnik-restore-'))
const file = join(folder, 'school.gz')
const clock = createClock()
const log = pino({ level: 'silent' })
const openApp = (connection: Connection, given = clock) => createApp({ connection, clock: given, defaultZone: 'Europe/Moscow', botName: async () => 'nastavnik_test_bot' })

/** Ten in the morning of the next Monday in Moscow: thirty hours later reminders are due, and nobody sleeps. */
function untilMondayMorning(now: Date): number {
  const days = (8 - (now.getUTCDay() || 7)) % 7 || 7
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days, 7) - now.getTime()
}

/** Number and hash of the records of each collection, whatever their order. */
async function fingerprint(connection: Connection): Promise<Record<string, string>> {
  const names = (await connection.listCollections()).map(({ name }) => name).filter((name) => !['leases', 'restores', 'deliveries'].includes(name))
  const prints = await Promise.all(
    names.map(async (name) => {
      const rows = (await connection.collection(name).find({}, { promoteValues: false }).toArray()).map((row) => EJSON.stringify(row, { relaxed: false })).sort()
      return [name, rows.length === 0 ? '' : `${rows.length} ${createHash('sha256').update(rows.join('\n')).digest('hex')}`] as const
    }),
  )
  return Object.fromEntries(prints.filter(([, print]) => print !== '').sort())
}

let source: TestDatabase
let target: TestDatabase
let organisationId: string

beforeAll(async () => {
  ;[source, target] = [await testDatabase(), await testDatabase()]
  await defineModels(source.connection)
  await source.index()
  clock.setShift(await raiseShift(source.connection, untilMondayMorning(clock.now())))
  const { services } = openApp(source.connection)
  organisationId = await createDemo({ connection: source.connection, clock, defaultZone: 'Europe/Moscow', expireDue: services.deliveries.expireDue })
})
afterAll(async () => {
  await source.drop()
  await target.drop()
  rmSync(folder, { recursive: true, force: true })
})

heavy('R16: a copy, a thousand writes, a restore', () => {
  it('[IMPL-23] the restored school is whole as of the copy, what came later is lost and named, and nothing of the past is sent', async () => {
    const before = await fingerprint(source.connection)
    const taken = must(await backupDatabase({ connection: source.connection, clock }, file))
    const { services } = openApp(source.connection)
    for (let at = 0; at < lateWrites; at += 1) must(await services.people.create(systemActor('command'), organisationId, { surname: 'Поздняя', name: 'Анна' }))

    const later = createClock(() => createClock().now().getTime() + 30 * hourMs)
    const done = must(await restoreDatabase({ connection: target.connection, clock: later }, file))
    expect(done.documents).toBe(taken.documents)
    expect(done.restoredAt.getTime() - done.takenAt.getTime()).toBeGreaterThanOrEqual(30 * hourMs)
    expect(await fingerprint(target.connection)).toEqual(before)
    await defineModels(target.connection)
    await target.index()
    expect(await findMissingIndexes(target.connection)).toEqual([])
    expect(await target.connection.collection('people').countDocuments({ surname: 'Поздняя' })).toBe(0)
    expect(await target.connection.collection('deliveries').countDocuments({ open: true, dueAt: { $lte: done.restoredAt } })).toBe(0)

    const present = createClock()
    present.setShift(await raiseShift(target.connection, 30 * hourMs))
    const telegram = await startTelegram({ clock: present })
    const people = await target.connection.collection('people').find({ telegramId: { $ne: null } }).toArray()
    const users: TelegramUser[] = people.map(({ telegramId }) => telegram.user(telegramId as number))
    for (const { id } of users) await telegram.http.post('messages', { chatId: id, text: '/start' })
    const worker = await startWorkerRole({ connection: target.connection, services: openApp(target.connection, present).services, textBook: createTextBook(join(projectRoot, 'locales', 'ru')), clock: present, log, token: telegram.token, apiRoot: telegram.apiRoot })
    try {
      await worker.catchUp()
      expect((await telegram.calls()).filter(({ method }) => method.startsWith('send'))).toEqual([])
      const sent = await target.connection.collection('deliveries').countDocuments({ sentAt: { $gte: done.takenAt } })
      expect(sent).toBe(0)
    } finally {
      await worker.stop()
      await telegram.stop()
    }
  })
})
