import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { refusalOf } from '../../support/pair-bench.js'
import { aProgrammeBench, aRow, start, strengthRow, type ProgrammeBench } from '../../support/programme-bench.js'

let bench: ProgrammeBench
beforeAll(async () => void (bench = await aProgrammeBench()))
afterAll(() => bench.database.drop())

const noFiles = { text: '', fileIds: [] }

describe('marks of a pair', () => {
  let programmeId: string
  const target = (rowId = 'r1') => ({ programmeId, rowId, menteeId: bench.ids.anna })

  it('[PROG-07] lists the tasks of the mentee by term and reminds a week and a day before, and on the day', async () => {
    programmeId = await bench.running([bench.ids.anna], [aRow({ intermediateOn: '2026-09-30' }), strengthRow()])
    const tasks = await bench.programmes.tasksOf(bench.ids.anna)
    expect(tasks.map(({ row, mark }) => `${row.id} ${row.finalOn} ${mark.state}`)).toEqual(['r1 2026-10-15 open', 'r2 2026-11-20 open'])
    const nudges = (await bench.planned('row-nudge')).filter(({ personId, params }) => personId === bench.ids.anna && params['rowId'] === 'r1')
    expect(nudges.map(({ dueAt, offset }) => `${dueAt.toISOString()} ${offset}`).sort()).toEqual([
      '2026-09-23T13:00:00.000Z -7d', '2026-09-29T13:00:00.000Z -1d', '2026-09-30T13:00:00.000Z 0d',
      '2026-10-08T13:00:00.000Z -7d', '2026-10-14T13:00:00.000Z -1d', '2026-10-15T13:00:00.000Z 0d',
    ])
    expect(new Set((await bench.planned('row-nudge')).map(({ personId }) => personId))).toEqual(new Set([bench.ids.anna, bench.ids.olga]))
  })

  it('[PROG-06] is reported once, however often it is pressed, and reaches the mentor at once', async () => {
    const { programmes, as } = bench
    expect(refusalOf(await programmes.report(as.vera, { ...target(), ...noFiles }))).toBe('forbidden')
    expect(refusalOf(await programmes.report(as.anna, { ...target(), text: 'я'.repeat(10_000), fileIds: [] }))).toBe('text-too-long')
    expect(refusalOf(await programmes.report(as.anna, { ...target(), text: '', fileIds: Array.from({ length: 11 }, (_, i) => `f${i}`) }))).toBe('report-too-many-files')
    const presses = await Promise.all([1, 2, 3].map(() => programmes.report(as.anna, { ...target(), text: 'Помогла структура опроса', fileIds: ['file-1'] })))
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1)
    expect(presses.filter(({ ok }) => !ok).map(refusalOf)).toEqual(['mark-reported-already', 'mark-reported-already'])
    expect(await bench.told('row-reported')).toEqual(['row-reported olga'])
    expect((await programmes.toCheck(bench.ids.olga)).map(({ row, mark }) => [row.id, mark.reports[0]?.text, mark.reports[0]?.fileIds])).toEqual([['r1', 'Помогла структура опроса', ['file-1']]])
    expect((await bench.planned('row-nudge')).some(({ personId, params }) => personId === bench.ids.anna && params['rowId'] === 'r1')).toBe(false)
  })

  it('[PROG-06] is returned with a comment, reported again, and accepted', async () => {
    const { programmes, as } = bench
    expect(refusalOf(await programmes.accept(as.anna, target()))).toBe('forbidden')
    expect(refusalOf(await programmes.accept(as.boris, target()))).toBe('forbidden')
    expect(refusalOf(await programmes.returnRow(as.olga, { ...target(), comment: ' ' }))).toBe('words-missing')
    must(await programmes.returnRow(as.olga, { ...target(), comment: 'Добавьте вывод' }))
    expect(await bench.told('row-returned')).toEqual(['row-returned anna'])
    expect((await bench.planned('row-nudge')).filter(({ personId, params }) => personId === bench.ids.anna && params['rowId'] === 'r1')).toHaveLength(6)
    expect(refusalOf(await programmes.returnRow(as.olga, { ...target(), comment: 'ещё' }))).toBe('mark-returned-already')
    must(await programmes.report(as.anna, { ...target(), text: 'Вывод добавлен', fileIds: [] }))
    must(await programmes.accept(as.olga, target()))
    const [accepted] = await bench.planned('row-accepted')
    expect(accepted).toMatchObject({ personId: bench.ids.anna, params: { rowId: 'r1', first: 'yes' } })
    expect(refusalOf(await programmes.accept(as.olga, target()))).toBe('mark-accepted-already')
    expect(refusalOf(await programmes.report(as.anna, { ...target(), ...noFiles }))).toBe('mark-accepted-already')
    expect((await bench.planned('row-nudge')).some(({ params }) => params['rowId'] === 'r1')).toBe(false)
  })

  it('[REQ-06] moves a term with its reminders; outside the programme only the curator may, which extends it', async () => {
    const { programmes, as } = bench
    const { endsOn = '' } = (await programmes.get(programmeId)) ?? {}
    const move = (actor: typeof as.olga, finalOn: string) => programmes.moveTerm(actor, { programmeId, rowId: 'r2', finalOn, reason: 'болела' })
    expect(refusalOf(await move(as.olga, '2027-09-30'))).toBe('term-outside-programme')
    expect(refusalOf(await move(as.olga, '2026-09-13'))).toBe('term-outside-programme')
    expect(refusalOf(await move(as.boris, '2026-11-25'))).toBe('forbidden')
    must(await move(as.anna, '2026-11-25'))
    const dueOn = async () => [...new Set((await bench.planned('row-nudge')).filter(({ params }) => params['rowId'] === 'r2').map(({ dueAt }) => dueAt.toISOString().slice(0, 10)))].sort()
    expect(await dueOn()).toEqual(['2026-11-18', '2026-11-24', '2026-11-25'])
    must(await move(as.olga, '2026-11-20'))
    expect(await dueOn()).toEqual(['2026-11-13', '2026-11-19', '2026-11-20'])
    expect((await programmes.versions(programmeId))[0]).toMatchObject({ reason: 'болела' })
    expect(must(await move(as.maria, '2027-06-10'))).toMatchObject({ endsOn: '2027-06-10', extended: true })
    expect('2027-06-10' > endsOn).toBe(true)
    must(await move(as.olga, '2026-11-20'))
  })

  it('[PROG-06] is checked by the mentor in person, without a report', async () => {
    const { programmes, as } = bench
    expect(refusalOf(await programmes.summarise(as.olga, programmeId, 'Всё сделано'))).toBe('completion-rows-open')
    const done = must(await programmes.accept(as.olga, { ...target('r2'), comment: 'Видела сама' }))
    expect(done.rows[1]?.marks[0]).toMatchObject({ state: 'accepted', reports: [], comment: 'Видела сама' })
    expect(await bench.told('row-nudge')).toEqual([])
  })

  it('[END-01] offers completion once all rows are accepted; the curator confirms it with a summary', async () => {
    const { programmes, pairs, as } = bench
    expect(await bench.told('completion-offered')).toEqual(['completion-offered olga'])
    expect(refusalOf(await programmes.confirmCompletion(as.maria, programmeId))).toBe('completion-summary-missing')
    expect(refusalOf(await programmes.summarise(as.olga, programmeId, ''))).toBe('words-missing')
    must(await programmes.summarise(as.olga, programmeId, 'Анна Сергеевна ведёт урок уверенно'))
    expect(await bench.told('completion-asked')).toEqual(['completion-asked maria'])
    expect(refusalOf(await programmes.confirmCompletion(as.olga, programmeId))).toBe('forbidden')
    const twice = await Promise.all([1, 2].map(() => programmes.confirmCompletion(as.maria, programmeId)))
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
    const programme = await programmes.get(programmeId)
    expect(programme?.state).toBe('completed')
    expect(await pairs.get(programme?.pairId ?? '')).toMatchObject({ state: 'completed', end: { summary: 'Анна Сергеевна ведёт урок уверенно' } })
    expect(await bench.told('programme-completed')).toEqual(['programme-completed anna', 'programme-completed olga'])
    expect(refusalOf(await programmes.accept(as.olga, target()))).toBe('programme-is-completed')
  })
})

