import type { BotContext } from '../context.js'
import { resumeButton } from '../dialog/tokens.js'
import type { Dialogue } from '../feature.js'

/** A handler may answer the button with words of its own; after this long it is answered without any. */
const patienceMs = 1500

/** Runs what a button does and sees to it that the press is answered in time, whatever the handler says. */
export async function withAnswer(ctx: BotContext, handle: () => Promise<void>): Promise<void> {
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
export async function offerToGoOn(ctx: BotContext, dialogues: readonly Dialogue[]): Promise<void> {
  const [active] = Object.keys(ctx.conversation.active())
  if (active === undefined || ctx.isPressRepeated) return
  const label = dialogues.find(({ id }) => id === active)?.resumeLabel ?? 'dialog-go-on'
  await ctx.screen.send({ text: ctx.t('dialog-unfinished'), buttons: [[resumeButton(ctx.t(label))]] })
}
