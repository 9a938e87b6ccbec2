import { MongoBackend } from '@agendajs/mongo-backend'
import { Agenda } from 'agenda'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

it('runs an Agenda job over the connection of mongoose', async () => {
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: database.connection.db as never, collection: 'jobs' }), processEvery: 100 })
  const failures: unknown[] = []
  agenda.on('error', (error: unknown) => failures.push(error)).on('fail', (error: unknown) => failures.push(error))
  const ran = new Promise<unknown>((resolve) => agenda.define('wake', async (job) => resolve(job.attrs.data)))
  await agenda.start()
  await agenda.now('wake', { value: 1 })
  expect(await ran).toEqual({ value: 1 })
  await agenda.stop()
  expect(failures).toEqual([])
})
