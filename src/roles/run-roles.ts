import { join } from 'node:path'
import type { Server } from 'node:http'
import type { Update } from 'grammy/types'
import type { Connection } from 'mongoose'
import { createApp } from '../app.js'
import { createWebhookHandler } from '../bot/receiving/webhook.js'
import { createTextBook } from '../bot/texts.js'
import type { Config } from '../config.js'
import type { Clock } from '../core/clock.js'
import { createIndexes } from '../db/indexes.js'
import { defineModels } from '../define-models.js'
import { createCalendarRoute } from '../http/calendar-route.js'
import { closeServer, createHttp, listen } from '../http/create-http.js'
import type { Log } from '../log.js'
import { createBotName } from '../messenger/telegram-name.js'
import { projectRoot } from '../paths.js'
import { sandboxBotName } from '../sandbox/bot-name.js'
import type { Services } from '../services.js'
import type { Say } from '../texts.js'
import { createPanel } from '../../admin/create-panel.js'
import { startBotRole, type BotRole } from './bot-role.js'
import { createChecks, metricSources } from './health-sources.js'
import { createFileOpener } from './open-file.js'
import { prepareFirstStart } from './first-start.js'
import { aloneAtStart } from './first-start-lease.js'
import { openSandbox, sandboxToken } from './sandbox-role.js'
import { startWorkerRole, type WorkerRole } from './worker-role.js'

interface Given {
  config: Config
  connection: Connection
  clock: Clock
  log: Log
  say: Say
}

/** Starts the roles of this process in order and returns how to stop them. */
export async function runRoles({ config, connection, clock, log, say }: Given): Promise<{ stop(): Promise<void>; server: Server; services: Services }> {
  const has = (role: Config['roles'][number]) => config.roles.includes(role)
  const token = config.botToken ?? sandboxToken
  const botName = config.botToken ? createBotName({ token, apiRoot: config.telegramApiRoot }) : () => Promise.resolve(sandboxBotName)
  const { services, kernel, files } = createApp({ connection, clock, defaultZone: config.timeZone, botName, sending: config.sending, access: { secret: config.sessionSecret, publicUrl: config.publicUrl } })
  await aloneAtStart(connection, async () => {
    if (!config.production) {
      await defineModels(connection)
      await createIndexes(connection)
    }
    await prepareFirstStart({ config, connection, services, clock, say })
  })

  const textBook = createTextBook(join(projectRoot, 'locales', 'ru'))
  const running: { bot?: BotRole; worker?: WorkerRole } = {}
  const sandbox =
    config.botToken === null && has('panel')
      ? await openSandbox({ connection, services, clock, log, zone: config.timeZone, onClockMoved: async () => running.worker?.catchUp(), onDue: async () => running.worker?.sendDue() })
      : undefined
  const panel = has('panel') ? await createPanel({ services, kernel, connection, config, clock, log, openFile: createFileOpener({ services, files }), hasSandbox: Boolean(sandbox) }) : undefined
  const receiveByWebhook = async (update: Update) => {
    if (!running.bot) throw new Error('the bot has not started yet')
    await running.bot.receive(update)
  }
  const app = createHttp({
    log,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
    checks: createChecks({ connection, services, roles: config.roles, running }),
    metrics: metricSources({ connection, services }),
    webhook: config.webhook && has('bot') ? createWebhookHandler({ secret: config.webhook.secret, log, receive: receiveByWebhook }) : undefined,
    sandbox: sandbox?.router,
    panel,
    calendar: has('panel') ? createCalendarRoute({ read: services.calendar.read, now: () => clock.now().getTime() - clock.shift() }) : undefined,
  })
  const server = await listen(app, config.host, config.port)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const sandboxRoot = has('panel') ? `http://127.0.0.1:${port}/sandbox` : `${config.publicUrl}/sandbox`
  const shared = { connection, services, textBook, clock, log, token, apiRoot: config.botToken ? config.telegramApiRoot : sandboxRoot }
  const webhook = config.webhook ? { ...config.webhook, url: `${config.webhook.url}/telegram/webhook` } : null
  if (has('bot')) running.bot = startBotRole({ ...shared, webhook, defaultZone: config.timeZone, publicUrl: config.publicUrl })
  if (has('worker')) running.worker = await startWorkerRole({ ...shared, sending: config.sending, jobsPollMs: config.jobsPollMs })
  const url = config.port === 0 ? `http://${config.host}:${port}` : config.publicUrl
  say('started', { url })
  if (sandbox) say('started-sandbox', { url })
  if (panel) say('started-panel', { url })

  return {
    server,
    services,
    async stop() {
      await running.bot?.stop()
      await running.worker?.stop()
      await sandbox?.stop()
      await closeServer(server)
    },
  }
}
