import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { finalStates, unreachableStates } from '../../../src/core/transitions.js'
import { meetingTransitions, type Meeting } from '../../../src/modules/meetings/meeting.js'
import { start } from '../../support/programme-bench.js'
import { aMeetingBench, type MeetingBench } from '../../support/meeting-bench.js'
import { refusalOf } from '../../support/pair-bench.js'

let bench: MeetingBench
let pairId: string
beforeAll(async () => {
  bench = await aMeetingBench()
  pairId = (await bench.agreedPair()).id
})
afterAll(() => bench.database.drop())
beforeEach(() => bench.setTime(start))

const later = '2026-09-17T13:00:00Z'

describe('setting a meeting', () => {
  it('[MEET-01] knows the order of the five kinds and which is missing', async () => {
    expect(await bench.meetings.missingKinds(pairId)).toEqual(['acquaintance', 'trial', 'planning', 'series', 'final'])
    const { id } = await bench.setMeeting(pairId)
    bench.setTime(later)
    must(await bench.meetings.hold(bench.as.olga, { meetingId: id, presentIds: [bench.ids.olga, bench.ids.anna], summary: 'Познакомились' }))
    expect(await bench.meetings.missingKinds(pairId)).toEqual(['trial', 'planning', 'series', 'final'])
  })

  it('[MEET-02] keeps kind, time, place or link, topic, rows, attendance and summary', async () => {
    const meeting = await bench.setMeeting(pairId, { link: 'https://meet.example/1', topic: ' Первый  урок ', rowIds: ['r1'], minutes: 30 })
    expect(meeting).toMatchObject({ kind: 'acquaintance', place: 'каб. 204', link: 'https://meet.example/1', topic: 'Первый урок', rowIds: ['r1'], minutes: 30, sequence: 0 })
    expect(meeting.attendees).toEqual([
      { personId: bench.ids.olga, reply: 'confirmed', present: null, wish: null },
      { personId: bench.ids.anna, reply: 'waiting', present: null, wish: null },
    ])
  })

  it('[MEET-04][IMPL-01] tells the other side at once, reminds both a day and an hour before, asks the mentor after it', async () => {
    const { id } = await bench.setMeeting(pairId)
    const plan = await bench.schedule(id)
    expect(plan.sort()).toEqual([
      'meeting-question olga 09-17T15:15',
      'meeting-reminder anna 09-16T14:30',
      'meeting-reminder anna 09-17T13:30',
      'meeting-reminder olga 09-16T14:30',
      'meeting-reminder olga 09-17T13:30',
      'meeting-set anna 09-14T11:00',
      'meeting-summary-reminder olga 09-18T14:30',
    ])
  })

  it('[MEET-01] refuses a past time, an unknown kind, no place, a wrong link, a stranger and a pair that has not agreed', async () => {
    const tried = async (overrides: Parameters<MeetingBench['aMeeting']>[1], actor = bench.as.olga) => refusalOf(await bench.meetings.set(actor, bench.aMeeting(pairId, overrides)))
    expect(await tried({ startsAt: new Date('2026-09-14T07:59:00Z') })).toBe('meeting-past')
    expect(await tried({ startsAt: new Date('none') })).toBe('meeting-time-wrong')
    expect(await tried({ kind: 'party' })).toBe('meeting-kind-unknown')
    expect(await tried({ place: '  ' })).toBe('meeting-place-missing')
    expect(await tried({ link: ['javascript', 'alert(1)'].join(':') })).toBe('meeting-link-wrong')
    expect(await tried({ minutes: 0 })).toBe('meeting-length-wrong')
    expect(await tried({ place: 'x'.repeat(10_000) })).toBe('text-too-long')
    expect(await tried({}, bench.as.boris)).toBe('not-allowed')
    expect(await tried({}, bench.as.anna)).toBe('not-allowed')
    const foreign = { ...bench.as.maria, organisationId: 'another' }
    expect(await tried({}, foreign)).toBe('not-allowed')
    const proposed = must(await bench.pairs.propose(bench.as.maria, { mentorId: bench.ids.boris, menteeIds: [bench.ids.vera], form: must({ ok: true, value: (await bench.organisations.get(bench.organisationId))! }).dictionaries.forms[0]!.code, kinds: ['traditional'] }))
    expect(refusalOf(await bench.meetings.set(bench.as.boris, bench.aMeeting(proposed.id)))).toBe('meeting-pair-not-ready')
  })

  it('[MEET-04] the curator may set it for the pair, then both are told', async () => {
    const { id } = must(await bench.meetings.set(bench.as.maria, bench.aMeeting(pairId, { topic: 'От куратора' })))
    expect((await bench.schedule(id)).filter((line) => line.startsWith('meeting-set')).map((line) => line.split(' ')[1]).sort()).toEqual(['anna', 'olga'])
  })

  it('[MEET-04] set a second time in every word, as after a crash, it is the same meeting', async () => {
    const input = bench.aMeeting(pairId, { topic: 'Дважды' })
    const first = must(await bench.meetings.set(bench.as.olga, input))
    expect(must(await bench.meetings.set(bench.as.olga, input)).id).toBe(first.id)
  })
})

