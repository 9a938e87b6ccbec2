import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ObjectId } from 'mongodb'
import { raiseShift } from '../../../../src/db/clock-shift.js'
import type { Meeting } from '../../../../src/modules/meetings/meeting.js'
import { createTextBook } from '../../../../src/bot/texts.js'
import { projectRoot } from '../../../../src/paths.js'
import type { Bench } from '../bench.js'
import { options } from '../options.js'
import type { MeetingOrders } from '../process/orders.js'
import { createRandom } from '../process/random.js'
import { signIn } from '../school.js'
import { until } from '../until.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

type StoredMeeting = Pick<Meeting, 'state' | 'startsAt' | 'attendees' | 'sequence' | 'place'> & { _id: ObjectId }

const meetingsOf = ({ connection }: Bench, except: string) =>
  connection.collection<StoredMeeting>('meetings').find({ _id: { $ne: new ObjectId(except) } }).toArray() as Promise<StoredMeeting[]>

/** What is wrong with the live reminders: each meeting, offset and person has exactly one at its hour; those called off have none. */
export async function wrongReminders(bench: Bench, offsets: readonly number[], except: string): Promise<string[]> {
  const rows = await bench.connection.collection('deliveries').find({ kind: 'meeting-reminder', open: true }).toArray()
  const wrong: string[] = []
  for (const meeting of await meetingsOf(bench, except)) {
    const live = rows.filter((row) => row.subject.id === String(meeting._id))
    if (meeting.state !== 'planned') {
      if (live.length > 0) wrong.push(`${meeting._id} is ${meeting.state} with ${live.length} live reminders`)
      continue
    }
    const wanted = meeting.attendees.flatMap(({ personId }) => offsets.map((hours) => `${personId} ${meeting.startsAt.getTime() + hours * hourMs}`)).sort()
    const found = live.map((row) => `${row.personId} ${row.dueAt.getTime()}`).sort()
    if (JSON.stringify(wanted) !== JSON.stringify(found)) wrong.push(`${meeting._id} wants ${wanted.join()} has ${found.join()}`)
  }
  return wrong
}

/** Three days with a few hours each, far enough that every reminder still lies ahead. */
function hoursOfMeetings(): number[] {
  const first = Math.ceil(Date.now() / hourMs) * hourMs + 3 * dayMs
  return [0, 1, 2].flatMap((day) => [0, 5].map((hour) => first + day * dayMs + hour * hourMs))
}

/** R11: lives of meetings in random order, the process killed in the middle of them again and again. */
export async function liveThroughMeetings(bench: Bench, { lives, kills }: { lives: number; kills: number }) {
  const { school, workers, connection, app } = bench
  const random = createRandom(options.seed, 'R11')
  const settings = (await app.services.organisations.get(school.organisationId))?.settings
  const offsets = settings?.reminders.meeting.offsets.filter((hours) => hours < 0) ?? []
  const hours = hoursOfMeetings()
  const orders = { seed: options.seed, curator: school.curator, pairId: school.pair.id, kind: school.pattern.kind, hours }
  await connection.collection('meetings').deleteOne({ _id: new ObjectId(school.pattern.id) })
  const wrong: string[] = []
  let from = 0
  for (let kill = 0; kill <= kills; kill += 1) {
    const share = kill === kills ? lives : Math.min(lives - 1, Math.floor(((kill + random.next()) * lives) / kills))
    const given: MeetingOrders = { ...orders, from, to: lives }
    const process = workers.startMeetings(given)
    await process.said('ready')
    const done = () => from + process.count('done')
    if (kill === kills) await process.said('stopped')
    else {
      await until('so many lives are over', () => done() >= share, { everyMs: 2 })
      await wait(random.between(0, 25))
    }
    await process.kill()
    from = Math.min(done() + 1, lives)
    wrong.push(...(await wrongReminders(bench, offsets, school.pattern.id)))
  }
  const meetings = await meetingsOf(bench, school.pattern.id)
  return { wrong, offsets, hours, meetings: meetings.length, planned: meetings.filter(({ state }) => state === 'planned') }
}

/** The same from outside: the clock goes from hour to hour, and each planned meeting is told of once an offset to each of its people. */
export async function tellOfMeetings(bench: Bench, { offsets, hours, planned }: Awaited<ReturnType<typeof liveThroughMeetings>>) {
  const { school, judge, workers, connection, clock } = bench
  const chats = new Map([[school.mentorId, 701], [school.menteeId, 702]])
  judge.open(chats.values())
  for (const [personId, telegramId] of chats) await connection.collection('people').updateOne({ _id: new ObjectId(personId) }, { $set: { telegramId, linkedAt: new Date() } })
  const head = createTextBook(join(projectRoot, 'locales', 'ru')).common.t('delivery-meeting-reminder', { moment: '' }).trim()
  const worker = workers.start()
  const deliveries = connection.collection('deliveries')
  const instants = [...new Set(offsets.flatMap((offset) => hours.map((hour) => hour + offset * hourMs)))].sort((one, other) => one - other)
  for (const instant of instants) {
    clock.setShift(await raiseShift(connection, Math.max(0, instant + 1_000 - clock.now().getTime())))
    const due = () => deliveries.countDocuments({ open: true, kind: 'meeting-reminder', dueAt: { $lte: clock.now() } })
    await until('the reminders of this hour are gone', async () => (await due()) === 0, { everyMs: 50 })
  }
  await worker.stop()
  const told = new Map<string, number>()
  for (const { text, chatId } of judge.accepted.filter(({ text }) => text.includes(head))) {
    const key = `${signIn(text)} ${chatId}`
    told.set(key, (told.get(key) ?? 0) + 1)
  }
  const wanted = new Map<string, number>(planned.flatMap(({ place, attendees }) => attendees.map(({ personId }) => [`${signIn(place)} ${chats.get(personId)}`, offsets.length] as const)))
  const keys = new Set([...told.keys(), ...wanted.keys()])
  return { told: [...told.values()].reduce((sum, count) => sum + count, 0), wrong: [...keys].filter((key) => told.get(key) !== wanted.get(key)).map((key) => `${key}: told ${told.get(key)}, wanted ${wanted.get(key)}`) }
}
