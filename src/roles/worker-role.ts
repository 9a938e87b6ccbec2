import { Api } from 'grammy'
import type { Connection } from 'mongoose'
import { renderDelivery } from '../bot/views/deliveries/index.js'
import { createDeliveryLoader } from '../bot/views/deliveries/load-data.js'
import type { TextBook } from '../bot/texts.js'
import type { Clock } from '../core/clock.js'
import { createJobs } from '../jobs/create-jobs.js'
import { createRecipients } from '../jobs/recipients.js'
import { createRelevance } from '../jobs/relevance.js'
import { createSender } from '../jobs/sender.js'
import type { Log } from '../log.js'
import { createTelegramMessenger } from '../messenger/telegram-messenger.js'
import type { Services } from '../services.js'

export interface WorkerRoleDependencies {
  connection: Connection
  services: Services
  textBook: TextBook
  clock: Clock
  log: Log
  token: string
  apiRoot: string
}

const apiTimeoutSeconds = 20

/** Sends what is due and keeps the clockwork: the role `worker`. */
export async function startWorkerRole({ connection, services, textBook, clock, log, token, apiRoot }: WorkerRoleDependencies) {
  const messenger = createTelegramMessenger(new Api(token, { apiRoot, timeoutSeconds: apiTimeoutSeconds }))
  const findPerson = (id: string) => services.people.get(id)
  const findOrganisation = (id: string) => services.organisations.get(id)
  const load = createDeliveryLoader({ lookups: { ...services, findPerson, findOrganisation }, textBook, clock })
  let lookedAt = performance.now()
  const sender = createSender({
    deliveries: services.deliveries,
    clock,
    log,
    async onLook() {
      lookedAt = performance.now()
      await services.upkeep.recordLook()
    },
    send: (chatId, screen) => messenger.send(chatId, screen),
    desk: {
      recipientOf: createRecipients({ findPerson, findOrganisation }),
      isRelevant: createRelevance(services),
      async render(delivery) {
        const data = await load(delivery)
        if (!data) throw new Error('a message lost its person')
        return renderDelivery(data)
      },
    },
  })
  const jobs = createJobs({
    connection,
    clock,
    log,
    record: (name, outcome) => services.upkeep.recordJob(name, outcome),
    jobs: {
      'wake-sender': { every: '30 seconds', run: () => sender.runNow() },
      'sweep-deliveries': { every: '1 minute', run: () => services.deliveries.sweep() },
      'plan-nudges': {
        every: '10 minutes',
        async run() {
          await services.programmes.planNudges()
          await services.reminders.plan()
        },
      },
      'escalate-requests': { every: '10 minutes', run: () => services.requests.escalate() },
    },
  })
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
