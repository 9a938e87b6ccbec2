import { describe, expect, it } from 'vitest'
import { deliveryClasses, deliveryKinds, type Delivery, type DeliveryKind } from '../../../src/modules/deliveries/delivery.js'
import { judge, type DayRow, type Recipient, type Verdict } from '../../../src/modules/deliveries/send-rules.js'
import { aRow, at, hours, noon, teacher } from './rows.js'
import { seeded } from './seeded.js'

const minute = 60_000
const kinds = (Object.keys(deliveryKinds) as DeliveryKind[]).filter((kind) => kind !== 'digest' && deliveryKinds[kind].class !== 'answer')
const seed = Number(process.env['SEED'] ?? 20_260_916)

/** Rows of one person that became due while nothing ran. */
function missedDuring(outageMs: number, random: () => number, now: Date): Delivery[] {
  return Array.from({ length: 1 + Math.floor(random() * 25) }, (_, index) => {
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'row-nudge'
    const dueAt = new Date(now.getTime() - 6 * minute - Math.floor(random() * outageMs))
    return aRow({ id: String(index).padStart(3, '0'), kind, dueAt, subject: { type: 'x', id: `s${Math.floor(random() * 4)}` } })
  })
}

const inOrder = (one: Delivery, other: Delivery) => deliveryClasses.indexOf(one.class) - deliveryClasses.indexOf(other.class) || one.dueAt.getTime() - other.dueAt.getTime()

const isNear = ({ class: name, expiresAt }: Delivery) => name === 'meeting' && expiresAt !== null && expiresAt < hours(2)

/** The sender's walk over a batch: each verdict is seen by those that follow. */
function walk(rows: Delivery[], recipient: Recipient = teacher, now = noon): Map<string, Verdict> {
  const day = new Map<string, DayRow>(rows.map(({ id, kind, class: name, subject, dueAt }) => [id, { id, kind, class: name, subjectId: subject.id, menteeId: null, state: 'pending', dueAt, sentAt: null, digestOf: null }]))
  const verdicts = new Map<string, Verdict>()
  for (const row of [...rows].sort(inOrder)) {
    const verdict = judge(row, recipient, [...day.values()], now)
    verdicts.set(row.id, verdict)
    const own = day.get(row.id)
    if (!own) continue
    if (verdict.do === 'send') Object.assign(own, { state: 'sent', sentAt: now })
    if (verdict.do === 'drop') own.state = verdict.state
    if (verdict.do === 'fold') own.digestOf = verdict.day
  }
  return verdicts
}

