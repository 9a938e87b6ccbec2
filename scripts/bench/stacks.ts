import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Bot } from 'grammy'
import type { Connection } from 'mongoose'
import pino from 'pino'
import type { BotContext } from '../../src/bot/context.js'
import { startBot } from '../../src/bot/start-bot.js'
import { createTextBook } from '../../src/bot/texts.js'
import type { Clock } from '../../src/core/clock.js'
import { createTelegramFetch } from '../../src/messenger/telegram-fetch.js'
import { createInboxStore } from '../../src/modules/receiving/inbox-store.js'
import { createLease } from '../../src/modules/receiving/lease.js'
import { createRememberedHash } from '../../src/modules/receiving/remembered-hash.js'
import { projectRoot } from '../../src/paths.js'
import { startBotRole } from '../../src/roles/bot-role.js'
import { startSandboxServer } from '../../src/sandbox/start-sandbox-server.js'
import type { Services } from '../../src/services.js'

export const log = pino({ level: 'silent' })
const textBook = createTextBook(join(projectRoot, 'locales', 'ru'))
const leaseMs = 15_000
const token = (number: number) => `70000${number}:bench-token`

/** One bot with a messenger of its own. */
export interface Stack {
  /** Everybody writes these lines, the next one when all have their answer to the last. */
  converse(chatIds: readonly number[], lines: readonly string[]): Promise<void>
  press(chatId: number, prefix: string): Promise<void>
  stop(): Promise<void>
}

async function createStack(number: number, clock: Clock, launch: (apiRoot: string, token: string) => () => Promise<void>): Promise<Stack> {
  const server = await startSandboxServer({ port: 0, token: token(number), clock })
  const { acts, calls, world } = server.sandbox
  const stopBot = launch(server.apiRoot, token(number))

  async function answers(from: number, wanted: number): Promise<void> {
    let seen = from
    let count = 0
    while (count < wanted) {
      const fresh = calls.list(seen)
      seen = fresh.at(-1)?.number ?? seen
      count += fresh.filter(({ method, ok }) => method === 'sendMessage' && ok).length
      if (count < wanted) await wait(2)
    }
  }

  return {
    async converse(chatIds, lines) {
      for (const line of lines) {
        const from = calls.lastNumber()
        for (const chatId of chatIds) acts.sendText({ chatId }, line)
        await answers(from, chatIds.length)
      }
    },
    async press(chatId, prefix) {
      const messages = [...(world.state.chats.get(chatId)?.messages.values() ?? [])].reverse()
      for (const { message } of messages) {
        const button = message.reply_markup?.inline_keyboard.flat().find((one) => 'callback_data' in one && one.callback_data.startsWith(prefix))
        if (!button || !('callback_data' in button)) continue
        const from = calls.lastNumber()
        acts.press({ chatId }, message.message_id, button.callback_data)
        return answers(from, 1)
      }
      throw new Error(`no button ${prefix} in the chat ${chatId}`)
    },
    async stop() {
      await stopBot()
      await server.stop()
    },
  }
}

interface Given {
  connection: Connection
  clock: Clock
  services: Services
}

/** The product's bot. */
export function createProductStack({ connection, clock, services }: Given): Promise<Stack> {
  return createStack(1, clock, (apiRoot, ownToken) => {
    const role = startBotRole({ connection, services, textBook, clock, log, token: ownToken, apiRoot, webhook: null, defaultZone: 'Europe/Moscow', publicUrl: 'http://127.0.0.1' })
    return () => role.stop()
  })
}

const echo = (bot: Bot<BotContext>) => bot.on('message:text', async (ctx) => void (await ctx.api.sendMessage(ctx.chat.id, ctx.message.text)))

/** An echo bot behind the same inbox, chains and lease; in a database of its own. */
export function createInboxEchoStack({ connection, clock }: Omit<Given, 'services'>): Promise<Stack> {
  return createStack(2, clock, (apiRoot, ownToken) => {
    const bot = new Bot<BotContext>(ownToken, { client: { apiRoot, fetch: createTelegramFetch() as unknown as typeof fetch } })
    echo(bot)
    const running = startBot({
      bot, clock, log, webhook: null,
      inbox: createInboxStore({ connection, clock }),
      lease: createLease(connection, 'poller', leaseMs),
      menuHash: createRememberedHash(connection, 'menu'),
      texts: textBook.common,
    })
    return () => running.stop()
  })
}

/** grammY's own polling, nothing stored. */
export function createBareEchoStack(clock: Clock): Promise<Stack> {
  return createStack(3, clock, (apiRoot, ownToken) => {
    const bot = new Bot<BotContext>(ownToken, { client: { apiRoot } })
    echo(bot)
    void bot.start().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
    return () => bot.stop()
  })
}
