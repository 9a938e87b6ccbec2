import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDemoPeople, defineDemoPersonModel } from '../../src/demo/demo-people.js'
import { aPerson, aSchool, testApp, type TestApp } from '../support/app.js'

let app: TestApp

beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.database.drop())

it('[IMPL-04] two pages of the sandbox that open at once get one link that works', async () => {
  const school = await aSchool(app)
  const person = await aPerson(app, school, ['mentee'])
  const { connection } = app.database
  await defineDemoPersonModel(connection).create({ _id: 7001, organisationId: school.id, personId: person.id, about: 'Новичок' })
  const list = createDemoPeople({ connection, services: app.services, clock: app.clock })
  const links = (await Promise.all([list(), list(), list()])).flat().map(({ inviteLink }) => inviteLink)
  expect(new Set(links).size).toBe(1)
  const issued = await app.services.invitations.list(school.id)
  expect(issued.map(({ state }) => state)).toEqual(['open'])
})
