import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aPairBench, curator, head, ids, olga, organisationId, refusalOf, sysadmin, type PairBench } from '../../support/pair-bench.js'

describe('consents, order and start', () => {
  let bench: PairBench
  let direction = 0
  beforeAll(async () => void (bench = await aPairBench()))
  afterAll(() => bench.database.drop())

  const own = () => ({ direction: bench.organisation.dictionaries.directions[direction++]?.code ?? null })
  const orderOf = (pairIds: string[], number = '12-од', actor = head) => bench.pairs.recordOrder(actor, { pairIds, number, on: '2026-09-14' })

  it('[CONS-01] [CONS-02] [IMPL-10] no order without the mentor’s consent and the duties of all', async () => {
    const pair = await bench.agreed(own())
    const pieces = async () => (await bench.pairs.missing(pair.id)).map(({ what, kind, personId }) => [what, kind, personId === ids.olga ? 'olga' : personId && 'anna'].filter(Boolean).join(' '))
    expect(await pieces()).toEqual([
      'consent personal-data olga', 'consent mentoring olga', 'consent duties olga',
      'consent personal-data anna', 'consent duties anna', 'order', 'programme',
    ])
    expect(refusalOf(await orderOf([pair.id]))).toBe('pair-consents-missing')
    bench.signAll(pair)
    bench.consents.delete(`${ids.olga} mentoring null`)
    expect(refusalOf(await orderOf([pair.id]))).toBe('pair-consents-missing')
    bench.consents.add(`${ids.olga} mentoring null`)
    bench.consents.delete(`${ids.anna} duties ${pair.id}`)
    expect(refusalOf(await orderOf([pair.id]))).toBe('pair-consents-missing')
    bench.consents.add(`${ids.anna} duties ${pair.id}`)
    expect(must(await bench.pairs.progress(curator, pair.id)).state).toBe('consents')
    expect(await pieces()).toEqual(['order', 'programme'])
  })

  it('[CONS-08] a consent withdrawn before the order takes the pair back, and it comes on again', async () => {
    const pair = await bench.agreed(own())
    bench.signAll(pair)
    expect(must(await bench.pairs.progress(curator, pair.id)).state).toBe('consents')
    bench.consents.delete(`${ids.anna} duties ${pair.id}`)
    await bench.pairs.progressOf(curator, ids.anna)
    expect((await bench.refresh(pair)).state).toBe('agreed')
    bench.signAll(pair)
    expect(must(await bench.pairs.progress(curator, pair.id)).state).toBe('consents')
  })

  it('[PAIR-04] [MENTOR-08] the head’s order is recorded for several pairs, with number and date, once', async () => {
    const first = await bench.agreed(own())
    const second = await bench.agreed({ mentorId: ids.boris, menteeIds: [ids.vera], ...own() })
    bench.signAll(first)
    bench.signAll(second)
    for (const actor of [olga, sysadmin]) expect(refusalOf(await orderOf([first.id], '12-од', actor))).toBe('not-allowed')
    const both = [first.id, second.id]
    const results = await Promise.all([orderOf(both), orderOf(both)])
    expect(results.map((result) => result.ok)).toEqual([true, true])
    expect((await bench.refresh(second)).order).toEqual({ documentId: 'order-12-од', number: '12-од', on: '2026-09-14' })
    expect(must(await orderOf(both))).toMatchObject([{ state: 'ordered' }, { state: 'ordered' }])
    expect(refusalOf(await orderOf(both, '13-од'))).toBe('pair-ordered-already')
    const lines = await bench.audit.list(organisationId, { subject: { type: 'Pair', id: first.id } })
    expect(lines.filter(({ action }) => action === 'pair-ordered')).toMatchObject([{ actor: { accountId: 'account-head' }, before: { state: 'consents' }, after: { state: 'ordered' } }])
  })

  it('[IMPL-29] the curator registers the head’s order, all pairs or none', async () => {
    const ready = await bench.agreed(own())
    const waiting = await bench.propose({ mentorId: ids.boris, menteeIds: [ids.gleb], ...own() })
    bench.signAll(ready)
    expect(refusalOf(await orderOf([ready.id, waiting.id], '20', curator))).toBe('pair-not-agreed')
    expect((await bench.refresh(ready)).state).toBe('consents')
    expect(must(await orderOf([ready.id], '20', curator))).toMatchObject([{ state: 'ordered' }])
    expect(refusalOf(await orderOf([ready.id], ' '))).toBe('order-number')
    expect(refusalOf(await bench.pairs.recordOrder(head, { pairIds: [ready.id], number: '9', on: '2026-02-31' }))).toBe('order-date')
  })

  it('[IMPL-10] is active only with order and approved programme, in one step with it and one message to each side', async () => {
    const pair = await bench.ordered(own(), '30')
    bench.programme(pair, 'agreed')
    expect(must(await bench.pairs.progress(curator, pair.id)).state).toBe('ordered')
    bench.programme(pair, 'approved')
    await Promise.all([bench.pairs.progress(curator, pair.id), bench.another().progress(curator, pair.id)])
    const active = await bench.refresh(pair)
    expect(active).toMatchObject({ state: 'active', activeSince: new Date('2026-09-14T08:00:00Z') })
    expect(bench.programmes.get(`programme-${pair.id}`)?.state).toBe('running')
    expect(await bench.told(pair)).toEqual(['pair-started anna', 'pair-started olga'])
  })

  it('[IMPL-10] starts nothing when the programme cannot start: all or nothing', async () => {
    const pair = await bench.ordered(own(), '31')
    bench.programmes.set('gone', { id: 'another', pairId: pair.id, state: 'approved' })
    const broken = bench.programmes.get('gone')
    Object.defineProperty(broken, 'state', { get: () => 'approved', set: () => { throw new Error('no room') }, configurable: true })
    await expect(bench.pairs.progress(curator, pair.id)).rejects.toThrow('no room')
    expect((await bench.refresh(pair)).state).toBe('ordered')
    expect(await bench.told(pair, ['pair-started'])).toEqual([])
  })
})
