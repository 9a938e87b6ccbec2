import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { createRelevance } from '../../../src/jobs/relevance.js'
import type { Services } from '../../../src/services.js'
import { aMeetingBench, type MeetingBench } from '../../support/meeting-bench.js'
import { aRow, strengthRow } from '../../support/programme-bench.js'

let bench: MeetingBench
let programmeId: string
beforeEach(async () => {
  bench = await aMeetingBench()
  programmeId = await bench.running([bench.ids.anna], [aRow({ finalOn: '2026-09-18' }), strengthRow()])
})
afterEach(() => bench.database.drop())

const all = async () => (await bench.deliveries.list(bench.organisationId, { kinds: ['row-nudge', 'row-overdue-curator'], limit: 500 })).filter(({ params }) => params.programmeId === programmeId && params.rowId === 'r1')
const late = async () => (await all()).filter(({ offset }) => offset.startsWith('+')).map(({ kind, personId, offset }) => `${kind} ${personId === bench.ids.anna ? 'anna' : personId === bench.ids.olga ? 'olga' : 'maria'} ${offset}`).sort()
async function planOn(day: string): Promise<void> {
  bench.setTime(`${day}T14:00:00Z`)
  await bench.programmes.planNudges()
}
const ask = async () => must(await bench.requests.askTerm(bench.as.anna, { programmeId, rowId: 'r1', menteeId: bench.ids.anna, proposedOn: '2026-12-04', text: 'Болею' }))

describe('late nudges have an end', () => {
  it('[PROG-07] three to each for a term, then the row rests with the curator', async () => {
    for (let day = 19; day <= 30; day += 1) await planOn(`2026-09-${day}`)
    for (let day = 10; day <= 31; day += 1) await planOn(`2026-10-${day}`)
    const nudged = (who: string) => [`row-nudge ${who} +3d`, `row-nudge ${who} +6d`, `row-nudge ${who} +9d`]
    expect(await late()).toEqual([...nudged('anna'), ...nudged('olga'), 'row-overdue-curator maria +7d'])
  })
})

describe('while another term is asked for', () => {
  it('[REQ-06][PROG-07] nobody is nudged about the row; after a refusal it goes on', async () => {
    await planOn('2026-09-21')
    const isRelevant = createRelevance(bench as unknown as Services)
    expect(await Promise.all((await all()).map(isRelevant))).not.toContain(false)
    bench.setTime('2026-09-22T08:00:00Z')
    const request = await ask()
    expect(await Promise.all((await all()).map(isRelevant))).not.toContain(true)
    await planOn('2026-09-27')
    expect(await late()).toEqual(['row-nudge anna +3d', 'row-nudge olga +3d'])
    bench.setTime('2026-09-27T15:00:00Z')
    must(await bench.requests.declineTerm(bench.as.olga, { requestId: request.id, text: '' }))
    await planOn('2026-09-28')
    expect(await late()).toEqual(['row-nudge anna +3d', 'row-nudge olga +3d', 'row-overdue-curator maria +7d'])
    await planOn('2026-09-30')
    expect((await late()).filter((line) => line.includes('nudge'))).toEqual(['row-nudge anna +12d', 'row-nudge anna +3d', 'row-nudge olga +12d', 'row-nudge olga +3d'])
    expect(await Promise.all((await all()).filter(({ offset }) => offset === '+12d').map(isRelevant))).toEqual([true, true])
  })
})
