import express, { type Router } from 'express'
import type { UserFromGetMe } from 'grammy/types'
import type { Clock } from '../core/clock.js'
import { createBotApiRouter } from './bot-api-router.js'
import { createCallLog } from './call-log.js'
import { createCallbackQueries } from './callback-queries.js'
import { createFaults } from './faults.js'
import { createFileContents } from './file-contents.js'
import { guardLoopback } from './loopback-guard.js'
import { createMemoryPersistence } from './memory-persistence.js'
import { accountMethods } from './methods/account-methods.js'
import { editingMethods } from './methods/editing-methods.js'
import { sendingMethods } from './methods/sending-methods.js'
import { createUpdateMethods } from './methods/update-methods.js'
import { createPageApiRouter } from './page-api-router.js'
import { createPageRouter } from './page-router.js'
import { createPeopleActs } from './people-acts.js'
import { createSandboxState, type SandboxPersistence } from './sandbox-state.js'
import { createUpdateQueue } from './update-queue.js'
import { createWebhookSender } from './webhook-sender.js'
import type { SandboxPerson, SandboxWorld } from './world.js'

/** Until when nobody is disturbed; null when messages come at once. */
export interface QuietTime {
  /** News of the other side: quiet hours only. */
  newsUntil: Date | null
  /** Reminders: quiet hours and days off. */
  quietUntil: Date | null
}

export interface SandboxOptions {
  token: string
  clock: Clock
  bot?: { name: string; username: string }
  /** The people that the page offers; asked again at every look. */
  listPeople?(): Promise<SandboxPerson[]>
  /** Moves the clock on. */
  advanceClock?(hours: number): Promise<void>
  /** Which messages wait now, and until when: the page says so. */
  quietTime?(): Promise<QuietTime>
  persistence?: SandboxPersistence
  /** IANA zone in which the page shows times; the browser's own when missing. */
  zone?: string
  /** Russian words of the page. */
  texts?: Record<string, string>
  /** Folder with index.html, sandbox.css and sandbox.js. */
  pageFolder?: string
}

export type Sandbox = Awaited<ReturnType<typeof createSandbox>>

const neverQuiet = async (): Promise<QuietTime> => ({ newsUntil: null, quietUntil: null })
const defaultBot = { name: 'Sandbox', username: 'nastavnik_demo_bot' }

function botAccount(token: string, { name, username }: { name: string; username: string }): UserFromGetMe {
  return {
    id: Number(token.split(':')[0]) || 7_000_001, is_bot: true, first_name: name, username, can_join_groups: true,
    can_read_all_group_messages: false, supports_inline_queries: false, can_connect_to_business: false, has_main_web_app: false,
  } as UserFromGetMe
}

function createWorld(options: SandboxOptions, persistence: SandboxPersistence): SandboxWorld {
  const state = createSandboxState(persistence)

  async function refreshPeople(): Promise<SandboxPerson[]> {
    const people = (await options.listPeople?.()) ?? []
    for (const person of people) {
      const known = state.users.get(person.id)
      const [first_name = person.name, ...rest] = person.name.split(' ')
      if (!known) state.putUser({ id: person.id, first_name, last_name: rest.join(' ') || undefined, language_code: 'ru' })
      const chat = state.openChat(person.id, 'private', person.name)
      if (person.linked && !chat.started) {
        chat.started = true
        state.saveChat(chat)
      }
    }
    return people
  }

  return {
    bot: botAccount(options.token, options.bot ?? defaultBot), clock: options.clock, state, refreshPeople,
    updates: createUpdateQueue(state), callbacks: createCallbackQueries(), contents: createFileContents(state, persistence),
  }
}

/** Builds the sandbox: a strict Bot API for the bot, and a chat page with its interface for people. Mount `router` at `/sandbox`. */
export async function createSandbox(options: SandboxOptions) {
  const persistence = options.persistence ?? createMemoryPersistence()
  const world = createWorld(options, persistence)
  const waiting = await world.state.load()
  world.updates.restore(waiting)
  for (const { callback_query: query } of waiting) if (query?.message) world.callbacks.restore(query.id, query.message.chat.id)
  const webhook = createWebhookSender(world.state, world.updates)
  const methods = { ...accountMethods, ...sendingMethods, ...editingMethods, ...createUpdateMethods(webhook) }
  const acts = createPeopleActs(world)
  const faults = createFaults()
  const calls = createCallLog()
  const advanceClock = options.advanceClock ?? ((hours: number) => {
    options.clock.setShift(options.clock.shift() + hours * 3_600_000)
    return Promise.resolve()
  })

  const router: Router = express.Router()
  router.use(guardLoopback)
  router.use(createBotApiRouter({ world, token: options.token, methods, faults, calls }))
  router.use('/api', createPageApiRouter({ world, acts, faults, calls, advanceClock, quietTime: options.quietTime ?? neverQuiet, zone: options.zone, texts: options.texts ?? {} }))
  if (options.pageFolder) router.use(createPageRouter(options.pageFolder))

  webhook.kick()
  return {
    router, world, acts, faults, calls,
    /** Ends open polls and writes what is not written yet. */
    async stop(): Promise<void> {
      webhook.stop()
      world.updates.release()
      await persistence.flush()
    },
  }
}
