import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aProgrammeBench, aRow, strengthRow, type ProgrammeBench } from '../../support/programme-bench.js'

let bench: ProgrammeBench
let programmeId: string
beforeAll(async () => {
  bench = await aProgrammeBench()
  programmeId = await bench.running([bench.ids.anna], [aRow({ finalOn: '2026-09-18' }), strengthRow()])
  for (const row of await bench.planned('row-nudge', 'row-reported')) await bench.deliveries.conclude([{ delivery: row, verdict: { do: 'drop', state: 'cancelled', reason: 'test' } }])
})
afterAll(() => bench.database.drop())

/** Only what the planner added after the term. */
const late = async () => (await bench.told('row-nudge', 'row-overdue-curator', 'row-unchecked')).filter((line) => /\+/.test(line))

describe('nudges after a term', () => {
  it('[PROG-07] come every three days late, once each however often the job runs, and reach the curator after a week', async () => {
    bench.setTime('2026-09-20T12:00:00Z')
    await bench.programmes.planNudges()
    expect(await late()).toEqual([])
    bench.setTime('2026-09-21T06:00:00Z')
    await Promise.all([bench.programmes.planNudges(), bench.programmes.planNudges()])
    expect(await late()).toEqual(['row-nudge anna +3d', 'row-nudge olga +3d'])
    bench.setTime('2026-09-25T06:00:00Z')
    await bench.programmes.planNudges()
    expect(await late()).toEqual(['row-nudge anna +3d', 'row-nudge anna +6d', 'row-nudge olga +3d', 'row-nudge olga +6d', 'row-overdue-curator maria +7d'])
  })

  it('[PROG-07] stop when the row is reported; then the mentor is reminded to check it, later the curator', async () => {
    bench.setTime('2026-09-25T07:00:00Z')
    must(await bench.programmes.report(bench.as.anna, { programmeId, rowId: 'r1', menteeId: bench.ids.anna, text: '', fileIds: [] }))
    bench.setTime('2026-09-27T06:59:00Z')
    await bench.programmes.planNudges()
    expect((await late()).filter((line) => /unchecked|anna/.test(line))).toEqual([])
    bench.setTime('2026-09-27T07:00:00Z')
    await bench.programmes.planNudges()
    expect((await late()).filter((line) => /unchecked/.test(line))).toEqual(['row-unchecked olga +48h'])
    bench.setTime('2026-09-30T07:00:00Z')
    await bench.programmes.planNudges()
    expect((await late()).filter((line) => /unchecked/.test(line))).toEqual(['row-unchecked maria +120h', 'row-unchecked olga +120h', 'row-unchecked olga +48h'])
    bench.setTime('2026-10-20T07:00:00Z')
    await bench.programmes.planNudges()
    expect((await late()).filter((line) => /unchecked olga/.test(line))).toEqual(['row-unchecked olga +120h', 'row-unchecked olga +48h'])
    must(await bench.programmes.accept(bench.as.olga, { programmeId, rowId: 'r1', menteeId: bench.ids.anna }))
    expect(await late()).toEqual([])
  })
})
