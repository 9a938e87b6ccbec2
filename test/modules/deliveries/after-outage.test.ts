import { describe, expect, it } from 'vitest'
import { deliveryClasses, deliveryKinds, type Delivery, type DeliveryKind } from '../../../src/modules/deliveries/delivery.js'
import { judge, type DayRow, type Verdict } from '../../../src/modules/deliveries/send-rules.js'
import { aRow, noon, teacher } from './rows.js'
import { seeded } from './seeded.js'

const minute = 60_000
const kinds = (Object.keys(deliveryKinds) as DeliveryKind[]).filter((kind) => kind !== 'digest' && deliveryKinds[kind].class !== 'answer')
const seed = Number(process.env['SEED'] ?? 20_260_916)

/** Rows of one person that became due while nothing ran. */
function missedDuring(outageMs: number, random: () => number): Delivery[] {
  return Array.from({ length: 1 + Math.floor(random() * 25) }, (_, index) => {
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'row-nudge'
    const dueAt = new Date(noon.getTime() - 6 * minute - Math.floor(random() * outageMs))
    return aRow({ id: String(index).padStart(3, '0'), kind, dueAt, subject: { type: 'x', id: `s${Math.floor(random() * 4)}` } })
  })
}

const inOrder = (one: Delivery, other: Delivery) => deliveryClasses.indexOf(one.class) - deliveryClasses.indexOf(other.class) || one.dueAt.getTime() - other.dueAt.getTime()

/** The sender's walk over a batch: each verdict is seen by those that follow. */
function walk(rows: Delivery[]): Map<string, Verdict> {
  const day = new Map<string, DayRow>(rows.map(({ id, kind, class: name, subject, dueAt }) => [id, { id, kind, class: name, subjectId: subject.id, state: 'pending', dueAt, sentAt: null, digestOf: null }]))
  const verdicts = new Map<string, Verdict>()
  for (const row of [...rows].sort(inOrder)) {
    const verdict = judge(row, teacher, [...day.values()], noon)
    verdicts.set(row.id, verdict)
    const own = day.get(row.id)
    if (!own) continue
    if (verdict.do === 'send') Object.assign(own, { state: 'sent', sentAt: noon })
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
      const rows = missedDuring(minutes * minute, random)
      const verdicts = walk(rows)
      const sent = rows.filter(({ id }) => verdicts.get(id)?.do === 'send').map(({ kind }) => kind)
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
      { do: 'fold', at: noon, day: '2026-09-16T12' },
      { do: 'send', silent: false },
    ])
  })
})
