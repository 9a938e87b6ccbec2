import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { onBench } from './harness/bench.js'
import { options, patienceMs } from './harness/options.js'
import { startOwnServer, type OwnServer } from './harness/own-server.js'
import { report } from './harness/report.js'
import { enqueueAtOnce } from './harness/runs/enqueue.js'
import { callOffInFlight, sendSlowly } from './harness/runs/guarded.js'
import { freezeWithRows } from './harness/runs/two-senders.js'

let server: OwnServer
beforeEach(async () => {
  server = await startOwnServer()
})
afterEach(() => server.remove())

heavy('what the guards keep off', { timeout: patienceMs * 2 }, () => {
  it('[IMPL-02] lease: slow answers and two senders: each message comes once', async () => {
    const verdict = await onBench(server, (bench) => sendSlowly(bench))
    report({ id: 'R4', table: '… the lease', ran: 'two senders, answers after 50–250 ms, nobody dies', mark: '0 duplicates', result: `duplicates ${verdict.duplicates}, lost ${verdict.lost.length}`, ok: verdict.duplicates + verdict.lost.length === 0 })
    expect(verdict).toMatchObject({ lost: [], duplicates: 0, strange: 0 })
  })

  it('[IMPL-02] recheck: a meeting called off while its reminder is in a sender’s hands is not told of', async () => {
    const found = await onBench(server, (bench) => callOffInFlight(bench))
    report({ id: 'R11', table: '… the look at the cause', ran: `${found.calledOff} meetings called off while their reminders were claimed`, mark: '0 told', result: `${found.told} told`, ok: found.told === 0 })
    expect(found.calledOff).toBeGreaterThan(5)
    expect(found.told).toBe(0)
  })
})

/** Each fault run must be able to fail: with its guard taken out the judge sees the fault. */
const whole = options.without.length > 0 ? describe.skip : heavy

whole('with a guard taken out the judge sees', { timeout: patienceMs * 2 }, () => {
  const say = (guard: string, ran: string, result: string, isSeen: boolean) => report({ id: `without ${guard}`, table: 'each fault test fails when its guard is taken out', ran, mark: 'the fault is seen', result, ok: isSeen })

  it('doubles without the lease', async () => {
    const { duplicates } = await onBench(server, (bench) => sendSlowly(bench, ['lease']))
    say('lease', 'two senders, slow answers', `${duplicates} duplicates`, duplicates > 0)
    expect(duplicates).toBeGreaterThan(0)
  })

  it('doubles without the fence', async () => {
    const { verdict } = await onBench(server, (bench) => freezeWithRows(bench, 'after-claim', ['fence']))
    say('fence', 'frozen with claimed rows, overtaken, thawed', `${verdict.duplicates} duplicates`, verdict.duplicates > 0)
    expect(verdict.duplicates).toBeGreaterThan(0)
  })

  it('reminders of meetings that are off without the look at the cause', async () => {
    const { told } = await onBench(server, (bench) => callOffInFlight(bench, ['recheck']))
    say('recheck', 'meetings called off while their reminders were claimed', `${told} told`, told > 0)
    expect(told).toBeGreaterThan(0)
  })

  it('several rows and messages of one key without the unique key', async () => {
    const { rowsPerKey, verdict } = await onBench(server, (bench) => enqueueAtOnce(bench, { processes: 2, keys: 10, without: ['key'] }))
    say('key', '2 processes plan the same 10 messages', `at most ${Math.max(...rowsPerKey)} rows a key, ${verdict.duplicates} duplicates`, verdict.duplicates > 0)
    expect(Math.max(...rowsPerKey)).toBeGreaterThan(1)
    expect(verdict.duplicates).toBeGreaterThan(0)
  })
})
