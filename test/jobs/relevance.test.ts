import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { createRelevance } from '../../src/jobs/relevance.js'
import type { Delivery, DeliveryKind } from '../../src/modules/deliveries/delivery.js'
import type { Services } from '../../src/services.js'
import { aMeetingBench, type MeetingBench } from '../support/meeting-bench.js'
import { start } from '../support/programme-bench.js'

let bench: MeetingBench
let isRelevant: (delivery: Delivery) => Promise<boolean>
beforeAll(async () => {
  bench = await aMeetingBench()
  isRelevant = createRelevance({ ...bench, consents: { has: async () => false } } as unknown as Services)
})
afterAll(() => bench.database.drop())
beforeEach(() => bench.setTime(start))

/** Which of these messages would still be sent, by person. */
async function stillOf(rows: Delivery[]): Promise<boolean[]> {
  return Promise.all(rows.map(isRelevant))
}
const openOf = async (subjectId: string, ...kinds: DeliveryKind[]) => (await bench.planned(...kinds)).filter(({ subject }) => subject.id === subjectId)

describe('looking at the cause again before sending', () => {
  it('[MEET-04][IMPL-02] a reminder of a moved or cancelled meeting is not sent', async () => {
    const { id: pairId } = await bench.agreedPair([bench.ids.vera])
    const meeting = await bench.setMeeting(pairId)
    const rows = await openOf(meeting.id, 'meeting-reminder', 'meeting-set', 'meeting-question')
    expect(await stillOf(rows)).toEqual(rows.map(() => true))
    must(await bench.meetings.move(bench.as.olga, { meetingId: meeting.id, startsAt: new Date('2026-09-18T11:00:00Z') }))
    expect(await stillOf(rows)).toEqual(rows.map(() => false))
    const moved = await openOf(meeting.id, 'meeting-reminder')
    expect(await stillOf(moved)).toEqual(moved.map(() => true))
    must(await bench.meetings.cancel(bench.as.olga, { meetingId: meeting.id, reason: 'Болею' }))
    expect(await stillOf(moved)).toEqual(moved.map(() => false))
  })

  it('[PROG-07][IMPL-02] a nudge about a row is not sent once it is done, accepted or its programme is over', async () => {
    const programmeId = await bench.running([bench.ids.anna])
    const about = (rowId: string) => async () => (await bench.planned('row-nudge')).filter(({ params }) => params.programmeId === programmeId && params.rowId === rowId)
    const [first, second] = [await about('r1')(), await about('r2')()]
    expect(first.length).toBeGreaterThan(0)
    expect([...(await stillOf(first)), ...(await stillOf(second))].every(Boolean)).toBe(true)
    must(await bench.programmes.report(bench.as.anna, { programmeId, rowId: 'r1', menteeId: bench.ids.anna, text: 'Посетила', fileIds: [] }))
    expect((await stillOf(first)).some(Boolean)).toBe(false)
    must(await bench.programmes.terminate(bench.as.maria, programmeId, 'Переезд'))
    expect((await stillOf(second)).some(Boolean)).toBe(false)
  })

  it('[REQ-01][REQ-06] a question that has its answer, or another date, is not asked any more', async () => {
    const group = await bench.pairs.openOf(bench.ids.vera)
    const help = must(await bench.requests.askHelp(bench.as.vera, { pairId: group[0]!.id, menteeId: bench.ids.vera, text: 'Вопрос' }))
    const rows = await openOf(help.id, 'help-asked', 'help-reminder')
    expect(await stillOf(rows)).toEqual([true, true])
    must(await bench.requests.answerHelp(bench.as.olga, { requestId: help.id, text: 'Ответ' }))
    expect(await stillOf(rows)).toEqual([false, false])
  })

  it('[IMPL-02] the question about a pair is not repeated to who has answered it', async () => {
    const pair = must(await bench.pairs.propose(bench.as.maria, { mentorId: bench.ids.boris, menteeIds: [bench.ids.anna], form: (await bench.organisations.get(bench.organisationId))!.dictionaries.forms[0]!.code, kinds: ['traditional'] }))
    const asked = (await openOf(pair.id, 'pair-proposed')).filter(({ personId }) => personId === bench.ids.boris)
    expect(await stillOf(asked)).toEqual([true])
    must(await bench.pairs.answer(bench.as.boris, { pairId: pair.id, personId: bench.ids.boris, answer: 'agreed' }))
    expect(await stillOf(asked)).toEqual([false])
  })
})
