import { join } from 'node:path'
import type { Connection } from 'mongoose'
import { createApp } from '../../src/app.js'
import { createTextBook } from '../../src/bot/texts.js'
import { createClock } from '../../src/core/clock.js'
import { pause } from '../../src/core/pause.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import { projectRoot } from '../../src/paths.js'
import { startWorkerRole } from '../../src/roles/worker-role.js'
import { defaultSending } from '../../src/sending-settings.js'
import { atLeast, atMost, told, type Bench, type Figure } from './bench.js'
import { openCrowd, planFor, type Crowd } from './crowd.js'
import { startJudge, type Accepted, type Judge } from './judge.js'
import { openMonitored, type CommandWatch } from './monitored-database.js'
import { log } from './stacks.js'
import { startWorker, type Worker } from './workers.js'

const name = 'bench_sending'
const secondMs = 1_000
/** Time goes so many times faster than in the table: pace, pauses and marks alike. */
const faster = 4
const fullPace = 25
/** Of one, two and four processes together. */
const sharedPace = 50
const patienceMs = 20 * 60_000

interface Stage {
  uri: string
  connection: Connection
  crowd: Crowd
  judge: Judge
  watch: CommandWatch
}

async function until(isDone: () => boolean): Promise<boolean> {
  const began = performance.now()
  while (!isDone() && performance.now() - began < patienceMs) await pause(50, new AbortController().signal)
  return isDone()
}

const settingsOf = ({ uri, judge }: Stage, perSecond: number, own: Record<string, string> = {}) => ({
  MONGODB_URI: uri, MONGODB_DB: name, TELEGRAM_API_ROOT: judge.apiRoot, SEND_PER_SECOND: String(perSecond), SEND_CHAT_GAP_MS: '50', SEND_POLL_MS: '250', ...own,
})

/** Starts every bench of the stage with nothing accepted and nothing waiting. */
async function begin({ judge, connection }: Stage): Promise<void> {
  judge.accepted.length = 0
  judge.refused.length = 0
  judge.pauses = 0
  judge.insidePause = 0
  judge.limit(Infinity)
  await defineDeliveryModel(connection).deleteMany({})
  await connection.collection('sendturns').deleteMany({})
}

function copiesOf(accepted: readonly Accepted[]): number {
  return accepted.length - new Set(accepted.map(({ chatId, text }) => `${chatId} ${text}`)).size
}

/** The most that was accepted within any window of so many milliseconds. */
function mostWithin(accepted: readonly Accepted[], windowMs: number): number {
  let from = 0
  return accepted.reduce((most, { at }, index) => {
    while (at - (accepted[from]?.at ?? at) >= windowMs) from += 1
    return Math.max(most, index - from + 1)
  }, 0)
}

const paceOf = (accepted: readonly Accepted[]) => (accepted.length - 1) / (((accepted.at(-1)?.at ?? 0) - (accepted[0]?.at ?? 0)) / secondMs)

/** F14: one, two and four processes keep the same pace together. */
async function measureSenders(stage: Stage): Promise<Figure[]> {
  const rows = 1_500
  const paces: number[] = []
  let copies = 0
  for (const processes of [1, 2, 4]) {
    await begin(stage)
    const workers: Worker[] = await Promise.all(Array.from({ length: processes }, () => startWorker(settingsOf(stage, sharedPace))))
    await planFor(stage.connection, stage.crowd, 'invitation-dead', { round: `s${processes}`, people: [0, rows], dueIn: () => 0 })
    await until(() => stage.judge.accepted.length >= rows)
    for (const worker of workers) await worker.stop()
    paces.push(paceOf(stage.judge.accepted))
    copies += copiesOf(stage.judge.accepted)
  }
  const [one = 0, ...others] = paces
  const off = Math.max(...others.map((pace) => Math.abs(pace / one - 1) * 100))
  return [told('senders-pace', one, 1), atMost('F14', 'senders-off', 5, off, { digits: 1 }), atMost('F14', 'senders-copies', 0, copies, { digits: 0 })]
}

/** F3: a great many at once, and meetings that fall due meanwhile go first. */
async function measureBurst(stage: Stage, count: number): Promise<Figure[]> {
  await begin(stage)
  const meetings = Math.round(count / 100)
  const spreadMs = (60 * secondMs) / faster
  await planFor(stage.connection, stage.crowd, 'invitation-dead', { round: 'burst', people: [0, count - meetings], dueIn: (at) => (at / count) * spreadMs })
  const began = performance.now()
  await planFor(stage.connection, stage.crowd, 'meeting-reminder', { round: 'burst', people: [count - meetings, count], dueIn: (at) => (at / meetings) * spreadMs })
  const worker = await startWorker(settingsOf(stage, fullPace * faster))
  const started = performance.now()
  await until(() => stage.judge.accepted.length >= count)
  await worker.stop()
  const { accepted } = stage.judge
  const minutes = (((accepted.at(-1)?.at ?? 0) - started) / secondMs / 60) * faster
  const firstMeeting = 10_000 + count - meetings
  const late = accepted.filter(({ chatId }) => chatId >= firstMeeting).map(({ at, chatId }) => ((at - Math.max(started, began + ((chatId - firstMeeting) / meetings) * spreadMs)) / secondMs) * faster)
  const p99 = [...late].sort((a, b) => a - b)[Math.floor(late.length * 0.99)] ?? Infinity
  const params = { count }
  return [
    atLeast('F3', 'burst-sent', count, new Set(accepted.map(({ chatId }) => chatId)).size, { digits: 0 }),
    atMost('F3', 'burst-minutes', 70 * (count / 100_000), minutes, { digits: 1, params }),
    atMost('F3', 'burst-meetings-late', 60, p99, { digits: 1 }),
    atMost('F3', 'burst-window', 30 * faster, mostWithin(accepted, secondMs), { digits: 0 }),
  ]
}

