import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { finalStates, unreachableStates } from '../../../src/core/transitions.js'
import { requestTransitions, responseMinutes, type MentoringRequest } from '../../../src/modules/requests/request.js'
import { aRow, start, strengthRow } from '../../support/programme-bench.js'
import { aMeetingBench, type MeetingBench } from '../../support/meeting-bench.js'
import { refusalOf } from '../../support/pair-bench.js'

let bench: MeetingBench
beforeAll(async () => {
  bench = await aMeetingBench()
})
afterAll(() => bench.database.drop())
beforeEach(() => bench.setTime(start))

const hoursLater = (hours: number) => bench.setTime(new Date(Date.parse(start) + hours * 3_600_000).toISOString())

describe('help', () => {
  let pairId: string
  beforeAll(async () => {
    pairId = (await bench.agreedPair([bench.ids.vera])).id
  })
  const ask = async (text = 'Как вести журнал?') => must(await bench.requests.askHelp(bench.as.vera, { pairId, menteeId: bench.ids.vera, text }))

  it('[REQ-01] the mentor hears at once and after four hours, the curator after a day, and the time to the answer is kept', async () => {
    const request = await ask()
    expect(await bench.schedule(request.id)).toEqual(['help-asked olga 09-14T11:00', 'help-reminder olga 09-14T15:00'])
    hoursLater(23)
    await bench.requests.escalate()
    expect((await bench.requests.get(request.id))?.escalatedAt).toBeNull()
    hoursLater(25)
    await bench.requests.escalate()
    await bench.requests.escalate()
    expect((await bench.schedule(request.id)).filter((line) => line.startsWith('help-escalated'))).toEqual(['help-escalated maria 09-15T12:00'])
    const answered = must(await bench.requests.answerHelp(bench.as.olga, { requestId: request.id, text: 'Покажу завтра' }))
    expect([answered.state, answered.answer, responseMinutes(answered)]).toEqual(['answered', 'Покажу завтра', 25 * 60])
    expect(await bench.schedule(request.id)).toEqual(['help-answered vera 09-15T12:00'])
    expect(refusalOf(await bench.requests.answerHelp(bench.as.olga, { requestId: request.id, text: 'Ещё' }))).toBe('request-answered-already')
  })

  it('[REQ-01] the same words sent twice are one question', async () => {
    expect((await ask('Где лежат бланки?')).id).toBe((await ask('Где лежат  бланки?')).id)
  })

  it('[REQ-01] refuses no words, too many, strangers and other pairs', async () => {
    const input = { pairId, menteeId: bench.ids.vera, text: 'Вопрос' }
    expect(refusalOf(await bench.requests.askHelp(bench.as.vera, { ...input, text: ' \n ' }))).toBe('words-missing')
    expect(refusalOf(await bench.requests.askHelp(bench.as.vera, { ...input, text: 'x'.repeat(10_000) }))).toBe('text-too-long')
    expect(refusalOf(await bench.requests.askHelp(bench.as.anna, { ...input, menteeId: bench.ids.anna }))).toBe('not-allowed')
    expect(refusalOf(await bench.requests.askHelp(bench.as.olga, input))).toBe('not-allowed')
    const request = await ask()
    expect(refusalOf(await bench.requests.answerHelp(bench.as.boris, { requestId: request.id, text: 'Да' }))).toBe('not-allowed')
    expect(refusalOf(await bench.requests.answerHelp({ ...bench.as.olga, organisationId: 'another' }, { requestId: request.id, text: 'Да' }))).toBe('request-not-found')
  })
})

