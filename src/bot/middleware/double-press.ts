import type { BotContext } from '../context.js'

const impatienceMs = 10_000

type Press = Pick<BotContext, 'from' | 'callbackQuery' | 'screen' | 'now'>

function keyOf(ctx: Press): string | null {
  const messageId = ctx.screen.pressedMessageId()
  return messageId === null ? null : `${messageId} ${ctx.callbackQuery?.data ?? ''}`
}

/** Remembers which press opened a person's dialogue, so that an impatient second press does not ask everything anew. */
export function createDoublePresses() {
  const openedBy = new Map<number, { key: string; at: number }>()

  return {
    /** Every update passes here: anything else that a person does ends the memory of the press. */
    see(ctx: Press): void {
      const last = ctx.from && openedBy.get(ctx.from.id)
      if (ctx.from && last && (last.key !== keyOf(ctx) || ctx.now().getTime() - last.at > impatienceMs)) openedBy.delete(ctx.from.id)
    },
    isRepeated: (ctx: Press): boolean => ctx.from !== undefined && openedBy.has(ctx.from.id),
    remember(ctx: Press): void {
      const key = keyOf(ctx)
      if (ctx.from && key !== null) openedBy.set(ctx.from.id, { key, at: ctx.now().getTime() })
    },
  }
}
