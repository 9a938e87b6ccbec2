import { describe, expect, it } from 'vitest'
import { deliveryKinds, type DeliveryKind } from '../../../src/modules/deliveries/delivery.js'
import { judge, nextDigest, type DayRow } from '../../../src/modules/deliveries/send-rules.js'
import { aRow, at, hours, inDay, noon, teacher } from './rows.js'

const kinds = Object.keys(deliveryKinds) as DeliveryKind[]
const ofClass = (...names: string[]) => kinds.filter((kind) => names.includes(deliveryKinds[kind].class))
const sentToday = (count: number) => Array.from({ length: count }, (_, index) => inDay({ id: `z${index}`, subjectId: `other${index}` }))
const never = { ...teacher, quiet: { ...teacher.quiet, quietFrom: '00:00', quietTo: '00:00', quietWeekdays: [] } }
/** What a row of each kind meets at a moment when it has just become due. */
const fateOf = (kind: DeliveryKind, now: Date, recipient = teacher) => judge(aRow({ kind, dueAt: now }), recipient, [], now)

describe('by day', () => {
  it.each(kinds)('a message of the kind %s goes at once, with a sound', (kind) => {
    expect(fateOf(kind, noon)).toEqual({ do: 'send', silent: false })
  })

  it('is not sent when its time is over, nor where nobody can be reached', () => {
    expect(judge(aRow({ expiresAt: noon }), teacher, [], noon)).toEqual({ do: 'drop', state: 'expired', reason: 'expired' })
    expect(fateOf('row-nudge', noon, { ...teacher, chatId: null })).toEqual({ do: 'fail', code: 'not-linked' })
    expect(fateOf('row-nudge', noon, { ...teacher, isUnreachable: true })).toEqual({ do: 'fail', code: 'unreachable' })
  })
})

describe('at night', () => {
  it.each(ofClass('news'))('[IMPL-02] what the other side did (%s) is told in the morning, on Saturday too', (kind) => {
    expect(fateOf(kind, at(16, '23:10'))).toEqual({ do: 'hold', until: at(17, '08:00') })
    expect(fateOf(kind, at(18, '21:00'))).toEqual({ do: 'hold', until: at(19, '08:00') })
    expect(fateOf(kind, at(19, '11:00'))).toMatchObject({ do: 'send' })
  })

  it.each(ofClass('deadline', 'digest'))('[IMPL-02] a %s waits for the morning, and over the weekend', (kind) => {
    expect(fateOf(kind, at(16, '03:00'))).toMatchObject({ do: 'hold', until: at(16, '08:00') })
    expect(fateOf(kind, at(18, '20:00'))).toMatchObject({ do: 'hold', until: at(21, '08:00') })
  })

  it.each(ofClass('answer'))('[IMPL-02] somebody waits for a %s: it goes at any hour', (kind) => {
    expect(fateOf(kind, at(19, '03:00'))).toEqual({ do: 'send', silent: false })
  })

  it('[IMPL-02] a message that follows what its person has just done goes at night as well, whatever its kind', () => {
    expect(judge(aRow({ kind: 'consent-asked', class: 'answer', dueAt: at(16, '22:00') }), teacher, [], at(16, '22:00'))).toMatchObject({ do: 'send' })
  })

  it('[IMPL-02] a meeting moved at night to the early morning is still told in time, without a sound', () => {
    const moved = (startsAt: Date) => judge(aRow({ kind: 'meeting-moved', dueAt: at(16, '22:00'), expiresAt: startsAt }), teacher, [], at(16, '22:00'))
    expect(moved(at(17, '08:29'))).toEqual({ do: 'send', silent: true })
    expect(moved(at(17, '08:30'))).toEqual({ do: 'hold', until: at(17, '08:00') })
  })

  it('[IMPL-02] a reminder of a meeting goes at the end of quiet time when half an hour is left, else at once', () => {
    const reminder = (startsAt: Date, now: Date) => judge(aRow({ kind: 'meeting-reminder', dueAt: now, expiresAt: startsAt }), teacher, [], now)
    expect(reminder(at(17, '08:30'), at(17, '07:30'))).toEqual({ do: 'hold', until: at(17, '08:00') })
    expect(reminder(at(17, '08:20'), at(17, '07:20'))).toEqual({ do: 'send', silent: true })
  })

  it('[IMPL-02] a meeting on a day off is reminded of on that day, its question too is no reason to disturb others', () => {
    expect(judge(aRow({ kind: 'meeting-reminder', dueAt: at(19, '11:00'), expiresAt: at(19, '12:00') }), teacher, [], at(19, '11:00'))).toMatchObject({ do: 'send' })
    expect(judge(aRow({ kind: 'meeting-reminder', dueAt: at(19, '11:00'), expiresAt: at(21, '12:00') }), teacher, [], at(19, '11:00'))).toEqual({ do: 'hold', until: at(21, '08:00') })
  })
})