describe('marks of a group', () => {
  it('[IMPL-27] are separate for each mentee; one who leaves is released', async () => {
    const { programmes, pairs, as, ids } = bench
    const programmeId = await bench.running([ids.anna, ids.vera])
    for (const rowId of ['r1', 'r2']) must(await programmes.report(as.anna, { programmeId, rowId, menteeId: ids.anna, ...noFiles }))
    for (const rowId of ['r1', 'r2']) must(await programmes.accept(as.olga, { programmeId, rowId, menteeId: ids.anna }))
    expect((await programmes.get(programmeId))?.completion).toBeNull()
    expect((await programmes.tasksOf(ids.anna)).length).toBe(0)
    expect((await programmes.tasksOf(ids.vera)).length).toBe(2)
    must(await programmes.release(as.olga, { programmeId, rowId: 'r1', menteeId: ids.vera, reason: 'уже умеет' }))
    const pairId = (await programmes.get(programmeId))?.pairId ?? ''
    must(await pairs.leave(as.maria, { pairId, menteeId: ids.vera, reason: 'переезд' }))
    const programme = await programmes.get(programmeId)
    expect(programme?.rows.map(({ marks }) => marks.map(({ state }) => state))).toEqual([['accepted', 'released'], ['accepted', 'released']])
    expect(programme?.completion).not.toBeNull()
  })
})

describe('the plan of a pair that changes', () => {
  it('[IMPL-09] pauses without reminders and goes on with them', async () => {
    const { programmes, pairs, as, ids } = bench
    bench.setTime(start)
    const programmeId = await bench.running([ids.vera])
    const pairId = (await programmes.get(programmeId))?.pairId ?? ''
    const open = async () => (await bench.planned('row-nudge')).filter(({ params }) => params['programmeId'] === programmeId).length
    expect(await open()).toBe(12)
    must(await pairs.pause(as.maria, pairId, 'больничный'))
    expect(await open()).toBe(0)
    must(await pairs.resume(as.maria, pairId))
    expect(await open()).toBe(12)
    const next = must(await pairs.replaceMentor(as.maria, { pairId, mentorId: ids.boris, reason: 'отпуск' }))
    expect((await programmes.get(programmeId))?.pairId).toBe(next.id)
  })
})
