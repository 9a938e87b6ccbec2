import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Kernel } from '../../../src/core/kernel.js'
import { createDeliveryService } from '../../../src/modules/deliveries/delivery-service.js'
import type { Delivery } from '../../../src/modules/deliveries/delivery.js'
import { aDelivery, aDeliveryBench, aStoredRow, organisationId, pause, personId, shortRules } from './support.js'

let bench: Awaited<ReturnType<typeof aDeliveryBench>>
beforeAll(async () => {
  bench = await aDeliveryBench()
})
afterAll(() => bench.database.drop())
const rows = () => bench.database.connection.collection('deliveries')
beforeEach(() => rows().deleteMany({}))

const day = '2026-09-17'
const soon = () => new Date(bench.clock.now().getTime() + 3_600_000)
const into = () => ({ at: soon(), day, until: new Date(soon().getTime() + 24 * 3_600_000), class: 'digest' as const })
const subjectOf = (id: string) => ({ type: 'x', id })
const plan = (...ids: string[]) => bench.deliveries.plan(ids.map((id) => aDelivery({ subject: subjectOf(id) })))
const all = () => bench.deliveries.list(organisationId)
const digest = async () => (await all()).find(({ kind }) => kind === 'digest') as Delivery
const folded = async () => (await all()).filter(({ kind }) => kind !== 'digest')
const fold = async (service = bench.deliveries, limit = 10) => {
  const claimed = await service.claim(limit)
  await service.fold(claimed.map((delivery) => ({ delivery, ...into() })))
}
function aGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}
/** A process whose transactions go another way. */
const withTransaction = (transaction: Kernel['transaction']) =>
  createDeliveryService({ connection: bench.database.connection, kernel: { ...bench.kernel, transaction }, markUnreachable: async () => true, curatorsOf: async () => [], rules: shortRules })
/** The digest's hour comes. */
const claimDigest = async () => {
  await rows().updateOne({ kind: 'digest' }, { $set: { nextTryAt: new Date(0) } })
  const [claimed] = await bench.deliveries.claim(10)
  await bench.deliveries.begin(claimed!)
  return claimed!
}

