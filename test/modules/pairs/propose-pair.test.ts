import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must, type Result } from '../../../src/core/result.js'
import type { Pair } from '../../../src/modules/pairs/pair.js'
import { aPairBench, curator, head, ids, olga, refusalOf, sysadmin, type PairBench } from '../../support/pair-bench.js'

describe('proposing a pair', () => {
  let bench: PairBench
  beforeAll(async () => void (bench = await aPairBench()))
  afterAll(() => bench.database.drop())

  const tryWith = (overrides: Partial<PairBench['proposal']>, actor = curator) => bench.pairs.propose(actor, { ...bench.proposal, ...overrides })

  it('[PAIR-03] [PAIR-11] records form, kinds and the curator, and asks both sides', async () => {
    const kinds = bench.organisation.dictionaries.kinds.slice(0, 2).map(({ code }) => code)
    const pair = must(await tryWith({ kinds, direction: 'methods' }))
    expect(pair).toMatchObject({ state: 'proposed', mentorId: ids.olga, kinds, direction: 'methods', curatorId: ids.curator, mentor: { answer: 'waiting' } })
    expect(pair.members).toMatchObject([{ menteeId: ids.anna, from: '2026-09-14', to: null, answer: 'waiting' }])
    expect(await bench.told(pair, ['pair-proposed'])).toEqual(['pair-proposed anna', 'pair-proposed olga'])
    const [line] = await bench.audit.list(pair.organisationId, { subject: { type: 'Pair', id: pair.id } })
    expect(line).toMatchObject({ action: 'pair-propose', actor: { accountId: 'account-curator' }, after: { state: 'proposed' } })
    must(await bench.pairs.end(curator, { pairId: pair.id, reason: 'curator', side: 'curator', text: 'проба' }))
  })

  it('[PAIR-05] makes a group of one mentor and several mentees, each named once', async () => {
    const group = must(await tryWith({ mentorId: ids.boris, menteeIds: [ids.vera, ids.gleb, ids.vera] }))
    expect(group.members.map(({ menteeId }) => menteeId)).toEqual([ids.vera, ids.gleb])
  })

  it('[PAIR-15] nobody is his own mentor', async () => {
    expect(refusalOf(await tryWith({ mentorId: ids.boris, menteeIds: [ids.boris] }))).toBe('pair-own-mentor')
  })

  it('[PAIR-15] [PAIR-16] not twice in one direction, but in another one and with another mentor', async () => {
    const first = must(await tryWith({ menteeIds: [ids.gleb], direction: 'methods' }))
    expect(refusalOf(await tryWith({ menteeIds: [ids.gleb], direction: 'methods' }))).toBe('pair-exists')
    must(await tryWith({ menteeIds: [ids.gleb], direction: 'digital' }))
    must(await tryWith({ mentorId: ids.anna, menteeIds: [ids.gleb], direction: 'methods' }))
    expect((await bench.pairs.openOf(ids.gleb)).length).toBeGreaterThanOrEqual(3)
    must(await bench.pairs.answer(curator, { pairId: first.id, personId: ids.gleb, answer: 'declined' }))
    must(await tryWith({ menteeIds: [ids.gleb], direction: 'methods' }))
  })

  it('[ROLE-11] asks for the roles, never for age or years of service, and lets the younger one be the mentor', async () => {
    expect(refusalOf(await tryWith({ mentorId: ids.vera }))).toBe('pair-mentor-role')
    expect(refusalOf(await tryWith({ menteeIds: [ids.olga], mentorId: ids.boris }))).toBe('pair-mentee-role')
    const younger = must(await tryWith({ mentorId: ids.olga, menteeIds: [ids.boris], direction: 'law' }))
    const exchanged = must(await tryWith({ mentorId: ids.boris, menteeIds: [ids.anna], direction: 'law' }))
    expect([younger.state, exchanged.state]).toEqual(['proposed', 'proposed'])
  })

  it('[PAIR-11] takes only values of the dictionaries that are not retired', async () => {
    const [retired] = bench.organisation.dictionaries.forms.slice(-1)
    if (retired) retired.retiredAt = new Date('2026-09-01T00:00:00Z')
    expect(refusalOf(await tryWith({ menteeIds: [ids.vera], form: retired?.code ?? '' }))).toBe('pair-form-unknown')
    expect(refusalOf(await tryWith({ menteeIds: [ids.vera], kinds: [] }))).toBe('pair-kind-unknown')
    expect(refusalOf(await tryWith({ menteeIds: [ids.vera], direction: 'nothing' }))).toBe('pair-direction-unknown')
  })

  it('[PAIR-15] two presses at once make one pair', async () => {
    const results = await Promise.all([1, 2, 3].map(() => tryWith({ mentorId: ids.anna, menteeIds: [ids.vera], direction: 'psychology' })))
    expect(results.filter((result: Result<Pair>) => result.ok)).toHaveLength(1)
    expect(results.filter((result) => !result.ok).map(refusalOf)).toEqual(['pair-exists', 'pair-exists'])
  })

  it('[ROLE-05] is the curator’s step', async () => {
    for (const actor of [sysadmin, head, olga]) expect(refusalOf(await tryWith({ menteeIds: [ids.vera] }, actor))).toBe('not-allowed')
  })
})

describe('capacity of a mentor', () => {
  let bench: PairBench
  beforeAll(async () => void (bench = await aPairBench()))
  afterAll(() => bench.database.drop())

  it('[MENTOR-14] warns above the setting and lets a curator go on with a reason that is kept', async () => {
    bench.organisation.settings.mentorCapacity = 2
    await bench.propose({ menteeIds: [ids.anna, ids.vera] })
    await bench.propose({ menteeIds: [ids.anna], direction: 'digital' })
    const third = { ...bench.proposal, menteeIds: [ids.gleb] }
    const full = await bench.pairs.propose(curator, third)
    expect(full).toMatchObject({ ok: false, problem: { code: 'mentor-full', params: { capacity: 2, count: 2 } } })
    expect(refusalOf(await bench.pairs.propose(curator, { ...third, overrideReason: '  ' }))).toBe('mentor-full')
    const pair = must(await bench.pairs.propose(curator, { ...third, overrideReason: 'Глеб ведёт тот же класс' }))
    const [line] = await bench.audit.list(pair.organisationId, { subject: { type: 'Pair', id: pair.id } })
    expect(line?.reason).toBe('Глеб ведёт тот же класс')
  })
})
