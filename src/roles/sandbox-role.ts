import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from 'mongoose'
import type { Clock } from '../core/clock.js'
import { createDemoPeople } from '../demo/demo-people.js'
import type { Log } from '../log.js'
import { projectRoot } from '../paths.js'
import { sandboxBotName } from '../sandbox/bot-name.js'
import { createSandbox, type Sandbox } from '../sandbox/create-sandbox.js'
import { createMongoPersistence } from '../sandbox/mongo-persistence.js'
import type { Services } from '../services.js'
import { createQuietTime, createRewind } from './rewind.js'

/** The sandbox listens on loopback only, so its token guards nothing. */
export const sandboxToken = '7000001:sandbox'

interface Given {
  connection: Connection
  services: Services
  clock: Clock
  log: Log
  /** IANA zone in which the page shows times. */
  zone: string
  /** Runs what the new hour has made due. */
  onClockMoved(): Promise<void>
  /** Sends what is planned and due. */
  onDue(): Promise<void>
}

/** The chat page and the Bot API that stand in for Telegram when there is no BOT_TOKEN. */
export function openSandbox({ connection, services, clock, log, zone, onClockMoved, onDue }: Given): Promise<Sandbox> {
  const texts = JSON.parse(readFileSync(join(projectRoot, 'locales', 'ru', 'site.json'), 'utf8')) as Record<string, string>
  return createSandbox({
    token: sandboxToken,
    clock,
    texts,
    zone,
    bot: { name: texts['sandbox-bot-name'] ?? sandboxBotName, username: sandboxBotName },
    listPeople: createDemoPeople({ connection, services, clock }),
    persistence: createMongoPersistence({ connection, onError: (error) => log.error({ err: error }, 'the sandbox could not be stored') }),
    pageFolder: join(projectRoot, 'src', 'sandbox', 'page'),
    quietTime: createQuietTime({ services, clock }),
    advanceClock: createRewind({ connection, services, clock, zone, onClockMoved, onDue }),
  })
}
