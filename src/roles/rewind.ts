import type { Connection } from 'mongoose'
import type { Clock } from '../core/clock.js'
import { addDays, dayOf, instantAt } from '../core/dates.js'
import { raiseShift } from '../db/clock-shift.js'
import { hoursOnly, nextOpen, quietRulesOf } from '../modules/deliveries/reminder-rules.js'
import type { QuietTime } from '../sandbox/create-sandbox.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  services: Pick<Services, 'deliveries' | 'organisations'>
  clock: Clock
  zone: string
  /** Plans and sends what the new hour has made due. */
  onClockMoved(): Promise<void>
  /** Sends what is planned and due. */
  onDue(): Promise<void>
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Hours of the day after which the planners look on the way: what they find is due in the morning or in the afternoon. */
const planningHours = [9, 16, 20]
const shortestStep = 4 * minuteMs

/**
 * Makes the demo's way into the future: it stops wherever a message is due, so that each comes at its own hour and quiet hours
 * are kept, as if one had waited.
 */
export function createRewind({ connection, services, clock, zone, onClockMoved, onDue }: Given) {
  function nextPlanning(now: Date): number {
    const today = dayOf(now, zone)
    const looks = [today, addDays(today, 1)].flatMap((day) => planningHours.map((hour) => instantAt(day, hour, 1, zone)))
    return (looks.find((at) => at > now) ?? now).getTime() - now.getTime()
  }

  /** To the next message, or to the next look of the planners when that is nearer. */
  async function nextStep(now: Date, rest: number): Promise<{ step: number; isPlanning: boolean }> {
    const planning = Math.min(rest, nextPlanning(now))
    const due = await services.deliveries.nextDue(now)
    const sending = due ? Math.max(due.getTime() - now.getTime(), shortestStep) : planning
    return sending < planning ? { step: sending, isPlanning: false } : { step: planning, isPlanning: true }
  }

  return async function rewind(hours: number): Promise<void> {
    await onClockMoved()
    for (let rest = hours * hourMs; rest > 0; ) {
      const { step, isPlanning } = await nextStep(clock.now(), rest)
      clock.setShift(await raiseShift(connection, step))
      await (isPlanning ? onClockMoved() : onDue())
      rest -= step
    }
  }
}

/** Makes the look at the demo school's quiet time: what waits now, and until when. */
export function createQuietTime({ services, clock }: Pick<Given, 'services' | 'clock'>): () => Promise<QuietTime> {
  return async () => {
    const school = (await services.organisations.list()).find(({ demo }) => demo)
    const now = clock.now()
    const rules = school && quietRulesOf(school)
    const [news, all] = rules ? [nextOpen(now, hoursOnly(rules)), nextOpen(now, rules)] : [now, now]
    return { newsUntil: news > now ? news : null, quietUntil: all > now ? all : null }
  }
}