describe('answers, moves and refusals', () => {
  let meeting: Meeting
  beforeEach(async () => {
    meeting = await bench.setMeeting(pairId)
  })
  const replyOf = (given: Meeting) => given.attendees.find(({ personId }) => personId === bench.ids.anna)

  it('[MEET-04] the mentee confirms once or asks for another time; the mentor learns of it', async () => {
    const input = { meetingId: meeting.id, personId: bench.ids.anna }
    expect(replyOf(must(await bench.meetings.confirm(bench.as.anna, input)))?.reply).toBe('confirmed')
    must(await bench.meetings.confirm(bench.as.anna, input))
    const asked = must(await bench.meetings.askToMove(bench.as.anna, { ...input, wish: 'лучше в пятницу' }))
    expect(replyOf(asked)).toMatchObject({ reply: 'move-asked', wish: 'лучше в пятницу' })
    const told = (await bench.schedule(meeting.id)).map((line) => line.split(' ').slice(0, 2).join(' '))
    expect(told.filter((line) => /confirmed|move-asked/.test(line)).sort()).toEqual(['meeting-confirmed olga', 'meeting-move-asked olga'])
    expect(refusalOf(await bench.meetings.confirm(bench.as.vera, input))).toBe('not-allowed')
    expect(refusalOf(await bench.meetings.askToMove(bench.as.anna, { ...input, wish: ' ' }))).toBe('words-missing')
  })

  it('[IMPL-29] the curator records an answer for someone without a messenger', async () => {
    expect(must(await bench.meetings.confirm(bench.as.maria, { meetingId: meeting.id, personId: bench.ids.anna })).attendees[1]?.reply).toBe('confirmed')
  })

  it('[MEET-04][IMPL-02] a move cancels the former reminders and plans new ones in one go', async () => {
    const moved = must(await bench.meetings.move(bench.as.olga, { meetingId: meeting.id, startsAt: new Date('2026-09-21T06:00:00Z') }))
    expect([moved.sequence, replyOf(moved)?.reply]).toEqual([1, 'waiting'])
    expect((await bench.schedule(meeting.id)).sort()).toEqual([
      'meeting-moved anna 09-14T11:00',
      'meeting-question olga 09-21T09:45',
      'meeting-reminder anna 09-21T08:00',
      'meeting-reminder olga 09-21T08:00',
      'meeting-summary-reminder olga 09-22T09:00',
    ])
    const back = must(await bench.meetings.move(bench.as.olga, { meetingId: meeting.id, startsAt: meeting.startsAt }))
    expect(back.sequence).toBe(2)
    expect((await bench.schedule(meeting.id)).filter((line) => line.startsWith('meeting-reminder'))).toHaveLength(4)
    expect(refusalOf(await bench.meetings.move(bench.as.anna, { meetingId: meeting.id, startsAt: new Date('2026-09-22T06:00:00Z') }))).toBe('not-allowed')
  })

  it('[MEET-04] a cancelled meeting leaves one message and no reminder', async () => {
    must(await bench.meetings.cancel(bench.as.olga, { meetingId: meeting.id, reason: 'Болею' }))
    expect(await bench.schedule(meeting.id)).toEqual(['meeting-cancelled anna 09-14T11:00'])
    expect(refusalOf(await bench.meetings.confirm(bench.as.anna, { meetingId: meeting.id, personId: bench.ids.anna }))).toBe('meeting-is-cancelled')
  })

  it('[IMPL-09] when the pair stops, its meetings stop without messages of their own', async () => {
    await bench.meetings.stopOfPair(bench.as.maria, { id: pairId, organisationId: bench.organisationId }, 'pair-paused')
    expect([(await bench.meetings.get(meeting.id))?.state, await bench.schedule(meeting.id)]).toEqual(['cancelled', []])
  })

  it('two moves at once: one after the other, one live set of reminders', async () => {
    await Promise.all(['07', '08', '09'].map((hour) => bench.meetings.move(bench.as.olga, { meetingId: meeting.id, startsAt: new Date(`2026-09-18T${hour}:00:00Z`) })))
    expect((await bench.meetings.get(meeting.id))?.sequence).toBe(3)
    expect((await bench.schedule(meeting.id)).filter((line) => line.startsWith('meeting-reminder'))).toHaveLength(4)
  })
})

