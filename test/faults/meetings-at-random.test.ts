import { afterEach, beforeEach, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { onBench } from './harness/bench.js'
import { counted, patienceMs } from './harness/options.js'
import { startOwnServer, type OwnServer } from './harness/own-server.js'
import { report } from './harness/report.js'
import { liveThroughMeetings, tellOfMeetings } from './harness/runs/meetings-at-random.js'

let server: OwnServer
beforeEach(async () => {
  server = await startOwnServer()
})
afterEach(() => server.remove())

heavy('meetings in random order', { timeout: patienceMs * 2 }, () => {
  it('[IMPL-02] R11: set, moved, moved back, called off, set again, with crashes: one live reminder a meeting, offset and person, none of what is off', () =>
    onBench(server, async (bench) => {
      const lives = counted(10_000, 40)
      const kills = counted(100, 3)
      const lived = await liveThroughMeetings(bench, { lives, kills })
      const told = await tellOfMeetings(bench, lived)
      report({
        id: 'R11', table: '10,000 random sequences with crashes: exactly one live row a meeting, offset and person; 0 for cancelled', ran: `${lives} lives, ${kills} crashes, ${lived.meetings} meetings, ${lived.planned.length} of them still planned`,
        mark: '0 wrong rows after each crash; each planned meeting told once an offset and person', result: `${lived.wrong.length} wrong; ${told.told} reminders arrived, ${told.wrong.length} too many or too few`, ok: lived.wrong.length + told.wrong.length === 0,
      })
      expect(lived.wrong).toEqual([])
      expect(told.wrong).toEqual([])
      expect(told.told).toBeGreaterThan(0)
    }))
})
