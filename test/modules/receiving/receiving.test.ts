import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setTimeout as wait } from 'node:timers/promises'
import { createClock } from '../../../src/core/clock.js'
import { createDialogueStore } from '../../../src/modules/receiving/dialogue-store.js'
import { createInboxStore } from '../../../src/modules/receiving/inbox-store.js'
import { createLease } from '../../../src/modules/receiving/lease.js'
import { createRememberedHash } from '../../../src/modules/receiving/remembered-hash.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'

let database: TestDatabase
const clock = createClock()

beforeAll(async () => {
  database = await testDatabase()
  createInboxStore({ connection: database.connection, clock })
  await database.index()
})
afterAll(() => database.drop())

const later = () => new Date(clock.now().getTime() + 1000)

describe('the inbox', () => {
  it('[IMPL-02] keeps each update once, tells which are new, and gives the unfinished in order', async () => {
    const inbox = createInboxStore({ connection: database.connection, clock })
    const updates = [3, 1, 2].map((update_id) => ({ update_id, message: { text: `№ ${update_id}` } }))
    expect(await inbox.add(updates)).toEqual(updates)
    expect(await inbox.add([...updates, { update_id: 4, message: { text: '№ 4' } }])).toEqual([{ update_id: 4, message: { text: '№ 4' } }])
    await inbox.mark([2], 'done')
    await inbox.mark([4], 'failed')
    expect((await inbox.unfinished(10, later())).map(({ update_id }) => update_id)).toEqual([1, 3])
    expect(await inbox.add(updates)).toEqual([])
    expect(await inbox.unfinished(10, new Date(0))).toEqual([])
  })
})

describe('a lease', () => {
  it('is held by one process at a time and passes on when it is given back or runs out', async () => {
    const [first, second] = [createLease(database.connection, 'trial', 600), createLease(database.connection, 'trial', 600)]
    expect([await first.take(), await second.take(), await first.take()]).toEqual([true, false, true])
    await first.release()
    expect([await second.take(), await first.take()]).toEqual([true, false])
    await wait(1200)
    expect(await first.take()).toBe(true)
  })

  it('goes to one of many who want it at once', async () => {
    const many = Array.from({ length: 10 }, () => createLease(database.connection, 'crowd', 5_000))
    const taken = await Promise.all(many.map((lease) => lease.take()))
    expect(taken.filter(Boolean)).toHaveLength(1)
  })
})

describe('what is remembered', () => {
  it('[IMPL-13] the state of a dialogue is written, read and forgotten', async () => {
    const dialogues = createDialogueStore({ connection: database.connection, clock })
    expect(await dialogues.read('1')).toBeUndefined()
    await dialogues.write('1', { step: [1, null, { empty: {} }] })
    expect(await dialogues.read('1')).toEqual({ step: [1, null, { empty: {} }] })
    await dialogues.delete('1')
    expect(await dialogues.read('1')).toBeUndefined()
  })

  it('a hash stays until it is another', async () => {
    const menu = createRememberedHash(database.connection, 'menu')
    expect(await menu.read()).toBeNull()
    await menu.write('a')
    await menu.write('b')
    expect(await menu.read()).toBe('b')
  })
})
