import { createApp } from '../../../../src/app.js'
import type { Actor } from '../../../../src/core/actor.js'
import { createClock } from '../../../../src/core/clock.js'
import { must } from '../../../../src/core/result.js'
import { openConnection } from '../../../../src/db/connection.js'
import { defineModels } from '../../../../src/define-models.js'
import { createRandom, type Random } from './random.js'
import { tell } from './moments.js'
import type { MeetingOrders } from './orders.js'

const steps = ['move', 'back', 'cancel', 'again'] as const
const sign = (number: number) => `S${String(number).padStart(6, '0')}E`

/** Walks through random lives of meetings: set, moved, moved back, called off, set again; the test kills it in the middle. */
async function run({ seed, from, to, curator, pairId, kind, hours }: MeetingOrders): Promise<void> {
  const connection = must(await openConnection(process.env.MONGODB_URI ?? '', process.env.MONGODB_DB ?? ''))
  const { services } = createApp({ connection, clock: createClock(), defaultZone: 'Europe/Moscow', botName: async () => 'nastavnik_bot' })
  await defineModels(connection)
  const actor = curator as Actor

  async function live(number: number, random: Random): Promise<void> {
    const hourOf = () => new Date(random.pick(hours))
    const set = async () => must(await services.meetings.set(actor, { pairId, kind, startsAt: hourOf(), place: `кабинет ${sign(number)}` })).id
    let meetingId = await set()
    for (let left = random.between(1, 5); left > 0; left -= 1) {
      const meeting = await services.meetings.get(meetingId)
      const step = random.pick(steps)
      if (step === 'again' && meeting?.state === 'cancelled') meetingId = await set()
      if (meeting?.state !== 'planned') continue
      if (step === 'cancel') must(await services.meetings.cancel(actor, { meetingId, reason: `причина ${sign(number)}` }))
      if (step === 'move') must(await services.meetings.move(actor, { meetingId, startsAt: hourOf() }))
      if (step !== 'back') continue
      const before = meeting.startsAt
      must(await services.meetings.move(actor, { meetingId, startsAt: hourOf() }))
      must(await services.meetings.move(actor, { meetingId, startsAt: before }))
    }
  }

  await tell('ready')
  for (let number = from; number < to; number += 1) {
    await live(number, createRandom(seed, `meeting ${number}`))
    await tell('done')
  }
  await tell('stopped')
}

process.on('disconnect', () => process.exit(1))
process.once('message', (orders: MeetingOrders) => void run(orders))