describe('what is over the daily number', () => {
  it('[IMPL-01] goes into one digest a person and day, from two processes at once too', async () => {
    await plan('1', '2', '3', '4')
    await Promise.all([fold(bench.deliveries, 2), fold(bench.another(), 2)])
    const one = await digest()
    expect(one).toMatchObject({ personId, state: 'pending', class: 'digest', occurrence: day, subject: { type: 'Person', id: personId } })
    expect(await folded()).toHaveLength(4)
    expect((await folded()).every(({ digestOf, state }) => digestOf === one.id && state === 'pending')).toBe(true)
    expect((await bench.deliveries.foldedInto(one.id)).map(({ subject }) => subject.id).sort()).toEqual(['1', '2', '3', '4'])
    expect(await bench.deliveries.claim(10)).toEqual([])
  })

  it('[IMPL-01] becomes sent with the digest, in the same step', async () => {
    await plan('1', '2')
    await fold()
    await bench.deliveries.settle(await claimDigest(), { outcome: 'sent', messageId: 42 })
    expect((await all()).map(({ state, messageId, error, closedAt }) => ({ state, messageId, error, isClosed: closedAt !== null }))).toEqual(
      Array(3).fill({ state: 'sent', messageId: 42, error: null, isClosed: true }),
    )
  })

  it('ends as the digest ends: failed, unknown, without a cause', async () => {
    for (const end of ['failed', 'unknown', 'cancelled'] as const) {
      await rows().deleteMany({})
      await plan('1')
      await fold()
      const claimed = await claimDigest()
      if (end === 'cancelled') await bench.deliveries.conclude([{ delivery: claimed, verdict: { do: 'drop', state: 'cancelled', reason: 'cause-gone' } }])
      else await bench.deliveries.settle(claimed, { outcome: end, code: 'x' })
      expect((await folded()).map(({ state, error }) => [state, error])).toEqual([[end, 'digest']])
    }
  })

  it('waits while the digest is tried again', async () => {
    await plan('1')
    await fold()
    await bench.deliveries.settle(await claimDigest(), { outcome: 'retry', code: 'server-502' })
    expect((await all()).map(({ state }) => state)).toEqual(['pending', 'pending'])
  })

  const ended = async () => (await all()).map(({ kind, subject, state, digestOf }) => [kind === 'digest' ? kind : subject.id, state, digestOf === null]).sort()
  const overdue = async () => {
    await rows().updateOne({ kind: 'digest' }, { $set: { expiresAt: new Date(0) } })
    await rows().updateMany({ kind: 'row-nudge' }, { $set: { nextTryAt: new Date(0) } })
  }

  it('[IMPL-01] outlives a digest that came too late: what is of use is judged again, what is not has expired', async () => {
    await plan('1', '2')
    await fold()
    await overdue()
    await rows().updateOne({ 'subject.id': '2' }, { $set: { expiresAt: new Date(1) } })
    await bench.deliveries.sweep()
    expect(await ended()).toEqual([['1', 'pending', true], ['2', 'expired', false], ['digest', 'expired', true]])
    const again = await bench.deliveries.claim(10)
    expect(again.map(({ subject }) => subject.id)).toEqual(['1'])
    await bench.deliveries.fold(again.map((delivery) => ({ delivery, ...into(), day: '2026-09-18' })))
    const next = (await all()).find(({ occurrence }) => occurrence === '2026-09-18')
    expect((await bench.deliveries.foldedInto(next!.id)).map(({ subject }) => subject.id)).toEqual(['1'])
  })

  it('[IMPL-01] outlives a digest that is dropped as expired when it is judged, and one that could never be made', async () => {
    await plan('1')
    await fold()
    await bench.deliveries.conclude([{ delivery: await claimDigest(), verdict: { do: 'drop', state: 'expired', reason: 'expired' } }])
    expect(await ended()).toEqual([['1', 'pending', true], ['digest', 'expired', true]])
    await rows().deleteMany({})
    await plan('1')
    await fold()
    await rows().updateOne({ kind: 'digest' }, { $set: { attempt: 2 } })
    await bench.deliveries.settle(await claimDigest(), { outcome: 'retry', code: 'our-error' })
    expect(await ended()).toEqual([['1', 'pending', true], ['digest', 'dead', true]])
  })

  it('[IMPL-02] (R3) is known to be unknown as soon as the process that sent the digest is known to be dead, not when the digest would expire', async () => {
    await plan('1')
    await fold()
    await claimDigest()
    await pause(shortRules.leaseMs + 50)
    await bench.deliveries.sweep()
    expect(await ended()).toEqual([['1', 'unknown', false], ['digest', 'unknown', true]])
  })

  it('is found however many rows are due before it', async () => {
    await plan('1')
    await fold()
    await overdue()
    await rows().insertMany(Array.from({ length: 1_100 }, (_, number) => aStoredRow(number, { personId: 'another', nextTryAt: new Date(0) })) as never[])
    await bench.deliveries.sweep()
    expect((await rows().findOne({ 'subject.id': '1' }))?.['digestOf']).toBeUndefined()
  })

  it('[MEET-04] is cancelled by itself when its cause goes', async () => {
    await plan('1', '2')
    await fold()
    await bench.deliveries.cancel({ organisationId, subject: subjectOf('1') })
    expect((await bench.deliveries.foldedInto((await digest()).id)).map(({ subject }) => subject.id)).toEqual(['2'])
  })

  it('[IMPL-01] is not lost when the digest is on its way already: it is judged again', async () => {
    await plan('1')
    await fold()
    const claimed = await claimDigest()
    await plan('2')
    await fold()
    await bench.deliveries.settle(claimed, { outcome: 'sent', messageId: 42 })
    const late = (await folded()).find(({ subject }) => subject.id === '2')
    expect(late).toMatchObject({ state: 'pending', digestOf: null })
    expect(late!.nextTryAt.getTime()).toBeGreaterThan(bench.clock.now().getTime())
  })

  it('[IMPL-01] what is folded while the digest is claimed either stands in it or is not marked as told', async () => {
    await plan('1')
    await fold()
    await plan('2')
    const second = await bench.deliveries.claim(10)
    await rows().updateOne({ kind: 'digest' }, { $set: { nextTryAt: new Date(0) } })
    const reached = aGate()
    const goOn = aGate()
    const folding = withTransaction((work) =>
      bench.kernel.transaction(async () => {
        const done = await work()
        reached.open()
        await goOn.opened
        return done
      }),
    ).fold(second.map((delivery) => ({ delivery, ...into() })))
    await reached.opened
    const sending = bench.deliveries.claim(10).then(async ([claimed]) => ({ claimed: claimed!, told: await bench.deliveries.foldedInto(claimed!.id) }))
    await pause(150)
    goOn.open()
    await folding
    const { claimed, told } = await sending
    await bench.deliveries.begin(claimed)
    await bench.deliveries.settle(claimed, { outcome: 'sent', messageId: 42 })
    expect((await folded()).filter(({ state }) => state === 'sent').map(({ id }) => id).sort()).toEqual(told.map(({ id }) => id).sort())
  })

  it('[IMPL-01] (R3) a process killed between the end of the digest and that of its rows has ended neither', async () => {
    await plan('1')
    await fold()
    const claimed = await claimDigest()
    const killed = withTransaction((work) =>
      bench.kernel.transaction(async () => {
        await work()
        throw new Error('killed')
      }),
    )
    await expect(killed.settle(claimed, { outcome: 'sent', messageId: 42 })).rejects.toThrow('killed')
    expect((await all()).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(['digest sending', 'row-nudge pending'])
  })

  it('(R4) a row that was taken over meanwhile is not folded', async () => {
    await plan('1')
    const [stale] = await bench.deliveries.claim(1)
    await rows().updateOne({}, { $inc: { fence: 1 } })
    await bench.deliveries.fold([{ delivery: stale!, ...into() }])
    expect((await folded())[0]).toMatchObject({ state: 'sending', digestOf: null })
  })

  it('can be sent again by hand, by itself', async () => {
    await plan('1')
    await fold()
    await bench.deliveries.settle(await claimDigest(), { outcome: 'failed', code: 'x' })
    const [row] = await folded()
    await bench.deliveries.resend({ organisationId, personId: null, accountId: null, roles: ['curator'], channel: 'panel' }, row!.id)
    expect((await bench.deliveries.claim(5)).map(({ id, digestOf }) => [id, digestOf])).toEqual([[row!.id, null]])
  })

  it('of a digest that failed only the messages can be sent again: they ended with it', async () => {
    await plan('1')
    await fold()
    await bench.deliveries.settle(await claimDigest(), { outcome: 'failed', code: 'x' })
    const again = await bench.deliveries.resend({ organisationId, personId: null, accountId: null, roles: ['curator'], channel: 'panel' }, (await digest()).id)
    expect(again).toMatchObject({ ok: false, problem: { code: 'delivery-is-digest' } })
    expect((await digest()).state).toBe('failed')
  })
})
