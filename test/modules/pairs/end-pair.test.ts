import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aPairBench, curator, head, ids, olga, organisationId, refusalOf, type PairBench } from '../../support/pair-bench.js'

describe('pause, end and another mentor', () => {
  let bench: PairBench
  let direction = 0
  beforeAll(async () => void (bench = await aPairBench()))
  afterAll(() => bench.database.drop())

  const active = (overrides: Partial<PairBench['proposal']> = {}) =>
    bench.active({ direction: bench.organisation.dictionaries.directions[direction++]?.code ?? null, ...overrides }, `n-${direction}`)

  it('[IMPL-09] a pause keeps the plan, stops its reminders and tells both sides without the reason', async () => {
    const pair = await active()
    expect(refusalOf(await bench.pairs.pause(curator, pair.id, ' '))).toBe('pair-reason-missing')
    const paused = must(await bench.pairs.pause(curator, pair.id, 'больничный Анны Сергеевны'))
    expect(paused).toMatchObject({ state: 'paused', pauseReason: 'больничный Анны Сергеевны' })
    expect(bench.programmes.get(`programme-${pair.id}`)?.state).toBe('running')
    expect(bench.calls).toEqual(expect.arrayContaining([`suspend programme-${pair.id}`, `stop-meetings ${pair.id} pair-paused`]))
    expect(await bench.told(pair)).toEqual(['pair-paused anna', 'pair-paused olga'])
    const rows = await bench.deliveries.list(organisationId, { kinds: ['pair-paused'] })
    expect(JSON.stringify(rows)).not.toContain('больничный')
    expect(must(await bench.pairs.pause(curator, pair.id, 'ещё раз')).pauseReason).toBe('больничный Анны Сергеевны')
    const resumed = must(await bench.pairs.resume(curator, pair.id))
    expect(resumed).toMatchObject({ state: 'active', pauseReason: null, activeSince: pair.activeSince })
    expect(bench.calls).toContain(`resume programme-${pair.id}`)
    expect(await bench.told(pair)).toEqual(['pair-resumed anna', 'pair-resumed olga'])
  })

  it('[CONS-08] a withdrawn consent pauses a running pair; only the curator learns why, and it goes on with the paper', async () => {
    const pair = await active()
    bench.consents.delete(`${ids.anna} duties ${pair.id}`)
    expect(must(await bench.pairs.progress(olga, pair.id))).toMatchObject({ state: 'paused', pauseReason: 'consent-withdrawn' })
    expect(await bench.told(pair)).toEqual(['pair-paused anna', 'pair-paused curator', 'pair-paused olga'])
    const reasons = (await bench.deliveries.list(organisationId, { kinds: ['pair-paused'] })).filter((row) => row.subject.id === pair.id)
    expect(reasons.map((row) => [row.personId, row.params.reason]).filter(([, reason]) => reason)).toEqual([[ids.curator, 'consent-withdrawn']])
    expect(refusalOf(await bench.pairs.resume(curator, pair.id))).toBe('pair-consents-missing')
    bench.signAll(pair)
    expect(must(await bench.pairs.resume(curator, pair.id)).state).toBe('active')
  })

  it('[END-02] [END-03] an early end needs the reason and the side; both read a neutral line and all messages stop', async () => {
    const pair = await active()
    const input = { pairId: pair.id, reason: 'mentee', side: 'mentee' as const, text: 'Переезд в другой город' }
    expect(refusalOf(await bench.pairs.end(curator, { ...input, text: '' }))).toBe('pair-reason-missing')
    expect(refusalOf(await bench.pairs.end(curator, { ...input, reason: 'boredom' }))).toBe('pair-end-reason')
    expect(refusalOf(await bench.pairs.end(olga, input))).toBe('not-allowed')
    const ended = must(await bench.pairs.end(head, input))
    expect(ended).toMatchObject({ state: 'terminated', end: { reason: 'mentee', side: 'mentee', text: 'Переезд в другой город' }, members: [{ to: '2026-09-14' }] })
    expect(bench.programmes.get(`programme-${pair.id}`)?.state).toBe('terminated')
    expect(await bench.told(pair)).toEqual(['pair-ended anna', 'pair-ended olga'])
    expect(must(await bench.pairs.end(curator, input)).end?.at).toEqual(ended.end?.at)
    expect(refusalOf(await bench.pairs.resume(curator, pair.id))).toBe('pair-not-paused')
  })

  it('[IMPL-10] is completed only after its programme and with a summary', async () => {
    const pair = await active()
    expect(refusalOf(await bench.pairs.complete(curator, { pairId: pair.id, summary: '' }))).toBe('pair-summary-missing')
    expect(refusalOf(await bench.pairs.complete(curator, { pairId: pair.id, summary: 'Всё удалось' }))).toBe('pair-programme-open')
    bench.programme(pair, 'completed')
    expect(must(await bench.pairs.complete(curator, { pairId: pair.id, summary: 'Всё удалось' }))).toMatchObject({ state: 'completed', end: { reason: 'done', summary: 'Всё удалось' } })
  })

  it('[END-09] one mentee leaves, the group goes on as a pair; the last one cannot leave', async () => {
    const group = await active({ menteeIds: [ids.vera, ids.gleb] })
    const left = must(await bench.pairs.leave(curator, { pairId: group.id, menteeId: ids.vera, reason: 'декрет' }))
    expect(left).toMatchObject({ state: 'active', members: [{ menteeId: ids.vera, to: '2026-09-14' }, { menteeId: ids.gleb, to: null }] })
    expect(bench.calls).toContain(`drop ${ids.vera} programme-${group.id}`)
    expect(await bench.told(group)).toEqual(expect.arrayContaining(['pair-ended vera', 'pair-ended olga']))
    expect(await bench.told(group)).not.toContain('pair-ended gleb')
    expect(refusalOf(await bench.pairs.leave(curator, { pairId: group.id, menteeId: ids.gleb, reason: 'тоже' }))).toBe('pair-last-mentee')
    expect((await bench.pairs.openOf(ids.vera)).map(({ id }) => id)).not.toContain(group.id)
  })

  it('[END-09] [DUTY-06] another mentor gets the plan; the former pair keeps its period', async () => {
    const pair = await active()
    expect(refusalOf(await bench.pairs.replaceMentor(curator, { pairId: pair.id, mentorId: ids.vera, reason: 'x' }))).toBe('pair-mentor-role')
    const input = { pairId: pair.id, mentorId: ids.boris, reason: 'отпуск' }
    const next = must(await bench.pairs.replaceMentor(curator, input))
    expect(next).toMatchObject({ state: 'proposed', mentorId: ids.boris, replacesId: pair.id, curatorId: ids.curator, kinds: pair.kinds, direction: pair.direction })
    const former = await bench.refresh(pair)
    expect(former).toMatchObject({ state: 'replaced', replacedById: next.id, members: [{ menteeId: ids.anna, from: '2026-09-14', to: '2026-09-14' }], activeSince: pair.activeSince })
    expect(bench.programmes.get(`programme-${pair.id}`)).toMatchObject({ pairId: next.id, state: 'running' })
    expect(bench.calls).toContain(`suspend programme-${pair.id}`)
    expect(await bench.told(former)).toEqual(['mentor-replaced olga'])
    expect(await bench.told(next, ['mentor-replaced', 'pair-proposed'])).toEqual(['mentor-replaced anna', 'pair-proposed boris'])
    expect(must(await bench.pairs.replaceMentor(curator, input)).id).toBe(next.id)

    for (const personId of [ids.boris, ids.anna]) must(await bench.pairs.answer(curator, { pairId: next.id, personId, answer: 'agreed' }))
    bench.signAll(next)
    must(await bench.pairs.recordOrder(head, { pairIds: [next.id], number: 'r-1', on: '2026-09-14' }))
    expect((await bench.refresh(next)).state).toBe('active')
    expect(bench.calls).toContain(`resume programme-${pair.id}`)
  })

  it('[END-09] a new mentor who declines does not end the plan: a third one can be found', async () => {
    const pair = await active({ menteeIds: [ids.gleb] })
    const second = must(await bench.pairs.replaceMentor(curator, { pairId: pair.id, mentorId: ids.boris, reason: 'болезнь' }))
    must(await bench.pairs.answer(curator, { pairId: second.id, personId: ids.boris, answer: 'declined' }))
    const third = must(await bench.pairs.replaceMentor(curator, { pairId: second.id, mentorId: ids.anna, reason: 'болезнь' }))
    expect(third).toMatchObject({ state: 'proposed', mentorId: ids.anna, members: [{ menteeId: ids.gleb, to: null }] })
    expect(bench.programmes.get(`programme-${pair.id}`)).toMatchObject({ pairId: third.id, state: 'running' })
    expect((await bench.refresh(second)).state).toBe('terminated')
  })

  it('[IMPL-12] pairs are handed to another curator, both sides and he are told', async () => {
    const pair = await active({ menteeIds: [ids.vera] })
    expect(refusalOf(await bench.pairs.handOver(head, { pairIds: [pair.id], curatorId: ids.olga }))).toBe('pair-curator-role')
    const [handed] = must(await bench.pairs.handOver(head, { pairIds: [pair.id], curatorId: ids.second }))
    expect(handed?.curatorId).toBe(ids.second)
    expect(await bench.told(pair, ['curator-changed'])).toEqual(['curator-changed olga', 'curator-changed second', 'curator-changed vera'])
    must(await bench.pairs.handOver(head, { pairIds: [pair.id], curatorId: ids.second }))
    expect(await bench.told(pair, ['curator-changed'])).toHaveLength(3)
    expect(await bench.pairs.list(organisationId, { curatorId: ids.second })).toHaveLength(1)
  })
})