describe('another term', () => {
  let programmeId: string
  beforeAll(async () => {
    programmeId = await bench.running([bench.ids.anna], [aRow(), strengthRow(), aRow({ measures: 'Второе дело' }), aRow({ measures: 'Третье дело' }), aRow({ measures: 'Четвёртое дело' })])
  })
  const rows = async () => (await bench.programmes.get(programmeId))!.rows
  const finalOn = async (rowId: string) => (await rows()).find(({ id }) => id === rowId)?.finalOn
  const nudges = async (rowId: string) => (await bench.planned('row-nudge')).filter(({ params, personId }) => params.rowId === rowId && personId === bench.ids.anna).map(({ dueAt }) => dueAt.toISOString().slice(0, 10)).sort()
  const ask = async (rowId: string, proposedOn: string): Promise<MentoringRequest> => must(await bench.requests.askTerm(bench.as.anna, { programmeId, rowId, menteeId: bench.ids.anna, proposedOn, text: 'Не успеваю' }))

  it('[IMPL-01] who has not decided is asked again after three days, then weekly, as a nudge', async () => {
    const request = await ask('r1', '2026-10-29')
    const asked = await bench.deliveries.list(bench.organisationId, { states: ['pending'], kinds: ['term-asked'], limit: 500 })
    const own = asked.filter(({ subject }) => subject.id === request.id).sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
    expect(own.slice(0, 4).map((row) => [row.class, (row.dueAt.getTime() - Date.parse(start)) / 86_400_000])).toEqual([['news', 0], ['deadline', 3], ['deadline', 10], ['deadline', 17]])
    must(await bench.requests.cancel(bench.as.anna, request.id))
    expect(await bench.schedule(request.id)).toEqual([])
  })

  it('[REQ-06][CONS-05] the mentor accepts: the term and its reminders move in one go, the mentee is told', async () => {
    const request = await ask('r1', '2026-10-30')
    expect(new Set((await bench.schedule(request.id)).map((line) => line.slice(0, 15)))).toEqual(new Set(['term-asked olga']))
    expect(await nudges('r1')).toEqual(['2026-10-08', '2026-10-14', '2026-10-15'])
    const accepted = must(await bench.requests.acceptTerm(bench.as.olga, request.id))
    expect([accepted.state, accepted.agreedBy, await finalOn('r1')]).toEqual(['accepted', [bench.ids.anna, bench.ids.olga], '2026-10-30'])
    expect(await nudges('r1')).toEqual(['2026-10-23', '2026-10-29', '2026-10-30'])
    expect(await bench.schedule(request.id)).toEqual(['term-answered anna 09-14T11:00'])
    expect(refusalOf(await bench.requests.acceptTerm(bench.as.olga, request.id))).toBe('request-answered-already')
  })

  it('[REQ-06] the mentor proposes another date and the mentee accepts it', async () => {
    const request = await ask('r3', '2026-11-20')
    const countered = must(await bench.requests.counterTerm(bench.as.olga, { requestId: request.id, proposedOn: '2026-10-25' }))
    expect([countered.state, countered.round, await finalOn('r3')]).toEqual(['countered', 1, '2026-10-15'])
    expect(new Set((await bench.schedule(request.id)).map((line) => line.slice(0, 15)))).toEqual(new Set(['term-asked anna']))
    must(await bench.requests.acceptTerm(bench.as.anna, request.id))
    expect(await finalOn('r3')).toBe('2026-10-25')
  })

  it('[REQ-06][CONS-05] outside the programme the curator decides, both consents are kept', async () => {
    const { endsOn } = (await bench.programmes.get(programmeId))!
    const outside = '2027-06-10'
    expect(endsOn < outside).toBe(true)
    const request = await ask('r4', outside)
    const waiting = must(await bench.requests.acceptTerm(bench.as.olga, request.id))
    expect([waiting.state, waiting.agreedBy, await finalOn('r4')]).toEqual(['curator', [bench.ids.anna, bench.ids.olga], '2026-10-15'])
    expect((await bench.schedule(request.id)).every((line) => line.startsWith('term-asked maria'))).toBe(true)
    expect(refusalOf(await bench.requests.acceptTerm(bench.as.olga, request.id))).toBe('not-allowed')
    const accepted = must(await bench.requests.acceptTerm(bench.as.maria, request.id))
    expect([accepted.state, await finalOn('r4'), (await bench.programmes.get(programmeId))?.extended]).toEqual(['accepted', outside, true])
  })

  it('[REQ-06] a refusal changes nothing and is told; another request may follow', async () => {
    const request = await ask('r5', '2026-10-20')
    const declined = must(await bench.requests.declineTerm(bench.as.olga, { requestId: request.id, text: 'Лучше успеть до каникул' }))
    expect([declined.state, declined.answer, await finalOn('r5')]).toEqual(['declined', 'Лучше успеть до каникул', '2026-10-15'])
    const again = await ask('r5', '2026-10-21')
    expect(must(await bench.requests.cancel(bench.as.anna, again.id)).state).toBe('cancelled')
  })

  it('[IMPL-28] a day may be asked for until it is over in the organisation\'s zone', async () => {
    const input = { programmeId, rowId: 'r5', menteeId: bench.ids.anna, proposedOn: '2026-09-14' }
    bench.setTime('2026-09-14T21:01:00Z')
    expect(refusalOf(await bench.requests.askTerm(bench.as.anna, input))).toBe('term-past')
    bench.setTime('2026-09-14T20:59:00Z')
    expect(must(await bench.requests.askTerm(bench.as.anna, input)).state).toBe('asked')
  })

  it('[REQ-06] refuses a past or the same day, a second request, a stranger and a row that is not there', async () => {
    const input = { programmeId, rowId: 'r2', menteeId: bench.ids.anna, proposedOn: '2026-12-01' }
    const tried = async (overrides: Partial<typeof input>, actor = bench.as.anna) => refusalOf(await bench.requests.askTerm(actor, { ...input, ...overrides }))
    expect(await tried({ proposedOn: '2026-09-13' })).toBe('term-past')
    expect(await tried({ proposedOn: '2026-02-31' })).toBe('day-wrong')
    expect(await tried({ proposedOn: '2026-11-20' })).toBe('term-same')
    expect(await tried({ rowId: 'r99' })).toBe('row-not-found')
    expect(await tried({ menteeId: bench.ids.vera }, bench.as.vera)).toBe('not-allowed')
    expect(await tried({}, bench.as.boris)).toBe('not-allowed')
    const first = await ask('r2', '2026-12-01')
    expect((await ask('r2', '2026-12-01')).id).toBe(first.id)
    expect(await tried({ proposedOn: '2026-12-02' })).toBe('request-open-already')
    expect(refusalOf(await bench.requests.counterTerm(bench.as.boris, { requestId: first.id, proposedOn: '2026-12-03' }))).toBe('not-allowed')
  })

  it('[CONS-05] two presses at once move the term once', async () => {
    const request = (await bench.requests.list(bench.organisationId, { states: ['asked'], kind: 'term' })).find(({ rowId }) => rowId === 'r2')
    const results = await Promise.all([1, 2, 3].map(() => bench.requests.acceptTerm(bench.as.olga, request!.id)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await rows()).find(({ id }) => id === 'r2')?.sequence).toBe(1)
  })
})

