import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, visitor, type TestPanel } from '../../support/panel.js'

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

it('[DATA-10][ROLE-16] «Кто видит мои данные» tells nothing of a person of another organisation', async () => {
  const stranger = must(await panel.services.people.create(systemActor('command'), panel.other, { surname: 'Чужестранцева', name: 'Инна' }))
  for (const role of ['curator', 'head', 'psychologist', 'council'] as const) {
    const who = visitor(panel.url)
    await who.signIn(await panel.openAccount(role))
    const told = await (await who.get(`/admin/api/pages/privacy?person=${stranger.id}`)).text()
    expect(told).not.toContain('Чужестранцева')
    expect(told).toContain('missing')
  }
})
