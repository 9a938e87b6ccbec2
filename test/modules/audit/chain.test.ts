import { Types } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { createAuditService } from '../../../src/modules/audit/audit-service.js'
import { defineAuditModel } from '../../../src/modules/audit/audit-model.js'
import { chainStart, hashOf, type StoredEntry } from '../../../src/modules/audit/audit-chain.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { panelKernel, type PanelKernel } from '../../support/panel-kernel.js'

let database: TestDatabase
let panel: PanelKernel
let school = ''
let made = 0
const subject = { type: 'Pair', id: '65f0000000000000000000b1' }
const native = () => database.connection.collection('auditentries')

beforeAll(async () => {
  database = await testDatabase()
  panel = panelKernel(database)
  await database.index()
})
afterAll(() => database.drop())
beforeEach(() => {
  made += 1
  school = `65f0000000000000000000${String(10 + made)}`
})

const write = (action: string, organisationId: string | null = school) =>
  panel.audit.write({ actor: systemActor('command', organisationId), organisationId, action, subject, before: { state: 'proposed', on: null }, after: { state: action, on: new Date('2031-09-15T09:00:00Z') }, reason: 'why' })
const chain = async (organisationId: string | null = school) => (await native().find({ organisationId, seq: { $gt: 0 } }).sort({ seq: 1 }).toArray()) as unknown as (StoredEntry & { _id: never; seq: number; hash: string; prevHash: string })[]

async function five(): Promise<void> {
  for (const action of ['one', 'two', 'three', 'four', 'five']) await write(action)
  expect((await panel.audit.verify(school)).check.findings).toEqual([])
}
const damaged = async () => (await panel.audit.verify(school)).check.findings.map(({ damage, seq }) => `${damage} ${seq}`)

