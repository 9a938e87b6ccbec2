import type { NextFunction } from 'grammy'
import { isLinked, type BotContext } from '../context.js'
import type { CallbackRoute } from './codec.js'
import type { Offers } from './offers.js'
import { withAnswer } from './press.js'

/** Runs the feature whose button was pressed; others go on to the dialogues. Standing above them, it acts in the midst of a dialogue too. */
export function createCallbackRouter(routes: readonly CallbackRoute[], offers: Offers) {
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
    if (known) await offers.goOn(ctx)
  }
}
