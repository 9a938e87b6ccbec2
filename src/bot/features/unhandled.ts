import type { Feature } from '../feature.js'
import type { BotContext } from '../context.js'
import { isDialogData } from '../dialog/tokens.js'
import { createHome } from './home.js'

/** The last handler: a stray message gets the home screen, an old button a pop-up, and loses its buttons. */
export function unhandled(features: readonly Feature[]) {
  const home = createHome(() => features)
  return async (ctx: BotContext): Promise<void> => {
    const pressed = ctx.screen.pressedMessageId()
    if (ctx.callbackQuery) {
      await ctx.screen.popUp(ctx.t(isDialogData(ctx.callbackQuery.data ?? '') ? 'dialog-closed-question' : 'common-old-button'))
      if (pressed !== null) await ctx.screen.withoutButtons(pressed)
      return
    }
    if (!ctx.message) return
    await home.show(ctx, ctx.t('common-not-understood'))
  }
}
