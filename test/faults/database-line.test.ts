import { afterEach, beforeEach, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { onBench } from './harness/bench.js'
import { counted, patienceMs } from './harness/options.js'
import { startOwnServer, type OwnServer } from './harness/own-server.js'
import { report } from './harness/report.js'
import { cutTheLine } from './harness/runs/database-line.js'

let server: OwnServer
beforeEach(async () => {
  server = await startOwnServer()
})
afterEach(() => server.remove())

/** The driver's own waits are not scaled; a busy machine gets as much again. */
const markMs = 30_000
const slackMs = 15_000
const inFlight = 3

heavy('a line to the database that breaks', { timeout: patienceMs * 2 }, () => {
  it('[IMPL-02] R6: absent at the start, cut, slow and silent: nothing is lost and the sender comes back', () =>
    onBench(server, async (bench) => {
      const times = counted(20, 3)
      const awayMs = counted(60_000, 4_000)
      const { verdict, sums, returns, restarts } = await cutTheLine(bench, { times, rowsEach: 20, awayMs })
      const slowest = Math.max(...returns.map(({ ms }) => ms))
      report({
        id: 'R6', table: 'the line to the database cut 20 times (silent, reset, 30 s delay), absent at start for 60 s: alive or restarted by itself; lost 0; first send within 30 s of return',
        ran: `${times} cuts (reset, 1 s delay, silent for ever), absent at start for ${awayMs / 1_000} s`, mark: `lost 0; ≤ ${markMs / 1_000} s, for a busy machine + ${slackMs / 1_000} s`, ok: verdict.lost.length === 0 && slowest <= markMs + slackMs,
        result: `lost ${verdict.lost.length}, copies ${verdict.duplicates}, restarts ${restarts}; first send after ${returns.map(({ mode, ms }) => `${mode} ${(ms / 1_000).toFixed(1)} s`).join(', ')}`,
      })
      expect(verdict).toMatchObject({ lost: [], duplicatesOfNews: 0, strange: 0, falselySent: 0 })
      expect(verdict.duplicates).toBeLessThanOrEqual(inFlight * times)
      expect(slowest).toBeLessThanOrEqual(markMs + slackMs)
      expect(sums.differences).toEqual([])
    }))
})
