import { afterEach, beforeEach, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { onBench } from './harness/bench.js'
import { counted, patienceMs } from './harness/options.js'
import { startOwnServer, type OwnServer } from './harness/own-server.js'
import { report } from './harness/report.js'
import { outage, outageHours } from './harness/runs/outage.js'
import { closedBefore, sendRowsOfPreviousVersion } from './harness/runs/previous-version.js'

let server: OwnServer
beforeEach(async () => {
  server = await startOwnServer()
})
afterEach(() => server.remove())

const countOf = (states: readonly string[]) => Object.fromEntries([...new Set(states)].sort().map((state) => [state, states.filter((one) => one === state).length]))

heavy('nobody sends for a while', { timeout: patienceMs * 3 }, () => {
  it('[IMPL-02] R7: after an hour, a day and three days each row ends by its policy, and nobody gets more than one message of a kind', () =>
    onBench(server, async (bench) => {
      const people = counted(200, 12)
      const results: string[] = []
      const found = []
      for (const hours of outageHours) {
        const one = await outage(bench, { hours, people, each: 6 })
        found.push(one)
        results.push(`${hours} h: ${JSON.stringify(countOf(one.states))}, at most ${one.most} a person and kind, ${one.digests} digests, forgotten ${one.forgotten}, counted as missed ${one.missedCounter} of ${one.expired}`)
      }
      const allowed = ['sent', 'expired', 'expired superseded', 'cancelled superseded']
      const ok = found.every(({ most, forgotten, missedCounter, expired, uselessSent, falselySent, states }) => most <= 1 && forgotten + uselessSent + falselySent === 0 && missedCounter === expired && states.every((state) => allowed.includes(state)))
      report({
        id: 'R7', table: 'down across 1 h, 1 day, 3 days of due times: each row sent or expired by its policy; ≤ 1 message a person and kind; missed counter = rows expired',
        ran: `${people} people with 6 messages each, three times, by the common clock`, mark: 'the same; who has something of use gets one', result: results.join('; '), ok,
      })
      for (const one of found) {
        expect(one.states.filter((state) => !allowed.includes(state))).toEqual([])
        expect(one).toMatchObject({ most: 1, forgotten: 0, uselessSent: 0, missedCounter: one.expired, falselySent: 0, sums: { differences: [] } })
        expect(one.expired).toBeGreaterThan(0)
      }
    }))

  it('[IMPL-02] R18: rows that the previous version left are all handled', () =>
    onBench(server, async (bench) => {
      const found = await sendRowsOfPreviousVersion(bench)
      report({
        id: 'R18', table: 'upgrade with rows of the previous version in the outbox: all handled', ran: `${found.planned} rows in the shape of version 0.1 (all states and classes), people and school as it left them`, mark: '0 open, what was due is told, what was closed stays',
        result: `open ${found.open.length}, told ${found.told} of ${found.toTell}, changed after closing ${found.touched}`, ok: found.open.length + found.touched === 0 && found.told === found.toTell,
      })
      expect(found.open).toEqual([])
      expect(found.told).toBe(found.toTell)
      expect([found.touched, found.closed]).toEqual([0, closedBefore.length])
    }))
})