/** F4: the messenger lets fewer through for a while; nobody asks it while it wants silence, and the pace comes back. */
async function measureLimit(stage: Stage, count: number): Promise<Figure[]> {
  await begin(stage)
  const pace = fullPace * faster
  await planFor(stage.connection, stage.crowd, 'invitation-dead', { round: 'limit', people: [0, count], dueIn: () => 0 })
  const worker = await startWorker(settingsOf(stage, pace, { SEND_CLIMB_MS: String((60 * secondMs) / faster) }))
  await until(() => stage.judge.accepted.length > count / 10)
  stage.judge.limit(10 * faster)
  await pause((10 * 60 * secondMs) / faster, new AbortController().signal)
  stage.judge.limit(Infinity)
  const freeAt = performance.now()
  await until(() => stage.judge.accepted.length >= count)
  await worker.stop()
  const after = stage.judge.accepted.filter(({ at }) => at >= freeAt)
  const window = 2 * secondMs
  const back = after.find(({ at }) => after.filter((one) => one.at >= at && one.at < at + window).length >= (20 * faster * window) / secondMs)
  return [
    atLeast('F4', 'limit-sent', count, new Set(stage.judge.accepted.map(({ chatId }) => chatId)).size, { digits: 0 }),
    atMost('F4', 'limit-inside', 1, stage.judge.pauses === 0 ? null : stage.judge.insidePause / stage.judge.pauses, { digits: 2 }),
    atMost('F4', 'limit-back', 15, back ? ((back.at - freeAt) / secondMs / 60) * faster : null, { digits: 1 }),
  ]
}

/** F5: what one reminder costs from the claim to its end, and what a batch costs whatever its size. */
async function measureTrips(stage: Stage): Promise<Figure[]> {
  const size = 400
  const commands: number[] = []
  for (const batch of [50, 100]) {
    await begin(stage)
    const worker = await startWorkerHere(stage, batch)
    await planFor(stage.connection, stage.crowd, 'meeting-reminder', { round: `trips${batch}`, people: [0, size], dueIn: () => 0 })
    stage.watch.start()
    await worker.sendDue()
    commands.push(stage.watch.stop().length)
    await worker.stop()
    if (stage.judge.accepted.length !== size) throw new Error(`${stage.judge.accepted.length} of ${size} were sent`)
  }
  const [small = 0, large = 0] = commands
  const aBatch = (small - large) / (size / 50 - size / 100)
  return [atMost('F5', 'trips', 2, (small - aBatch * (size / 50)) / size), told('trips-batch', aBatch, 1)]
}

/** A worker in this process, whose commands can be counted; it looks only when it is asked. */
function startWorkerHere({ connection, judge }: Stage, batch: number) {
  const clock = createClock()
  const { services } = createApp({ connection, clock, defaultZone: 'Europe/Moscow', botName: () => Promise.resolve('bench_bot') })
  const sending = { ...defaultSending, batch, perSecond: 2_000, chatGapMs: 0, pollMs: 600_000 }
  return startWorkerRole({ connection, services, textBook: createTextBook(join(projectRoot, 'locales', 'ru')), clock, log, token: '7000011:bench-token', apiRoot: judge.apiRoot, sending, jobsPollMs: 600_000 })
}

/** Real workers against a messenger that counts: pace, order of urgency, refusals, cost. */
export const sendingBench: Bench = {
  name: 'sending',
  async run(context) {
    const { uri, show, isFull } = context
    const count = isFull ? 100_000 : 10_000
    const { connection, watch } = await openMonitored(uri, name)
    const crowd = await openCrowd(connection, count)
    const judge = await startJudge()
    const stage: Stage = { uri, connection, crowd, judge, watch }
    for (const figure of await measureTrips(stage)) show(figure)
    for (const figure of await measureSenders(stage)) show(figure)
    for (const figure of await measureBurst(stage, count)) show(figure)
    for (const figure of await measureLimit(stage, isFull ? 60_000 : 10_000)) show(figure)
    await judge.stop()
    await connection.dropDatabase()
    await connection.close()
  },
}
