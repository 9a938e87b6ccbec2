import type { BotContext } from '../context.js'

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
