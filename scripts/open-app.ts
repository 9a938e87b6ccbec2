import { createApp, type App } from '../src/app.js'
import { systemActor } from '../src/core/actor.js'
import type { Actor } from '../src/core/actor.js'
import { createBotName } from '../src/messenger/telegram-name.js'
import { sandboxBotName } from '../src/sandbox/bot-name.js'
import type { CommandContext } from './command.js'

/** The services of the program, for one operators' command. */
export function openApp({ connection, clock, config }: CommandContext): App {
  const { botToken: token, telegramApiRoot: apiRoot } = config
  const botName = token ? createBotName({ token, apiRoot }) : () => Promise.resolve(sandboxBotName)
  return createApp({ connection, clock, defaultZone: config.timeZone, botName, access: { secret: config.sessionSecret, publicUrl: config.publicUrl } })
}

/** Operators act with the installation's own rights. */
export function operator(organisationId: string | null = null): Actor {
  return systemActor('command', organisationId)
}
