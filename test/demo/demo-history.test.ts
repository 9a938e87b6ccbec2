import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDemo } from '../../src/demo/create-demo.js'
import { testApp, type TestApp } from '../support/app.js'

let app: TestApp

beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.database.drop())

it('[IMPL-30] the history of a school that was told from the past is whole, also when it is sealed while it is told', async () => {
  let isTold = false
  const sealing = (async () => {
    while (!isTold) {
      await app.services.audit.seal()
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  })()
  await createDemo({ connection: app.database.connection, clock: app.clock, defaultZone: 'Europe/Moscow', expireDue: async () => undefined })
  isTold = true
  await sealing
  const chains = await app.services.audit.verifyAll()
  expect(chains.flatMap(({ check: { findings } }) => findings)).toEqual([])
}, 60_000)