describe('after a meeting', () => {
  let meeting: Meeting
  beforeEach(async () => {
    meeting = await bench.setMeeting(pairId)
    bench.setTime(later)
  })
  const present = () => [bench.ids.olga, bench.ids.anna]

  it('[MEET-02][MEET-04] it is held with attendance and a line of summary; nothing is asked any more', async () => {
    expect((await bench.meetings.unclosed(bench.ids.olga)).map(({ id }) => id)).toContain(meeting.id)
    const held = must(await bench.meetings.hold(bench.as.olga, { meetingId: meeting.id, presentIds: present(), summary: 'Разобрали план урока' }))
    expect(held).toMatchObject({ state: 'held', summary: 'Разобрали план урока' })
    expect(held.attendees.every((attendee) => attendee.present)).toBe(true)
    expect(await bench.schedule(meeting.id)).toEqual([])
    expect(refusalOf(await bench.meetings.hold(bench.as.olga, { meetingId: meeting.id, presentIds: present(), summary: 'Ещё раз' }))).toBe('meeting-is-held')
  })

  it('[MEET-04] it did not take place: the reason is kept', async () => {
    expect(refusalOf(await bench.meetings.miss(bench.as.olga, { meetingId: meeting.id, reason: '' }))).toBe('words-missing')
    expect(must(await bench.meetings.miss(bench.as.olga, { meetingId: meeting.id, reason: 'Замена уроков' }))).toMatchObject({ state: 'missed', reason: 'Замена уроков' })
  })

  it('[MEET-02] refuses an early mark, strangers, nobody, no summary, and a mark by the mentee', async () => {
    const input = { meetingId: meeting.id, presentIds: present(), summary: 'Да' }
    expect(refusalOf(await bench.meetings.hold(bench.as.olga, { ...input, presentIds: [bench.ids.vera] }))).toBe('meeting-stranger')
    expect(refusalOf(await bench.meetings.hold(bench.as.olga, { ...input, presentIds: [bench.ids.olga] }))).toBe('meeting-nobody-present')
    expect(refusalOf(await bench.meetings.hold(bench.as.olga, { ...input, summary: '😀' }))).toBe('words-missing')
    expect(refusalOf(await bench.meetings.hold(bench.as.anna, input))).toBe('not-allowed')
    bench.setTime(start)
    expect(refusalOf(await bench.meetings.hold(bench.as.olga, input))).toBe('meeting-not-yet')
  })
})

it('[MEET-01] the table of states has no dead ends but the three outcomes', () => {
  expect(unreachableStates(meetingTransitions, 'planned')).toEqual([])
  expect(finalStates(meetingTransitions)).toEqual(['held', 'missed', 'cancelled'])
})
