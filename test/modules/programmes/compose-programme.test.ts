import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { refusalOf } from '../../support/pair-bench.js'
import { aProgrammeBench, aRow, strengthRow, type ProgrammeBench } from '../../support/programme-bench.js'

let bench: ProgrammeBench
beforeAll(async () => void (bench = await aProgrammeBench()))
afterAll(() => bench.database.drop())

describe('composing a programme', () => {
  it('[PROG-02] [PROG-03] [PROG-12] [PROG-13] drafts one for each pair, filled from survey, pair and dictionaries', async () => {
    const { programmes, as } = bench
    const pair = await bench.agreedPair([bench.ids.anna], ['traditional', 'virtual'])
    const drafts = await Promise.all([1, 2, 3].map(() => programmes.draft(as.olga, pair.id)))
    const [draft, ...others] = drafts.map(must)
    expect(new Set(others.map(({ id }) => id))).toEqual(new Set([draft?.id]))
    expect(draft).toMatchObject({
      state: 'draft', pairId: pair.id, title: 'Индивидуальный план развития', startsOn: '2026-09-14',
      goal: 'Методическая грамотность: Методика занятия, Цифровые инструменты',
      directions: ['methods', 'digital'], form: 'teacher_teacher', kinds: ['traditional', 'virtual'], support: ['site', 'communities', 'libraries', 'network'],
    })
    expect(JSON.stringify([draft, await programmes.proposals(draft?.id ?? '')])).not.toMatch(/burnout|усталость|Устал|Начинаю/i)
    expect(await programmes.proposals(draft?.id ?? '')).toMatchObject({ difficulties: ['Методика занятия', 'Цифровые инструменты'], strengths: ['Умею увлечь класс'] })
    expect(refusalOf(await programmes.draft(as.anna, pair.id))).toBe('forbidden')
    expect(refusalOf(await programmes.draft({ ...as.maria, organisationId: 'another' }, pair.id))).toBe('pair-not-found')
  })

  it('[PROG-01] refuses a term outside the limits without a note of the curator', async () => {
    const { programmes, as } = bench
    const [programme] = await programmes.list(bench.organisationId)
    const id = programme?.id ?? ''
    expect(refusalOf(await programmes.change(as.olga, id, { endsOn: '2026-10-14' }))).toBe('programme-too-short')
    expect(refusalOf(await programmes.change(as.olga, id, { endsOn: '2026-10-14', termNote: 'уезжает' }))).toBe('forbidden')
    expect(must(await programmes.change(as.maria, id, { endsOn: '2026-10-14', termNote: 'уезжает' })).termNote).toBe('уезжает')
    expect(must(await programmes.change(as.maria, id, { endsOn: '2027-05-25', termNote: null })).termNote).toBeNull()
    expect(refusalOf(await programmes.change(as.olga, id, { kinds: ['no-such-kind'] }))).toBe('programme-choice')
  })

  it('[PROG-15] lets a programme of the fast kind be one meeting', async () => {
    const { programmes, as } = bench
    const pair = await bench.agreedPair([bench.ids.vera], ['speed'])
    const { id } = must(await programmes.draft(as.olga, pair.id))
    expect(must(await programmes.change(as.olga, id, { startsOn: '2026-09-20', endsOn: '2026-09-20' })).endsOn).toBe('2026-09-20')
    must(await bench.pairs.end(as.maria, { pairId: pair.id, reason: 'mutual', side: 'mutual', text: 'проба' }))
    expect((await programmes.get(id))?.state).toBe('terminated')
  })

  it('[PROG-05] adds, changes and removes rows, and keeps ids for good', async () => {
    const { programmes, as } = bench
    const [programme] = (await programmes.list(bench.organisationId)).filter(({ state }) => state === 'draft')
    const programmeId = programme?.id ?? ''
    must(await programmes.addRow(as.olga, programmeId, aRow({ intermediateOn: '2026-10-01' })))
    must(await programmes.addRow(as.olga, programmeId, strengthRow()))
    must(await programmes.removeRow(as.olga, { programmeId, rowId: 'r2' }))
    const { rows } = must(await programmes.addRow(as.olga, programmeId, strengthRow()))
    expect(rows.map(({ id }) => id)).toEqual(['r1', 'r3'])
    const changed = must(await programmes.changeRow(as.olga, { programmeId, rowId: 'r1', patch: { mode: 'online', finalOn: '2026-10-20' } }))
    expect(changed.rows[0]).toMatchObject({ mode: 'online', finalOn: '2026-10-20', intermediateOn: '2026-10-01', marks: [{ menteeId: bench.ids.anna, state: 'open' }] })
    expect(refusalOf(await programmes.changeRow(as.olga, { programmeId, rowId: 'r9', patch: {} }))).toBe('row-not-found')
    expect(refusalOf(await programmes.change(as.olga, programmeId, { startsOn: '2026-11-01' }))).toBe('programme-rows-outside')
    expect(refusalOf(await programmes.addRow(as.anna, programmeId, aRow()))).toBe('forbidden')
  })

  it('[PROG-04] is neither shown nor approved while a part is empty', async () => {
    const { programmes, as } = bench
    const [programme] = (await programmes.list(bench.organisationId)).filter(({ state }) => state === 'draft')
    const programmeId = programme?.id ?? ''
    must(await programmes.change(as.olga, programmeId, { goal: '' }))
    expect(refusalOf(await programmes.show(as.olga, programmeId))).toBe('programme-gap-goal')
    must(await programmes.change(as.olga, programmeId, { goal: 'Вести урок уверенно' }))
    must(await programmes.removeRow(as.olga, { programmeId, rowId: 'r3' }))
    expect(refusalOf(await programmes.show(as.olga, programmeId))).toBe('programme-gap-strength-row')
    must(await programmes.addRow(as.olga, programmeId, strengthRow()))
    expect(must(await programmes.show(as.olga, programmeId)).state).toBe('shown')
  })

  it('[PROG-08] is shown to the mentee, who proposes a correction and then agrees', async () => {
    const { programmes, as, ids } = bench
    const [programme] = (await programmes.list(bench.organisationId)).filter(({ state }) => state === 'shown')
    const programmeId = programme?.id ?? ''
    expect(await bench.told('programme-shown')).toEqual(['programme-shown anna'])
    expect(refusalOf(await programmes.agree(as.vera, { programmeId, menteeId: ids.vera }))).toBe('forbidden')
    expect(refusalOf(await programmes.agree(as.olga, { programmeId, menteeId: ids.anna }))).toBe('forbidden')
    expect(refusalOf(await programmes.proposeCorrection(as.anna, { programmeId, menteeId: ids.anna, text: ' ' }))).toBe('words-missing')
    const back = must(await programmes.proposeCorrection(as.anna, { programmeId, menteeId: ids.anna, text: 'Давайте позже' }))
    expect(back).toMatchObject({ state: 'draft', corrections: [{ menteeId: ids.anna, text: 'Давайте позже' }] })
    expect(await bench.told('programme-correction')).toEqual(['programme-correction olga'])
    must(await programmes.show(as.olga, programmeId))
    const twice = await Promise.all([1, 2].map(() => programmes.agree(as.anna, { programmeId, menteeId: ids.anna })))
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await programmes.get(programmeId))?.state).toBe('agreed')
    expect(await bench.told('programme-agreed')).toEqual(['programme-agreed maria', 'programme-agreed olga'])
  })

  it('[PROG-24] asks anew after every change and keeps the former version with author, date and reason', async () => {
    const { programmes, as, ids } = bench
    const [programme] = (await programmes.list(bench.organisationId)).filter(({ state }) => state === 'agreed')
    const programmeId = programme?.id ?? ''
    const version = programme?.version ?? 0
    const changed = must(await programmes.changeRow(as.olga, { programmeId, rowId: 'r1', patch: { measures: 'Посетить два урока' }, reason: 'по просьбе' }))
    expect(changed).toMatchObject({ state: 'draft', agreedBy: [], version: version + 1 })
    const [last] = await programmes.versions(programmeId)
    expect(last).toMatchObject({ version, byPersonId: ids.olga, reason: 'по просьбе', snapshot: { state: 'agreed', id: programmeId } })
    expect(last?.snapshot.rows[0]?.measures).toBe('Посетить урок Ольги Ивановны в 7 «Б»')
    expect(refusalOf(await programmes.approve(as.maria, programmeId))).toBe('programme-is-draft')
    must(await programmes.show(as.olga, programmeId))
    must(await programmes.agree(as.anna, { programmeId, menteeId: ids.anna }))
    expect(refusalOf(await programmes.sendBack(as.maria, programmeId, ''))).toBe('reason-required')
    expect(must(await programmes.sendBack(as.maria, programmeId, 'Добавьте встречу')).returnReason).toBe('Добавьте встречу')
    expect(await bench.told('programme-returned')).toEqual(['programme-returned olga'])
    must(await programmes.show(as.olga, programmeId))
    must(await programmes.agree(as.maria, { programmeId, menteeId: ids.anna }))
    expect(refusalOf(await programmes.approve(as.olga, programmeId))).toBe('forbidden')
    expect(refusalOf(await programmes.approve(as.ivan, programmeId))).toBe('forbidden')
    expect(must(await programmes.approve(as.maria, programmeId)).state).toBe('approved')
  })

  it('[PROG-24] runs only with order and approval, and then changes only through the curator, with a reason', async () => {
    const { programmes, pairs, as } = bench
    const [programme] = (await programmes.list(bench.organisationId)).filter(({ state }) => state === 'approved')
    const programmeId = programme?.id ?? ''
    expect(refusalOf(await programmes.start(as.maria, programmeId))).toBe('programme-order-missing')
    must(await pairs.recordOrder(as.ivan, { pairIds: [programme?.pairId ?? ''], number: '3', on: '2026-09-14' }))
    expect((await programmes.get(programmeId))?.state).toBe('running')
    expect((await pairs.get(programme?.pairId ?? ''))?.state).toBe('active')
    expect(refusalOf(await programmes.addRow(as.olga, programmeId, aRow()))).toBe('forbidden')
    expect(refusalOf(await programmes.addRow(as.maria, programmeId, aRow()))).toBe('reason-required')
    expect(refusalOf(await programmes.removeRow(as.maria, { programmeId, rowId: 'r1' }))).toBe('reason-required')
    const added = must(await programmes.addRow(as.maria, programmeId, aRow({ finalOn: '2027-03-01' }), 'по решению пары'))
    expect(added).toMatchObject({ state: 'running' })
    expect((await bench.planned('row-nudge')).filter(({ params }) => params['rowId'] === added.rows.at(-1)?.id)).toHaveLength(6)
  })

  it('[PROG-24] is approved by the head where the organisation says so', async () => {
    const school = await aProgrammeBench({ programmeApprover: 'head' })
    const pair = await school.agreedPair()
    const id = await school.composed(pair)
    must(await school.programmes.show(school.as.olga, id))
    must(await school.programmes.agree(school.as.anna, { programmeId: id, menteeId: school.ids.anna }))
    expect(await school.told('programme-agreed')).toEqual(['programme-agreed ivan', 'programme-agreed olga'])
    expect(refusalOf(await school.programmes.approve(school.as.maria, id))).toBe('forbidden')
    expect(must(await school.programmes.approve(school.as.ivan, id)).approvedBy).toBe(school.ids.ivan)
    await school.database.drop()
  })
})