describe('school holidays', () => {
  const holidays = { ...teacher, quiet: { ...teacher.quiet, holidays: [{ from: '2026-09-15', to: '2026-09-22' }] } }

  it('[IMPL-02] hold nudges and digests until the first school day, not the news', () => {
    expect(fateOf('row-nudge', noon, holidays)).toEqual({ do: 'hold', until: at(23, '08:00') })
    expect(fateOf('survey-open', noon, holidays)).toMatchObject({ do: 'hold', until: at(23, '08:00') })
    expect(fateOf('row-accepted', noon, holidays)).toMatchObject({ do: 'send' })
    expect(fateOf('row-nudge', at(23, '10:00'), holidays)).toMatchObject({ do: 'send' })
  })

  it('[IMPL-02] a meeting set within them is reminded of', () => {
    expect(judge(aRow({ kind: 'meeting-reminder', expiresAt: hours(2) }), holidays, [], noon)).toMatchObject({ do: 'send' })
  })

  it('[IMPL-21][IMPL-02] an announcement outlives holidays longer than its use: it is held to the first school day and is of use then', () => {
    const long = { ...teacher, quiet: { ...teacher.quiet, holidays: [{ from: '2026-09-01', to: '2026-09-27' }] } }
    const announced = { kind: 'announcement' as const, dueAt: at(2, '10:00') }
    const held = judge(aRow(announced), long, [], at(2, '10:00'))
    expect(held).toEqual({ do: 'hold', until: at(28, '08:00'), expiresAt: hours(72, at(28, '08:00')) })
    expect(judge(aRow({ ...announced, expiresAt: hours(72, at(28, '08:00')) }), long, [], at(28, '08:00'))).toMatchObject({ do: 'send' })
    expect(judge(aRow({ ...announced, kind: 'row-nudge' }), long, [], at(2, '10:00'))).toEqual({ do: 'hold', until: at(28, '08:00') })
  })

  it('[IMPL-02] may last a whole summer', () => {
    const summer = { ...teacher, quiet: { ...teacher.quiet, holidays: [{ from: '2027-06-01', to: '2027-08-31' }] } }
    expect(fateOf('row-nudge', new Date('2027-06-01T10:00:00Z'), summer)).toEqual({ do: 'hold', until: new Date('2027-09-01T05:00:00Z') })
  })
})

describe('what the person has set', () => {
  it('[IMPL-02] fewer: nudges are dropped until the day that was named, all else comes', () => {
    const fewer = { ...teacher, fewerUntil: hours(1) }
    for (const kind of ofClass('deadline')) expect(fateOf(kind, noon, fewer)).toEqual({ do: 'drop', state: 'cancelled', reason: 'asked-less' })
    for (const kind of ofClass('answer', 'news', 'meeting', 'digest')) expect(fateOf(kind, noon, fewer)).toMatchObject({ do: 'send' })
    expect(fateOf('row-nudge', hours(1), fewer)).toMatchObject({ do: 'send' })
  })

  it('[IMPL-03] through the curator: nothing goes by itself and the list says so, but what he asked for comes', () => {
    for (const kind of kinds) expect(fateOf(kind, noon, { ...teacher, channel: 'curator' })).toMatchObject(deliveryKinds[kind].class === 'answer' ? { do: 'send' } : { do: 'fail', code: 'by-curator' })
  })

  it('without a sound: everything comes so', () => {
    for (const kind of kinds) expect(fateOf(kind, noon, { ...teacher, channel: 'telegram-silent' })).toEqual({ do: 'send', silent: true })
  })
})

