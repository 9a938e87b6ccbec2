import { Api } from 'grammy'
import type { Connection } from 'mongoose'
import type { TextBook } from '../bot/texts.js'
import type { Clock } from '../core/clock.js'
import { createJobs } from '../jobs/create-jobs.js'
import type { Log } from '../log.js'
import { createTelegramMessenger } from '../messenger/telegram-messenger.js'
import { defaultSending, type SendingSettings } from '../sending-settings.js'
import type { Services } from '../services.js'
import { keepLocalTimes } from '../wiring/local-times.js'
import { openSender } from './open-sender.js'

export interface WorkerRoleDependencies {
  connection: Connection
  services: Services
  textBook: TextBook
  clock: Clock
  log: Log
  token: string
  apiRoot: string
  sending?: SendingSettings
  /** How often the scheduler looks. */
  jobsPollMs?: number
}

const apiTimeoutSeconds = 20

/** Sends what is due and keeps the clockwork: the role `worker`. */
export async function startWorkerRole(given: WorkerRoleDependencies) {
  const { connection, services, clock, log, token, apiRoot, sending = defaultSending, jobsPollMs } = given
  const messenger = createTelegramMessenger(new Api(token, { apiRoot, timeoutSeconds: apiTimeoutSeconds }))
  let lookedAt = performance.now()
  const sender = openSender({
    ...given,
    sending,
    send: (chatId, screen) => messenger.send(chatId, screen),
    async onLook() {
      lookedAt = performance.now()
      await services.upkeep.recordLook()
    },
  })
  const jobs = createJobs({
    connection,
    clock,
    log,
    processEveryMs: jobsPollMs,
    record: (name, outcome) => services.upkeep.recordJob(name, outcome),
    jobs: {
      'wake-sender': { every: '1 minute', run: () => sender.runNow() },
      'sweep-deliveries': { every: '5 minutes', run: () => services.deliveries.sweep() },
      'plan-nudges': {
        every: '10 minutes',
        async run() {
          await services.programmes.planNudges()
          await services.reminders.plan()
        },
      },
      'escalate-requests': {
        every: '10 minutes',
        async run() {
          await services.requests.escalate()
          await services.requests.tendTerms()
        },
      },
      'archive-deliveries': {
        every: '1 day',
        async run() {
          await services.deliveries.archive()
        },
      },
      'seal-history': {
        every: '1 minute',
        async run() {
          await services.audit.seal()
          await services.audit.recheck()
        },
      },
    },
  })
  await keepLocalTimes({ connection, services })
  await services.people.fillSearchKeys()
  sender.start()
  await jobs.start()
  return {
    health: jobs.health,
    /** Milliseconds since the sender of this process last looked for what is due. */
    sinceLookMs: () => performance.now() - lookedAt,
    /** Plans and sends at once what the moved clock has made due. */
    async catchUp(): Promise<void> {
      await jobs.runAll()
      await sender.runNow()
    },
    /** Sends at once what is planned and due. */
    sendDue: () => sender.runNow(),
    async stop(): Promise<void> {
      await sender.stop()
      await jobs.stop()
    },
  }
}

export type WorkerRole = Awaited<ReturnType<typeof startWorkerRole>>
