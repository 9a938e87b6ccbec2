import { afterEach, beforeEach, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { onBench } from './harness/bench.js'
import { counted, patienceMs } from './harness/options.js'
import { startOwnServer, type OwnServer } from './harness/own-server.js'
import { report } from './harness/report.js'
import { enqueueAtOnce } from './harness/runs/enqueue.js'
import { freezeOne, freezeWithRows, sendByWrongClocks } from './harness/runs/two-senders.js'

let server: OwnServer
beforeEach(async () => {
  server = await startOwnServer()
})
afterEach(() => server.remove())

const frozen = [['after-claim', 'when it had claimed rows'], ['before-send', 'when it had said that a request leaves']] as const

heavy('several senders at once', { timeout: patienceMs * 2 }, () => {
  it('[IMPL-02] R4: one of two senders is frozen for two leases: it sends nothing that the other took over, and writes over nothing', () =>
    onBench(server, async (bench) => {
      const rows = counted(10_000, 160)
      const freezes = counted(20, 2)
      const { verdict, sums, stale, frozen, overwritten } = await freezeOne(bench, { rows, freezes })
      report({
        id: 'R4', table: 'two senders, 10,000 due, one frozen for 2 leases: 0 double sends started after the fence moved, 0 overwritten results',
        ran: `${rows} due, ${frozen} freezes of 2 leases`, mark: '0 and 0', ok: stale + overwritten + verdict.lost.length === 0,
        result: `${stale} doubles, ${overwritten} overwritten, lost ${verdict.lost.length}; copies of requests that were under way ${verdict.duplicates}`,
      })
      expect(frozen).toBeGreaterThan(0)
      expect({ stale, overwritten }).toEqual({ stale: 0, overwritten: 0 })
      expect(verdict).toMatchObject({ lost: [], duplicatesOfNews: 0, strange: 0 })
      expect(sums.differences).toEqual([])
    }))

  it.each(frozen)('[IMPL-02] R4: frozen %s, woken after its lease, a sender sends and hands on nothing that another one has', async (point, words) => {
    const found = await onBench(server, (bench) => freezeWithRows(bench, point))
    const { doubles, overwritten, verdict } = found
    const copies = point === 'after-claim' ? verdict.duplicates : doubles
    report({ id: 'R4', table: '… the fence', ran: `frozen ${words}, overtaken, thawed`, mark: '0 doubles, 0 overwritten', result: `${copies} doubles, ${overwritten} overwritten`, ok: copies + overwritten === 0 })
    expect({ copies, overwritten, lost: verdict.lost }).toEqual({ copies: 0, overwritten: 0, lost: [] })
  })

  it('[IMPL-02] R8: processes with wrong and jumping clocks steal no lease and send nothing early', () =>
    onBench(server, async (bench) => {
      const { verdict, sums, early, by } = await sendByWrongClocks(bench, { rows: counted(2_000, 60) })
      report({
        id: 'R8', table: 'clock of one process ±10 min, a jump of −2 h: no claim stolen inside a lease, no send earlier than due − 2 s', ran: `three senders; sent ${JSON.stringify(by)}`,
        mark: '0 stolen (0 duplicates), 0 early', result: `duplicates ${verdict.duplicates}, early ${early.length}, lost ${verdict.lost.length}`, ok: verdict.duplicates + early.length + verdict.lost.length === 0,
      })
      expect(verdict).toMatchObject({ lost: [], duplicates: 0, strange: 0, falselySent: 0 })
      expect(early).toEqual([])
      expect(Math.min(...Object.values(by))).toBeGreaterThan(0)
      expect(sums.differences).toEqual([])
    }))

  it('[IMPL-02] R12: eight processes plan the same messages at once: one row and one message each', () =>
    onBench(server, async (bench) => {
      const keys = counted(1_000, 40)
      const { rowsPerKey, verdict } = await enqueueAtOnce(bench, { processes: 8, keys })
      report({
        id: 'R12', table: 'the same key from 8 processes × 1,000: 1 row each', ran: `8 processes × ${keys}`, mark: '1 row each',
        result: `at most ${Math.max(...rowsPerKey)} rows a key, ${rowsPerKey.length} keys; duplicates ${verdict.duplicates}, lost ${verdict.lost.length}`, ok: Math.max(...rowsPerKey) === 1 && verdict.duplicates === 0,
      })
      expect(rowsPerKey).toHaveLength(keys)
      expect(Math.max(...rowsPerKey)).toBe(1)
      expect(verdict).toMatchObject({ lost: [], duplicates: 0, strange: 0 })
    }))
})
