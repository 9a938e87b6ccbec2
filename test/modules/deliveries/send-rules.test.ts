import { describe, expect, it } from 'vitest'
import type { Delivery } from '../../../src/modules/deliveries/delivery.js'
import { judge, nextDigest, type DayRow, type Recipient } from '../../../src/modules/deliveries/send-rules.js'

const zone = 'Europe/Moscow'
/** A Wednesday, 12:00 in Moscow. */
const noon = new Date('2026-09-16T09:00:00Z')
const hours = (count: number) => new Date(noon.getTime() + count * 3_600_000)
const teacher: Recipient = {
  chatId: 7, isUnreachable: false, budget: 3, digestAt: '08:00', fewerUntil: null, channel: 'telegram',
  quiet: { zone, quietFrom: '20:00', quietTo: '08:00', quietWeekdays: [6, 7] },
}

function aRow(own: Partial<Delivery> = {}): Delivery {
  const common = { organisationId: 'o', personId: 'p', occurrence: '-', offset: 'now', params: {}, leaseUntil: null, fence: 1, attempt: 0, startedAt: null, unknownTried: false, messageId: null, error: null }
  return {
    ...common, id: 'm', key: 'm', kind: 'row-nudge', class: 'deadline', subject: { type: 'row', id: 's' }, state: 'sending', sentAt: null,
    dueAt: noon, nextTryAt: noon, createdAt: noon, expiresAt: hours(24), ...own,
  } as Delivery
}
const inDay = (own: Partial<DayRow>): DayRow => ({ id: 'z', kind: 'row-nudge', class: 'deadline', subjectId: 'other', state: 'sent', dueAt: hours(-2), sentAt: hours(-2), digestOf: null, ...own })
const sentToday = (count: number) => Array.from({ length: count }, (_, at) => inDay({ id: `z${at}`, subjectId: `other${at}` }))

describe('what becomes of a claimed row', () => {
  it('goes by day, at once and with a sound', () => {
    expect(judge(aRow(), teacher, [], noon)).toEqual({ do: 'send', silent: false })
    expect(judge(aRow(), { ...teacher, channel: 'telegram-silent' }, [], noon)).toEqual({ do: 'send', silent: true })
  })

  it('is not sent when its time is over', () => {
    expect(judge(aRow({ expiresAt: noon }), teacher, [], noon)).toEqual({ do: 'drop', state: 'expired', reason: 'expired' })
  })

  it('fails where nobody can be reached', () => {
    expect(judge(aRow(), { ...teacher, chatId: null }, [], noon)).toEqual({ do: 'fail', code: 'not-linked' })
    expect(judge(aRow(), { ...teacher, isUnreachable: true }, [], noon)).toEqual({ do: 'fail', code: 'unreachable' })
  })

  it('[IMPL-02] waits for the end of quiet hours and of the weekend; an answer does not', () => {
    const friday = new Date('2026-09-18T19:00:00Z')
    expect(judge(aRow({ expiresAt: null }), teacher, [], friday)).toEqual({ do: 'hold', until: new Date('2026-09-21T05:00:00Z') })
    expect(judge(aRow({ class: 'answer', expiresAt: null }), teacher, [], friday)).toMatchObject({ do: 'send' })
  })

  it('gives way to a later one about the same, after an outage to any of its kind', () => {
    const later = inDay({ state: 'pending', dueAt: noon, sentAt: null })
    const own = { dueAt: hours(-0.5), nextTryAt: hours(-0.5) }
    expect(judge(aRow(own), teacher, [later], noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(own), teacher, [{ ...later, subjectId: 's' }], noon)).toMatchObject({ do: 'drop', reason: 'superseded' })
    expect(judge(aRow({ dueAt: hours(-3), nextTryAt: hours(-3) }), teacher, [later], noon)).toMatchObject({ do: 'drop', reason: 'superseded' })
    expect(judge(aRow(own), teacher, [{ ...later, subjectId: 's', state: 'cancelled' }], noon)).toMatchObject({ do: 'send' })
  })
})

describe('the daily number', () => {
  it('[IMPL-01] what is over it goes into the digest of the next open day, answers and meetings do not count', () => {
    expect(judge(aRow(), teacher, sentToday(2), noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(), teacher, sentToday(3), noon)).toEqual({ do: 'fold', at: new Date('2026-09-17T05:00:00Z'), day: '2026-09-17' })
    expect(judge(aRow({ class: 'meeting', kind: 'meeting-reminder' }), teacher, sentToday(3), noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(), teacher, sentToday(3).map((row) => ({ ...row, class: 'answer' as const })), noon)).toMatchObject({ do: 'send' })
  })

  it('the digest itself is never folded nor counted', () => {
    expect(judge(aRow({ kind: 'digest', class: 'digest' }), teacher, sentToday(9), noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(), teacher, [...sentToday(2), inDay({ id: 'd', kind: 'digest', class: 'digest' })], noon)).toMatchObject({ do: 'send' })
  })

  it('what another process holds is waited for, so that two together do not pass the number', () => {
    const held = inDay({ state: 'sending', sentAt: null })
    expect(judge(aRow(), teacher, [...sentToday(2), held], noon)).toEqual({ do: 'hold', until: new Date(noon.getTime() + 30_000) })
    expect(judge(aRow(), teacher, [...sentToday(2), { ...held, state: 'pending' }], noon)).toMatchObject({ do: 'send' })
  })

  it('the digest comes today when its hour is ahead, on Monday after a Friday', () => {
    expect(nextDigest({ ...teacher, digestAt: '18:30' }, noon)).toEqual({ at: new Date('2026-09-16T15:30:00Z'), day: '2026-09-16' })
    expect(nextDigest(teacher, new Date('2026-09-18T09:00:00Z'))).toEqual({ at: new Date('2026-09-21T05:00:00Z'), day: '2026-09-21' })
  })
})