it('[IMPL-05] S19 gives every entry of an organisation a place, its forerunner’s fingerprint and its own; the installation has its own chain', async () => {
  await five()
  await write('installation', null)
  await panel.audit.seal()
  const sealed = await chain()
  expect(sealed.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  expect(sealed.map(({ prevHash }) => prevHash)).toEqual([chainStart, ...sealed.slice(0, -1).map(({ hash }) => hash)])
  expect(new Set(sealed.map(({ hash }) => hash)).size).toBe(5)
  expect((await chain(null)).at(0)).toMatchObject({ seq: 1, prevHash: chainStart })
  expect(await panel.audit.state(school)).toMatchObject({ length: 5, waiting: 0, fingerprint: sealed.at(-1)?.hash, check: { entries: 5, total: 0 } })
})

describe('[IMPL-05] S19 finds', () => {
  it.each<[string, object]>([
    ['the time', { at: new Date('2031-09-15T08:00:00Z') }],
    ['who did it', { 'actor.accountId': '65f000000000000000000999' }],
    ['a value before', { 'before.state': 'agreed' }],
    ['a value after', { 'after.state': 'terminated' }],
    ['the reason', { reason: 'another' }],
    ['a field that was added', { note: 'x' }],
  ])('a change of %s', async (_what, set) => {
    await five()
    const third = (await chain())[2]
    await native().updateOne({ _id: third?._id }, { $set: set })
    expect((await panel.audit.verify(school)).check.findings).toEqual([{ damage: 'changed', seq: 3, entryId: String(third?._id) }])
  })

  it('an entry that was taken out, in the middle and at the end', async () => {
    await five()
    await native().deleteOne({ organisationId: school, seq: 2 })
    expect(await damaged()).toEqual(['removed 2'])
    await native().deleteOne({ organisationId: school, seq: 5 })
    expect(await damaged()).toEqual(['removed 2', 'removed 5'])
  })

  it('an entry that was put in, even with a fingerprint that fits its place', async () => {
    await five()
    const [, second] = await chain()
    const forged = { _id: new Types.ObjectId(), organisationId: school, at: new Date(), actor: {}, action: 'forged', subject, seq: 3, prevHash: second?.hash }
    await native().insertOne({ ...forged, hash: hashOf(forged) })
    expect(await damaged()).toEqual(['inserted 3'])
  })

  it('two entries that changed places, and an entry written anew together with its own fingerprint', async () => {
    await five()
    const [, second, third, fourth] = await chain()
    await native().updateOne({ _id: second?._id }, { $set: { seq: 3 } })
    await native().updateOne({ _id: third?._id }, { $set: { seq: 2 } })
    expect(await damaged()).toEqual(expect.arrayContaining(['reordered 2', 'reordered 3']))
    await native().updateOne({ _id: second?._id }, { $set: { seq: 2 } })
    await native().updateOne({ _id: third?._id }, { $set: { seq: 3 } })
    expect(await damaged()).toEqual([])
    const forged = { ...fourth, action: 'forged' }
    await native().updateOne({ _id: fourth?._id }, { $set: { action: 'forged', hash: hashOf(forged) } })
    expect((await damaged()).length).toBeGreaterThan(0)
  })

  it.each<[string, unknown]>([['below zero', -1], ['nought', 0], ['a text', '7'], ['a part', 2.5], ['an endless one', Infinity], ['no number', NaN], ['a list', [3]], ['an object', { a: 1 }], ['true', true]])('a line put in with a place that is none: %s', async (_what, seq) => {
    await five()
    const _id = new Types.ObjectId()
    await native().insertOne({ _id, organisationId: school, at: new Date(), actor: {}, action: 'forged', subject, seq })
    expect((await panel.audit.verify(school)).check.findings).toContainEqual({ damage: 'unplaced', seq: 0, entryId: String(_id) })
    expect((await panel.audit.look(school, 100)).check?.total).toBeGreaterThan(0)
  })

  it('a line put in for the sealer with a time of long ago, and one behind the end that the head does not know', async () => {
    await five()
    const [first] = await chain()
    const forged = { organisationId: school, at: new Date((first as unknown as { at: Date }).at.getTime() - 3 * 86_400_000), actor: {}, action: 'forged', subject }
    await native().insertOne({ ...forged, seq: null })
    expect(await damaged()).toEqual(['late 6'])
    const last = (await chain()).at(-1)
    const next = { _id: new Types.ObjectId(), ...forged, at: (first as unknown as { at: Date }).at, seq: 7, prevHash: last?.hash }
    await native().insertOne({ ...next, hash: hashOf(next) })
    expect(await damaged()).toEqual(['late 6', 'inserted 7'])
  })

  it('far places in no more time than near ones: one finding for all that is missing, in the chain and by its head', async () => {
    await five()
    const far = { _id: new Types.ObjectId(), organisationId: school, at: panel.clock.now(), actor: {}, action: 'forged', subject, seq: 2 ** 52, prevHash: chainStart }
    await native().insertOne({ ...far, hash: hashOf(far) })
    expect((await panel.audit.verify(school)).check).toMatchObject({ total: 2, findings: [{ damage: 'removed', seq: 6, to: 2 ** 52 - 1 }, { damage: 'inserted', seq: 2 ** 52 }] })
    await native().deleteOne({ _id: far._id })
    for (const [seq, found] of [[2 ** 52, { damage: 'removed', seq: 6, to: 2 ** 52, entryId: null }], [1e300, { damage: 'head', seq: 5, entryId: null }]] as const) {
      await database.connection.collection<{ _id: string }>('auditheads').updateOne({ _id: school }, { $set: { seq } })
      expect((await panel.audit.verify(school)).check.findings).toEqual([found])
    }
  })

  it('a last entry written anew with its own fingerprint, by the head', async () => {
    await five()
    const last = (await chain()).at(-1)
    const forged = { ...last, action: 'forged' }
    await native().updateOne({ _id: last?._id }, { $set: { action: 'forged', hash: hashOf(forged) } })
    expect(await damaged()).toEqual(['head 5'])
  })
})

it('[IMPL-05] seals later what a crash has left, and entries of the time before the chain', async () => {
  await native().insertOne({ organisationId: school, at: new Date('2030-01-01'), actor: { channel: 'bot', roles: [] }, action: 'old', subject })
  await five()
  expect((await chain()).map(({ action }) => action)).toEqual(['old', 'one', 'two', 'three', 'four', 'five'])
  await write('six')
  expect(await panel.audit.state(school)).toMatchObject({ length: 6, waiting: 1 })
  expect(await panel.audit.seal()).toBe(1)
  expect(await damaged()).toEqual([])
})

it('[IMPL-05] two sealers at once make no fork, nor does one that lost its lease', async () => {
  for (let count = 0; count < 40; count += 1) await write(`entry-${count}`)
  const others = [createAuditService({ connection: database.connection, clock: panel.clock }), createAuditService({ connection: database.connection, clock: panel.clock })]
  await Promise.allSettled([...others, panel.audit].map((audit) => audit.seal()))
  await database.connection.collection('leases').updateMany({}, { $set: { until: new Date(0) } })
  for (let count = 0; count < 40; count += 1) await write(`later-${count}`)
  await Promise.allSettled(others.map(async (audit) => {
    const sealing = audit.seal()
    await database.connection.collection('leases').updateMany({}, { $set: { until: new Date(0) } })
    await sealing
  }))
  const state = await panel.audit.verify(school)
  expect(state.check).toMatchObject({ entries: 80, findings: [] })
  expect((await chain()).map(({ seq }) => seq)).toEqual(Array.from({ length: 80 }, (_, at) => at + 1))
})

it('[IMPL-05] the model refuses every way to change or delete an entry', async () => {
  await five()
  const entries = defineAuditModel(database.connection)
  const entry = await entries.findOne({ organisationId: school })
  if (!entry) throw new Error('no entry')
  const filter = { _id: entry._id }
  const tries: (() => Promise<unknown>)[] = [
    () => entries.updateOne(filter, { reason: 'x' }), () => entries.updateMany({}, { reason: 'x' }), () => entries.replaceOne(filter, {}), () => entries.findByIdAndUpdate(entry._id, { reason: 'x' }),
    () => entries.findOneAndReplace(filter, {}), () => entries.findByIdAndDelete(entry._id), () => entries.deleteOne(filter), () => entries.deleteMany({}), () => entry.deleteOne(),
    () => entry.set({ reason: 'x' }).save(), () => entry.updateOne({ reason: 'x' }), () => entries.bulkWrite([{ deleteOne: { filter } }]),
  ]
  for (const attempt of tries) await expect((async () => attempt())()).rejects.toThrow('only added to')
  expect(await damaged()).toEqual([])
})

it('[DATA-04] notes who read what is sensitive once an account, record and quarter of an hour, with the place it was read from', async () => {
  const actor = { organisationId: school, personId: null, accountId: 'aaaaaaaaaaaaaaaaaaaaaaaa', roles: ['curator'] as const, channel: 'panel' as const, address: '10.0.0.7' }
  const look = (accountId = actor.accountId, id = subject.id) => panel.audit.viewed({ ...actor, accountId }, { organisationId: school, subject: { type: 'Person', id }, fields: ['phone', 'birthOn'] })
  panel.setTime('2031-09-15T12:00:00Z')
  await Promise.all([look(), look(), look()])
  panel.setTime('2031-09-15T12:14:00Z')
  await look()
  expect(await panel.audit.list(school)).toMatchObject([{ action: 'view', address: '10.0.0.7', after: { fields: ['birthOn', 'phone'] }, subject: { type: 'Person', id: subject.id } }])
  panel.setTime('2031-09-15T12:15:00Z')
  await look()
  await look('bbbbbbbbbbbbbbbbbbbbbbbb')
  await look(actor.accountId, '65f0000000000000000000b2')
  expect(await panel.audit.list(school)).toHaveLength(4)
  expect(await panel.audit.list(school, { changesOnly: true })).toEqual([])
})

it('S19 notes an export: which list, by what filter, how much', async () => {
  const actor = systemActor('command', school)
  await panel.audit.exported(actor, { organisationId: school, resource: 'Pair', format: 'xlsx', count: 12, columns: ['people', 'state'], filters: { view: 'active' } })
  expect(await panel.audit.list(school)).toMatchObject([{ action: 'export', subject: { type: 'Pair' }, after: { format: 'xlsx', count: 12, columns: ['people', 'state'], filters: { view: 'active' } } }])
})
