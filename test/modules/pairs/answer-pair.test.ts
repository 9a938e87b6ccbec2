import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { actorOf, aPairBench, anna, curator, ids, olga, organisationId, refusalOf, sysadmin, type PairBench } from '../../support/pair-bench.js'

describe('answers of the sides', () => {
  let bench: PairBench
  let direction = 0
  beforeAll(async () => void (bench = await aPairBench()))
  afterAll(() => bench.database.drop())

  /** Each test takes a direction of its own, so that its pair is a new one. */
  const fresh = (overrides: Partial<PairBench['proposal']> = {}) =>
    bench.propose({ direction: bench.organisation.dictionaries.directions[direction++]?.code ?? null, ...overrides })
  const agree = (pairId: string, actor: typeof olga) => bench.pairs.answer(actor, { pairId, personId: actor.personId ?? '', answer: 'agreed' })

  it('[PAIR-03] becomes agreed only after both said yes, then asks each for the papers he owes', async () => {
    const pair = await fresh()
    expect(must(await agree(pair.id, olga)).state).toBe('proposed')
    expect(await bench.told(pair, ['pair-agreed', 'consent-asked'])).toEqual([])
    bench.consents.add(`${ids.anna} personal-data null`).add(`${ids.anna} duties ${pair.id}`)
    const agreed = must(await agree(pair.id, anna))
    expect(agreed).toMatchObject({ state: 'agreed', mentor: { answer: 'agreed', recordedBy: null } })
    expect(await bench.told(pair, ['pair-agreed', 'consent-asked', 'pair-proposed'])).toEqual(['consent-asked olga', 'pair-agreed anna', 'pair-agreed curator'])
    const [asked] = await bench.deliveries.list(organisationId, { kinds: ['consent-asked'] })
    const [said] = await bench.deliveries.list(organisationId, { kinds: ['pair-agreed'], personId: ids.anna })
    expect([asked?.class, said?.class]).toEqual(['news', 'answer'])
    expect(asked?.params).toMatchObject({ kind: 'personal-data', kinds: 'personal-data,mentoring,duties', role: 'mentor', pairId: pair.id })
  })

  it('[PAIR-03] two presses of the same button are one answer', async () => {
    const pair = await fresh()
    const presses = await Promise.all([agree(pair.id, olga), agree(pair.id, olga), bench.another().answer(olga, { pairId: pair.id, personId: ids.olga, answer: 'agreed' })])
    expect(presses.map((press) => press.ok)).toEqual([true, true, true])
    const lines = await bench.audit.list(organisationId, { subject: { type: 'Pair', id: pair.id } })
    expect(lines.filter(({ action }) => action === 'pair-answer-agreed')).toHaveLength(1)
  })

  it('[PAIR-03] both sides pressing at once agree', async () => {
    const pair = await fresh()
    await Promise.all([agree(pair.id, olga), agree(pair.id, anna)])
    expect((await bench.refresh(pair)).state).toBe('agreed')
  })

  it('[PAIR-02] a refusal ends the pair; the reason goes to the curator only', async () => {
    const pair = await fresh()
    must(await agree(pair.id, olga))
    const ended = must(await bench.pairs.answer(anna, { pairId: pair.id, personId: ids.anna, answer: 'declined', reason: 'Мы не сработаемся' }))
    expect(ended).toMatchObject({ state: 'terminated', end: { side: 'mentee', text: '' }, members: [{ reason: 'Мы не сработаемся' }] })
    expect(await bench.told(pair)).toEqual(['pair-declined curator', 'pair-declined olga'])
    const rows = await bench.deliveries.list(organisationId, { kinds: ['pair-declined'], personId: ids.olga })
    expect(JSON.stringify(rows.map(({ params }) => params))).not.toMatch(/сработаемся|menteeId|whoId/)
    expect(refusalOf(await bench.pairs.answer(olga, { pairId: pair.id, personId: ids.olga, answer: 'talk' }))).toBe('pair-answer-late')
    expect(must(await agree(pair.id, olga)).state).toBe('terminated')
    expect(must(await bench.pairs.answer(anna, { pairId: pair.id, personId: ids.anna, answer: 'declined' })).state).toBe('terminated')
  })

  it('[PAIR-02] «let us talk first» keeps the proposal, proposes a meeting and asks again the day after', async () => {
    const pair = await fresh()
    const talking = must(await bench.pairs.answer(anna, { pairId: pair.id, personId: ids.anna, answer: 'talk' }))
    expect(talking).toMatchObject({ state: 'proposed', members: [{ answer: 'talk' }] })
    expect(await bench.told(pair, ['pair-wants-talk'])).toEqual(['pair-wants-talk curator', 'pair-wants-talk olga'])
    const again = (await bench.deliveries.list(organisationId, { states: ['pending'], kinds: ['pair-reminder'], personId: ids.anna })).find((row) => row.subject.id === pair.id)
    expect(again?.dueAt.toISOString()).toMatch(/^2026-09-15T0/)
    must(await agree(pair.id, anna))
    expect(await bench.told(pair, ['pair-reminder'])).not.toContain('pair-reminder anna')
  })

  it('[PAIR-05] [END-09] a mentee who declines a group leaves it, the others go on', async () => {
    const group = await fresh({ menteeIds: [ids.anna, ids.vera, ids.gleb] })
    must(await agree(group.id, olga))
    must(await agree(group.id, anna))
    must(await bench.pairs.answer(actorOf(ids.vera, 'mentee'), { pairId: group.id, personId: ids.vera, answer: 'declined' }))
    expect((await bench.refresh(group)).state).toBe('proposed')
    expect(await bench.told(group, ['pair-declined'])).toEqual(['pair-declined curator'])
    expect(must(await agree(group.id, actorOf(ids.gleb, 'mentee')))).toMatchObject({ state: 'agreed', members: [{ to: null }, { to: '2026-09-14', answer: 'declined' }, { to: null }] })
  })

  it('[IMPL-29] the curator answers for someone without a messenger, and the record says so', async () => {
    const pair = await fresh()
    const answered = must(await bench.pairs.answer(curator, { pairId: pair.id, personId: ids.anna, answer: 'agreed' }))
    expect(answered.members[0]).toMatchObject({ answer: 'agreed', recordedBy: 'account-curator' })
    expect(refusalOf(await bench.pairs.answer(olga, { pairId: pair.id, personId: ids.anna, answer: 'declined' }))).toBe('not-allowed')
    expect(refusalOf(await bench.pairs.answer(sysadmin, { pairId: pair.id, personId: ids.anna, answer: 'declined' }))).toBe('not-allowed')
    const stranger = { ...curator, organisationId: '650000000000000000000002' }
    expect(refusalOf(await bench.pairs.answer(stranger, { pairId: pair.id, personId: ids.anna, answer: 'agreed' }))).toBe('pair-not-found')
  })
})
