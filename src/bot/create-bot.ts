import { conversations, createConversation } from '@grammyjs/conversations'
import { Bot, type Context, type NextFunction } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import { createOffers } from './callbacks/offers.js'
import { createCallbackRouter } from './callbacks/router.js'
import type { BotContext } from './context.js'
import { createDialog } from './dialog/dialog.js'
import { createDialogueStates, type DialogueStore } from './dialogue-states.js'
import type { Dialogue, Feature } from './feature.js'
import { createMenuFrame } from './menus/menu-frame.js'
import { handleCommands } from './middleware/commands.js'
import { handleFailure } from './middleware/failure.js'
import { identify, type IdentifyDependencies } from './middleware/identify.js'
import { privateOnly } from './middleware/private-only.js'
import { slimUpdate } from './middleware/slim-update.js'
import { unhandled } from './features/unhandled.js'

export interface BotDependencies extends IdentifyDependencies {
  token: string
  apiRoot: string
  /** Calls Telegram; the place where a 429 is waited for. */
  fetch: unknown
  botInfo?: UserFromGetMe
  dialogueStore: DialogueStore
  /** True when the update with this number was handled to its end. */
  wasHandled(updateId: number): Promise<boolean>
  features: readonly Feature[]
}

const apiTimeoutSeconds = 20

/** Registers a dialogue for one update, so that it sees the update's own context (texts, person, services). */
function mountDialogue({ id, build }: Dialogue) {
  return (ctx: BotContext, next: NextFunction): Promise<unknown> | unknown => {
    const builder = createConversation<BotContext, Context>(
      (conversation, _inner, args: Record<string, string | null> = {}) => build(createDialog(conversation, ctx), args),
      { id },
    )
    return builder(ctx, next)
  }
}

async function enterRequested(ctx: BotContext, next: NextFunction): Promise<void> {
  const wanted = ctx.requestedDialogue
  if (!wanted) return next()
  ctx.requestedDialogue = null
  await ctx.conversation.enter(wanted.id, wanted.args)
}

/**
 * Puts the bot together. The order matters (design §5): who is it, dialogue state, menus, commands, buttons of features, dialogues,
 * the dialogue that a handler above has asked for, and last whatever nobody wanted.
 */
export function createBot(dependencies: BotDependencies): Bot<BotContext> {
  const { token, apiRoot, features, dialogueStore, log } = dependencies
  const bot = new Bot<BotContext>(token, {
    botInfo: dependencies.botInfo,
    client: { apiRoot, timeoutSeconds: apiTimeoutSeconds, fetch: dependencies.fetch as typeof fetch },
  })
  const dialogues = features.flatMap((feature) => feature.dialogues ?? [])

  const states = createDialogueStates({ store: dialogueStore, dialogues, wasHandled: dependencies.wasHandled, log })

  const offers = createOffers(dialogues)

  bot.use(identify(dependencies))
  bot.use(offers.watch)
  bot.use(privateOnly)
  bot.use(
    conversations<BotContext, Context>({
      storage: { type: 'context', adapter: states.adapter },
    }),
  )
  bot.use(states.skipRepeated)
  bot.use(createMenuFrame(features.flatMap((feature) => feature.menus ?? []), offers))
  bot.use(handleCommands(features))
  bot.use(createCallbackRouter(features.flatMap((feature) => feature.callbacks ?? []), offers))
  bot.use(slimUpdate)
  for (const dialogue of dialogues) bot.use(mountDialogue(dialogue))
  bot.use(enterRequested)
  bot.use(unhandled(features))
  bot.catch(handleFailure(log))
  return bot
}
