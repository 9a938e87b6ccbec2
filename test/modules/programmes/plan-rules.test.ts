import { describe, expect, it } from 'vitest'
import { canMove, unreachableStates } from '../../../src/core/transitions.js'
import { checkMark, checkPeriod, checkRow, findGaps, isLate, isPlanDone, isRowDone, progressOf } from '../../../src/modules/programmes/plan-rules.js'
import { markStates, markTransitions, programmeStates, programmeTransitions, type Mark, type PlanRow } from '../../../src/modules/programmes/programme.js'
import { aRow } from '../../support/programme-bench.js'

const limits = { programmeMinMonths: 3, programmeMaxMonths: 12, speedMayBeOneMeeting: true }
const period = (startsOn: string, endsOn: string, kinds = ['traditional'], termNote: string | null = null) => checkPeriod({ startsOn, endsOn, kinds, termNote }, limits)
const code = (result: { ok: boolean; problem?: { code: string } }) => (result.ok ? 'ok' : result.problem?.code)
const mark = (menteeId: string, state: Mark['state']): Mark => ({ menteeId, state, reports: [], acceptedAt: null, comment: null })
const row = (marks: Mark[], overrides: Partial<PlanRow> = {}): PlanRow => ({ id: 'r1', ...aRow(), intermediateOn: null, sequence: 0, marks, ...overrides })

describe('term of a programme', () => {
  it('[PROG-01] lasts from three months to a year, both included', () => {
    expect(code(period('2026-09-01', '2026-11-30'))).toBe('ok')
    expect(code(period('2026-09-01', '2026-11-29'))).toBe('programme-too-short')
    expect(code(period('2026-09-01', '2027-09-01'))).toBe('ok')
    expect(code(period('2026-09-01', '2027-09-02'))).toBe('programme-too-long')
    expect(code(period('2026-09-10', '2026-09-01'))).toBe('programme-dates-order')
    expect(code(period('2026-02-31', '2026-09-01'))).toBe('day-wrong')
  })

  it('[PROG-01] allows another term with a note', () => {
    expect(code(period('2026-09-01', '2026-10-01', ['traditional'], 'до декрета'))).toBe('ok')
  })

  it('[PROG-15] lets the fast kind be one meeting, where the setting says so', () => {
    expect(code(period('2026-09-01', '2026-09-01', ['speed']))).toBe('ok')
    expect(code(checkPeriod({ startsOn: '2026-09-01', endsOn: '2026-09-01', kinds: ['speed'], termNote: null }, { ...limits, speedMayBeOneMeeting: false }))).toBe('programme-too-short')
  })
})