describe('after an outage', () => {
  it.each([['an hour', 60], ['a day', 24 * 60], ['three days', 72 * 60]])('[IMPL-02] R7: of %s everybody gets at most one message of a kind, and everything ends told or too late (300 people)', (_, minutes) => {
    const random = seeded(seed + minutes)
    const counted = { send: 0, fold: 0, expired: 0 }
    for (let person = 0; person < 300; person += 1) {
      const rows = missedDuring(minutes * minute, random, noon)
      const verdicts = walk(rows)
      const sent = rows.filter((row) => verdicts.get(row.id)?.do === 'send' && !isNear(row)).map(({ kind }) => kind)
      expect(new Set(sent).size).toBe(sent.length)
      for (const row of rows) {
        const verdict = verdicts.get(row.id)
        if (!verdict || verdict.do === 'hold' || verdict.do === 'fail') throw new Error(`${row.kind} is left open`)
        if (verdict.do === 'drop') {
          expect(verdict.state).toBe('expired')
          counted.expired += 1
        } else counted[verdict.do] += 1
      }
      const digests = new Set([...verdicts.values()].flatMap((verdict) => (verdict.do === 'fold' ? [verdict.day] : [])))
      expect(digests.size).toBeLessThanOrEqual(2)
    }
    expect(Math.min(counted.send, counted.fold, counted.expired)).toBeGreaterThan(20)
  })

  it('[IMPL-02] R7: of several of a kind the newest goes and the others stand in one digest at once; an older one about the same has come too late', () => {
    const rows = [3, 2, 1].map((hour, index) => aRow({ id: `${index}`, kind: 'row-nudge', subject: { type: 'x', id: index === 2 ? 'a' : `${'ab'[index] ?? ''}` }, dueAt: new Date(noon.getTime() - hour * 60 * minute) }))
    const verdicts = walk(rows)
    expect([verdicts.get('0'), verdicts.get('1'), verdicts.get('2')]).toEqual([
      { do: 'drop', state: 'expired', reason: 'superseded' },
      { do: 'fold', at: noon, day: '2026-09-16T12', until: at(18, '08:00'), class: 'news' },
      { do: 'send', silent: false },
    ])
  })

  const inHolidays = { ...teacher, quiet: { ...teacher.quiet, holidays: [{ from: '2026-09-10', to: '2026-09-22' }] } }
  const quietDays: [string, Recipient, Date, Date][] = [['a Saturday', teacher, at(19, '12:00'), at(21, '08:00')], ['a holiday', inHolidays, noon, at(23, '08:00')]]

  it.each(quietDays)('[IMPL-02] R7: on %s news come, at most one of a kind and the rest in a digest that goes at once; what may wait is held to the open day, and nothing is folded into a digest that would wait with it (300 people)', (_, recipient, now, open) => {
    const random = seeded(seed + open.getTime())
    const counted = { send: 0, fold: 0, hold: 0 }
    for (let person = 0; person < 300; person += 1) {
      const rows = missedDuring(24 * 60 * minute, random, now)
      const verdicts = walk(rows, recipient, now)
      const sent = rows.filter(({ id, class: name }) => name === 'news' && verdicts.get(id)?.do === 'send').map(({ kind }) => kind)
      expect(new Set(sent).size).toBe(sent.length)
      for (const row of rows) {
        const verdict = verdicts.get(row.id)
        if (!verdict || verdict.do === 'fail') throw new Error(`${row.kind} is left open`)
        if (verdict.do === 'drop') continue
        counted[verdict.do] += 1
        if (verdict.do === 'hold') expect(row.class).not.toBe('news')
        if (verdict.do === 'hold' && row.class !== 'meeting') expect(verdict.until).toEqual(open)
        if (verdict.do !== 'fold') continue
        expect(['news', 'meeting']).toContain(row.class)
        const digest = aRow({ kind: 'digest', class: verdict.class, dueAt: verdict.at, expiresAt: verdict.until })
        expect(judge(digest, recipient, [], now)).toMatchObject({ do: 'send' })
      }
    }
    expect(Math.min(counted.send, counted.fold, counted.hold)).toBeGreaterThan(20)
  })

  it('[IMPL-02] of two meetings that are near each is reminded of by itself; of those of tomorrow one, the other stands in a digest that only quiet hours hold', () => {
    const reminder = (id: string, late: number, ahead: number) => aRow({ id, kind: 'meeting-reminder', subject: { type: 'Meeting', id }, dueAt: hours(-late), expiresAt: hours(ahead) })
    expect([...walk([reminder('0', 2, 1), reminder('1', 1, 1)]).values()].map((verdict) => verdict.do)).toEqual(['send', 'send'])
    expect([...walk([reminder('0', 2, 20), reminder('1', 1, 22)]).values()]).toMatchObject([{ do: 'fold', at: noon, class: 'news' }, { do: 'send' }])
  })

  it('a digest is of use past the next open day', () => {
    const [, folded] = [...walk([3, 2, 1].map((hour, index) => aRow({ id: `${index}`, subject: { type: 'x', id: `${index}` }, dueAt: new Date(at(18, '19:00').getTime() - hour * 60 * minute) })), teacher, at(18, '19:00')).values()]
    expect(folded).toMatchObject({ do: 'fold', until: at(22, '08:00') })
  })
})