it('[REQ-06][END-09] after a change of the mentor the former question does not block a new one', async () => {
  const school = await aMeetingBench()
  const programmeId = await school.running([school.ids.anna])
  const input = { programmeId, rowId: 'r1', menteeId: school.ids.anna, proposedOn: '2026-10-30' }
  const former = must(await school.requests.askTerm(school.as.anna, input))
  const { pairId } = (await school.programmes.get(programmeId))!
  must(await school.pairs.replaceMentor(school.as.maria, { pairId, mentorId: school.ids.boris, reason: 'Болезнь' }))
  const current = must(await school.requests.askTerm(school.as.anna, input))
  expect([(await school.requests.get(former.id))?.state, current.mentorId]).toEqual(['cancelled', school.ids.boris])
  await school.database.drop()
})

it('[CONS-05] in a group the term moves only when every mentee of the row has agreed', async () => {
  const group = await aMeetingBench()
  const programmeId = await group.running([group.ids.anna, group.ids.vera])
  const request = must(await group.requests.askTerm(group.as.anna, { programmeId, rowId: 'r1', menteeId: group.ids.anna, proposedOn: '2026-10-30' }))
  expect(must(await group.requests.acceptTerm(group.as.olga, request.id)).state).toBe('asked')
  expect((await group.programmes.get(programmeId))?.rows[0]?.finalOn).toBe('2026-10-15')
  expect(must(await group.requests.acceptTerm(group.as.vera, request.id)).state).toBe('accepted')
  expect((await group.programmes.get(programmeId))?.rows[0]?.finalOn).toBe('2026-10-30')
  await group.database.drop()
})

it('[REQ-06] the table of states is sound', () => {
  expect(unreachableStates(requestTransitions, 'asked')).toEqual([])
  expect(finalStates(requestTransitions)).toEqual(['accepted', 'declined', 'answered', 'cancelled'])
})
