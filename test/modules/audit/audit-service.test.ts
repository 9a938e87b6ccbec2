import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { otherOrganisation, ownOrganisation, panelKernel, type PanelKernel } from '../../support/panel-kernel.js'

let database: TestDatabase
let panel: PanelKernel
const subject = { type: 'Pair', id: '65f0000000000000000000b1' }
const actor = systemActor('command', ownOrganisation)

beforeAll(async () => {
  database = await testDatabase()
  panel = panelKernel(database)
  await database.index()
})
afterAll(() => database.drop())

it('[IMPL-05] keeps who, when, what, before, after, reason and the changed paths', async () => {
  const before = { state: 'proposed', order: { number: null }, mentorId: 'm1' }
  const after = { state: 'agreed', order: { number: '17' }, mentorId: 'm1' }
  await panel.audit.write({ actor, organisationId: ownOrganisation, action: 'pair-agree', subject, before, after, reason: 'both said yes' })
  const [line] = await panel.audit.list(ownOrganisation, { subject })
  expect(line).toMatchObject({
    organisationId: ownOrganisation,
    at: new Date('2031-09-15T09:00:00Z'),
    actor: { channel: 'command', personId: null, accountId: null },
    action: 'pair-agree',
    subject,
    before,
    after,
    reason: 'both said yes',
    changedPaths: ['order.number', 'state'],
  })
})

it('[IMPL-05] is rolled back with the change it tells of', async () => {
  const failing = database.transaction(async () => {
    await panel.audit.write({ actor, organisationId: ownOrganisation, action: 'lost', subject })
    throw new Error('the change failed')
  })
  await expect(failing).rejects.toThrow('the change failed')
  const lines = await panel.audit.list(ownOrganisation)
  expect(lines.map((line) => line.action)).not.toContain('lost')
})

it('[IMPL-05] offers no way to change or delete a line', () => {
  expect(Object.keys(panel.audit).sort()).toEqual(['chains', 'exported', 'list', 'look', 'recheck', 'seal', 'state', 'verify', 'verifyAll', 'viewed', 'write'])
})

it('keeps no secret, at any depth', async () => {
  const after = { email: 'a@b.ru', passwordHash: 'canary', link: { tokenHash: 'canary', token: 'canary' }, list: [{ sessionId: 'canary' }] }
  await panel.audit.write({ actor, organisationId: ownOrganisation, action: 'secretive', subject, after })
  const lines = await panel.audit.list(ownOrganisation)
  expect(JSON.stringify(lines)).not.toContain('canary')
  expect(JSON.stringify(lines)).toContain('a@b.ru')
})

it('[ROLE-16] lists the lines of one organisation only, the newest first, by pages', async () => {
  panel.setTime('2031-09-15T10:00:00Z')
  await panel.audit.write({ actor, organisationId: otherOrganisation, action: 'foreign', subject })
  await panel.audit.write({ actor, organisationId: ownOrganisation, action: 'newest', subject })
  const lines = await panel.audit.list(ownOrganisation, { pageSize: 1 })
  expect(lines.map((line) => line.action)).toEqual(['newest'])
  const all = await panel.audit.list(ownOrganisation)
  expect(all.map((line) => line.action)).not.toContain('foreign')
})
