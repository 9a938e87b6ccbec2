import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

it('gives a file of a megabyte back as it was put, with name, type, size and hash', async () => {
  const content = Buffer.alloc(1_000_000, 'наставник')
  const stored = await database.files.put(Readable.from([content.subarray(0, 300_000), content.subarray(300_000)]), { name: 'лист.pdf', mime: 'application/pdf', meta: { organisationId: 'a' } })
  expect(stored).toMatchObject({ size: 1_000_000, sha256: createHash('sha256').update(content).digest('hex') })
  const opened = await database.files.open(stored.fileId)
  expect(opened).toMatchObject({ name: 'лист.pdf', mime: 'application/pdf', size: 1_000_000 })
  expect(opened && (await buffer(opened.stream)).equals(content)).toBe(true)
})

it('knows nothing of a removed file or of a wrong id', async () => {
  const { fileId } = await database.files.put(Buffer.from('abc'), { name: 'a.txt', mime: 'text/plain' })
  await database.files.remove(fileId)
  await database.files.remove(fileId)
  expect(await database.files.open(fileId)).toBeNull()
  expect(await database.files.open('../etc')).toBeNull()
})
