import type { NextFunction } from 'grammy'
import type { BotContext } from '../context.js'
import { isResume, resumeButton } from '../dialog/tokens.js'
import type { Dialogue } from '../feature.js'

interface Offer {
  messageId: number
  /** The newest message of the chat that we know of. */
  newest: number
}

export type Offers = ReturnType<typeof createOffers>

/** Offers to go on with a dialogue that another button has interrupted: one message a chat, the last of it, however many buttons are pressed. */
export function createOffers(dialogues: readonly Dialogue[]) {
  const made = new Map<number, Offer>()

  function note({ from }: BotContext, messageId: number | null | undefined): void {
    const offer = from && made.get(from.id)
    if (offer && messageId) offer.newest = Math.max(offer.newest, messageId)
  }

  /** Every update passes here: what was written and sent since stands below the offer. */
  async function watch(ctx: BotContext, next: NextFunction): Promise<void> {
    note(ctx, ctx.msgId)
    if (ctx.from && isResume(ctx.callbackQuery?.data ?? '')) made.delete(ctx.from.id)
    await next()
    note(ctx, ctx.screen.newestSentId())
  }

  async function goOn(ctx: BotContext): Promise<void> {
    const [active] = Object.keys(ctx.conversation.active())
    if (active === undefined || ctx.isPressRepeated || !ctx.from) return
    note(ctx, ctx.screen.newestSentId())
    const former = made.get(ctx.from.id)
    if (former && former.newest === former.messageId) return
    if (former) await ctx.screen.remove(former.messageId)
    const label = dialogues.find(({ id }) => id === active)?.resumeLabel ?? 'dialog-go-on'
    const messageId = await ctx.screen.send({ text: ctx.t('dialog-unfinished'), buttons: [[resumeButton(ctx.t(label))]] })
    made.set(ctx.from.id, { messageId, newest: messageId })
  }

  return { watch, goOn }
}