describe('rows of the plan', () => {
  const programme = { startsOn: '2026-09-14', endsOn: '2027-05-25' }
  const check = (overrides: Parameters<typeof aRow>[0]) => code(checkRow(aRow(overrides), programme, '2026-09-14'))

  it('[PROG-05] has five columns, none empty, with intermediate and final terms', () => {
    expect(check({})).toBe('ok')
    expect(check({ intermediateOn: '2026-10-01' })).toBe('ok')
    expect(check({ need: '   ' })).toBe('words-missing')
    expect(check({ measures: '🙂🙂' })).toBe('words-missing')
    expect(check({ result: 'я'.repeat(10_000) })).toBe('text-too-long')
    expect(check({ mode: 'dance' as 'online' })).toBe('row-mode')
    expect(check({ finalOn: '2026-02-31' })).toBe('day-wrong')
    expect(check({ finalOn: '2026-09-13' })).toBe('term-outside-programme')
    expect(check({ finalOn: '2027-05-26' })).toBe('term-outside-programme')
    expect(check({ intermediateOn: '2026-10-16' })).toBe('term-intermediate-late')
    expect(code(checkRow(aRow({ finalOn: '2026-09-20' }), programme, '2026-09-21'))).toBe('term-past')
  })

  it('[PROG-04] names every empty part', () => {
    const empty = { goal: '', directions: [], form: '', kinds: [], rows: [] }
    expect(findGaps(empty, [])).toEqual(['goal', 'directions', 'form', 'kinds', 'participants', 'rows', 'difficulty-row', 'strength-row'])
    const full = { goal: 'g', directions: ['d'], form: 'f', kinds: ['k'], rows: [row([]), row([], { aim: 'strength' })] }
    expect(findGaps(full, ['anna'])).toEqual([])
    expect(findGaps({ ...full, rows: [row([])] }, ['anna'])).toEqual(['strength-row'])
  })

  it('[IMPL-27] is done when every mentee of the group is accepted or released', () => {
    expect(isRowDone(row([mark('anna', 'accepted'), mark('vera', 'reported')]))).toBe(false)
    expect(isRowDone(row([mark('anna', 'accepted'), mark('vera', 'released')]))).toBe(true)
    expect(isPlanDone([])).toBe(false)
  })

  it('[IMPL-28] is late only when the day of the term is over in the zone of the organisation', () => {
    const open = mark('anna', 'open')
    const term = { finalOn: '2026-09-15' }
    expect(isLate(term, open, new Date('2026-09-15T20:59:59Z'), 'Europe/Moscow')).toBe(false)
    expect(isLate(term, open, new Date('2026-09-15T21:00:00Z'), 'Europe/Moscow')).toBe(true)
    expect(isLate(term, open, new Date('2026-09-15T12:00:00Z'), 'Asia/Kamchatka')).toBe(true)
    expect(isLate(term, mark('anna', 'reported'), new Date('2026-10-15T21:00:00Z'), 'Europe/Moscow')).toBe(false)
  })

  it('[PROG-25] counts progress in all and per difficulty, without released marks', () => {
    const rows = [row([mark('anna', 'accepted'), mark('vera', 'open')]), row([mark('anna', 'accepted'), mark('vera', 'released')], { need: 'Цифра' })]
    expect(progressOf(rows)).toEqual({
      accepted: 2,
      total: 3,
      perNeed: [
        { need: 'Методика занятия', accepted: 1, total: 2 },
        { need: 'Цифра', accepted: 1, total: 1 },
      ],
    })
  })
})

describe('states', () => {
  it('[PROG-24] reaches every state of a programme and forbids every other move', () => {
    expect(unreachableStates(programmeTransitions, 'draft')).toEqual([])
    const allowed = programmeStates.flatMap((from) => programmeStates.filter((to) => canMove(programmeTransitions, from, to)).map((to) => `${from}>${to}`))
    expect(allowed).toEqual([
      'draft>shown', 'draft>terminated', 'shown>draft', 'shown>agreed', 'shown>terminated', 'agreed>draft', 'agreed>approved', 'agreed>terminated',
      'approved>draft', 'approved>running', 'approved>terminated', 'running>completed', 'running>terminated',
    ])
  })

  it('[PROG-06] reaches every state of a mark and says what has become of it', () => {
    expect(unreachableStates(markTransitions, 'open')).toEqual([])
    const table = markStates.map((from) => `${from}: ${markStates.map((to) => `${to}=${code(checkMark(mark('anna', from), to))}`).join(' ')}`)
    expect(table).toMatchInlineSnapshot(`
      [
        "open: open=mark-not-reported reported=ok accepted=ok returned=mark-not-reported released=ok",
        "reported: open=mark-reported-already reported=mark-reported-already accepted=ok returned=ok released=ok",
        "accepted: open=mark-accepted-already reported=mark-accepted-already accepted=mark-accepted-already returned=mark-accepted-already released=mark-accepted-already",
        "returned: open=mark-returned-already reported=ok accepted=ok returned=mark-returned-already released=ok",
        "released: open=mark-released-already reported=mark-released-already accepted=mark-released-already returned=mark-released-already released=mark-released-already",
      ]
    `)
  })
})