describe('the daily number', () => {
  it('[IMPL-01] what is over it goes into the digest, answers, news and meetings do not count', () => {
    for (const kind of ofClass('deadline', 'digest').filter((name) => name !== 'digest')) {
      expect(judge(aRow({ kind }), teacher, sentToday(2), noon)).toMatchObject({ do: 'send' })
      expect(judge(aRow({ kind }), teacher, sentToday(3), noon)).toEqual({ do: 'fold', at: at(17, '08:00'), day: '2026-09-17', until: at(19, '08:00'), class: 'digest' })
    }
    for (const kind of ofClass('answer', 'news', 'meeting')) {
      expect(judge(aRow({ kind }), teacher, sentToday(3), noon)).toMatchObject({ do: 'send' })
      expect(judge(aRow(), teacher, sentToday(3).map((row) => ({ ...row, kind, class: deliveryKinds[kind].class })), noon)).toMatchObject({ do: 'send' })
    }
  })

  it('[IMPL-01] is counted anew each local day, and not by what went inside a digest', () => {
    expect(judge(aRow(), teacher, sentToday(3).map((row) => ({ ...row, sentAt: at(15, '23:59') })), noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(), teacher, sentToday(3).map((row) => ({ ...row, digestOf: 'd' })), noon)).toMatchObject({ do: 'send' })
  })

  it('the digest itself is never folded, counted or given up for another', () => {
    const other = inDay({ id: 'zz', kind: 'digest', class: 'digest', subjectId: 's', state: 'pending', sentAt: null, dueAt: noon })
    expect(judge(aRow({ kind: 'digest' }), teacher, [...sentToday(9), other], noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(), teacher, [...sentToday(2), inDay({ id: 'd', kind: 'digest', class: 'digest' })], noon)).toMatchObject({ do: 'send' })
  })

  it('what another process holds is waited for, so that two together do not pass the number', () => {
    const held = inDay({ state: 'sending', sentAt: null })
    expect(judge(aRow(), teacher, [...sentToday(2), held], noon)).toEqual({ do: 'hold', until: new Date(noon.getTime() + 30_000) })
    expect(judge(aRow(), teacher, [...sentToday(2), { ...held, state: 'pending' }], noon)).toMatchObject({ do: 'send' })
  })

  it('[IMPL-01] the digest comes at the person\'s hour: today when it is ahead or the morning has just begun, on Monday after a Friday, after the holidays', () => {
    expect(nextDigest({ ...teacher, digestAt: '18:30' }, [], noon)).toEqual({ at: at(16, '18:30'), day: '2026-09-16' })
    expect(nextDigest(teacher, [], at(16, '08:20'))).toEqual({ at: at(16, '08:20'), day: '2026-09-16' })
    expect(nextDigest(teacher, [inDay({ kind: 'digest', class: 'digest', dueAt: at(16, '08:00') })], at(16, '08:20'))).toEqual({ at: at(17, '08:00'), day: '2026-09-17' })
    expect(nextDigest(teacher, [], at(18, '12:00'))).toEqual({ at: at(21, '08:00'), day: '2026-09-21' })
    const holidays = [{ from: '2026-09-17', to: '2026-09-22' }]
    expect(nextDigest({ ...teacher, quiet: { ...teacher.quiet, holidays } }, [], noon)).toEqual({ at: at(23, '08:00'), day: '2026-09-23' })
    expect(nextDigest({ ...teacher, digestAt: '06:00' }, [], noon)).toEqual({ at: at(17, '08:00'), day: '2026-09-17' })
  })
})

describe('one message about one thing', () => {
  const later = (own: Partial<DayRow> = {}) => inDay({ state: 'pending', dueAt: noon, sentAt: null, subjectId: 's', ...own })
  const earlier = { dueAt: hours(-0.05), nextTryAt: hours(-0.05) }

  it('[IMPL-02] an older nudge gives way to a later one about the same, not to a cancelled or folded one', () => {
    expect(judge(aRow(earlier), teacher, [later()], noon)).toEqual({ do: 'drop', state: 'cancelled', reason: 'superseded' })
    for (const gone of [later({ state: 'cancelled' }), later({ digestOf: 'd' }), later({ subjectId: 'other' })]) expect(judge(aRow(earlier), teacher, [gone], noon)).toMatchObject({ do: 'send' })
  })

  it('[IMPL-02] two reports of one row of a group are two things: each mentee is spoken of', () => {
    const report = { ...earlier, kind: 'row-unchecked' as const, params: { menteeId: 'one' } }
    expect(judge(aRow(report), teacher, [later({ kind: 'row-unchecked', menteeId: 'two' })], noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(report), teacher, [later({ kind: 'row-unchecked', menteeId: 'two', state: 'sent', sentAt: hours(-1) })], noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(report), teacher, [later({ kind: 'row-unchecked', menteeId: 'one' })], noon)).toMatchObject({ do: 'drop', reason: 'superseded' })
  })

  it('[IMPL-02] news about one thing all come: each tells something else', () => {
    expect(judge(aRow({ ...earlier, kind: 'meeting-confirmed' }), teacher, [later({ kind: 'meeting-confirmed', class: 'news' })], noon)).toMatchObject({ do: 'send' })
  })

  it('[IMPL-02] a term is spoken of once a day: a nudge put off gives way to the day\'s own, and none follows one that went', () => {
    const afternoon = later({ dueAt: at(16, '16:00') })
    expect(judge(aRow({ dueAt: at(15, '16:00'), nextTryAt: noon }), teacher, [afternoon], noon)).toMatchObject({ do: 'drop', reason: 'superseded' })
    expect(judge(aRow(), teacher, [afternoon], noon)).toMatchObject({ do: 'send' })
    expect(judge(aRow(), teacher, [later({ state: 'sent', dueAt: hours(-4), sentAt: hours(-4) })], noon)).toMatchObject({ do: 'drop', reason: 'superseded' })
    expect(judge(aRow(), never, [later({ state: 'sent', dueAt: hours(-24), sentAt: hours(-24) })], noon)).toMatchObject({ do: 'send' })
  })
})
