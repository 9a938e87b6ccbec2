import type { NextFunction } from 'grammy'
import { isLinked, type BotContext } from '../context.js'
import { resumeButton } from '../dialog/tokens.js'
import type { Dialogue } from '../feature.js'
import type { CallbackRoute } from './codec.js'

/** A handler may answer the button with words of its own; after this long it is answered without any. */
const patienceMs = 1500

async function withAnswer(ctx: BotContext, handle: () => Promise<void>): Promise<void> {
  let late: Promise<void> = Promise.resolve()
  const timer = setTimeout(() => {
    late = ctx.screen.popUp()
  }, patienceMs)
  try {
    await handle()
  } finally {
    clearTimeout(timer)
    await late
  }
  await ctx.screen.popUp()
}

/** Offers to go on with a dialogue that another button has interrupted. */
async function offerToGoOn(ctx: BotContext, dialogues: readonly Dialogue[]): Promise<void> {
  const [active] = Object.keys(ctx.conversation.active())
  if (active === undefined) return
  const label = dialogues.find(({ id }) => id === active)?.resumeLabel ?? 'dialog-go-on'
  await ctx.screen.send({ text: ctx.t('dialog-unfinished'), buttons: [[resumeButton(ctx.t(label))]] })
}

/** Runs the feature whose button was pressed; others go on to the dialogues. Standing above them, it acts in the midst of a dialogue too. */
export function createCallbackRouter(routes: readonly CallbackRoute[], dialogues: readonly Dialogue[]) {
  const byFeature = new Map(routes.map((route) => [route.feature, route]))
  if (byFeature.size !== routes.length) throw new Error('two features share a button code')

  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    const data = ctx.callbackQuery?.data
    const route = data === undefined ? undefined : byFeature.get(data.slice(0, data.indexOf(':')))
    if (data === undefined || !route) return next()
    if (!route.anyone && !isLinked(ctx)) return ctx.screen.popUp(ctx.t('common-not-linked'), true)
    let known = false
    await withAnswer(ctx, async () => {
      known = await route.handle(ctx, data)
      if (!known) await ctx.screen.popUp(ctx.t('common-old-button'))
    })
    if (ctx.requestedDialogue) return next()
    if (known) await offerToGoOn(ctx, dialogues)
  }
}
