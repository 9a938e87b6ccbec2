import type { Connection } from 'mongoose'
import type { Clock } from '../core/clock.js'
import { raiseShift } from '../db/clock-shift.js'
import { nextOpen, quietRulesOf } from '../modules/deliveries/reminder-rules.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  services: Pick<Services, 'deliveries' | 'organisations'>
  clock: Clock
  /** Plans and sends what the new hour has made due. */
  onClockMoved(): Promise<void>
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** The planners look at least so often on the way: what they find is due at some hour of the skipped time. */
const longestStep = 6 * hourMs
const shortestStep = 10 * minuteMs

/**
 * Makes the demo's way into the future: it stops wherever a message is due, so that each comes at its own hour and quiet hours
 * are kept, as if one had waited. Returns the end of the quiet time when it ends in one.
 */
export function createRewind({ connection, services, clock, onClockMoved }: Given) {
  async function stepFrom(now: Date, rest: number): Promise<number> {
    const due = await services.deliveries.nextDue(now)
    const wanted = due ? due.getTime() - now.getTime() : longestStep
    return Math.min(rest, longestStep, Math.max(wanted, shortestStep))
  }

  async function quietUntil(): Promise<Date | null> {
    const school = (await services.organisations.list()).find(({ demo }) => demo)
    const now = clock.now()
    const open = school ? nextOpen(now, quietRulesOf(school)) : now
    return open > now ? open : null
  }

  return async function rewind(hours: number): Promise<{ quietUntil: Date | null }> {
    await onClockMoved()
    for (let rest = hours * hourMs; rest > 0; ) {
      const step = await stepFrom(clock.now(), rest)
      clock.setShift(await raiseShift(connection, step))
      await onClockMoved()
      rest -= step
    }
    return { quietUntil: await quietUntil() }
  }
}
