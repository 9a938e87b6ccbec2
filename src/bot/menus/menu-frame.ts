import { Composer, type NextFunction } from 'grammy'
import type { Offers } from '../callbacks/offers.js'
import { withAnswer } from '../callbacks/press.js'
import { isLinked, type BotContext } from '../context.js'
import type { FeatureMenu } from '../feature.js'

const longestId = 4

/**
 * Installs the menus of all features: every update passes through them, so that handlers below can send one; a press of theirs is
 * held to the same rules as other buttons (linked people only, answered in time, an open dialogue is offered again).
 */
export function createMenuFrame(menus: readonly FeatureMenu[], offers: Offers) {
  const all = menus.flatMap(({ id, inner = [] }) => [id, ...inner])
  const ids = new Set(all)
  if (ids.size !== all.length) throw new Error('two menus share an id')
  if ([...ids].some((id) => id.length > longestId)) throw new Error(`a menu's id has over ${longestId} letters`)
  const run = new Composer<BotContext>(...menus.map(({ menu }) => menu)).middleware()

  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    const [id = ''] = ctx.callbackQuery?.data?.split('/', 1) ?? []
    if (!ids.has(id)) return void (await run(ctx, next))
    if (!isLinked(ctx)) return ctx.screen.popUp(ctx.t('common-not-linked'), true)
    await withAnswer(ctx, async () => {
      await run(ctx, () => ctx.screen.popUp(ctx.t('common-old-button')))
    })
    if (ctx.requestedDialogue) return next()
    await offers.goOn(ctx)
  }
}
