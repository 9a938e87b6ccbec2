import type { LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { homeButton } from '../home.js'
import { askFileDialogue, pairsWithGround } from './ask-dialogue.js'
import { askFileDialogueId, fileCallbacks } from './callbacks.js'

async function cancel(ctx: LinkedContext, accessId = ''): Promise<void> {
  const cancelled = await ctx.services.personalFiles.cancel(ctx.actor, accessId)
  if (!cancelled.ok) return ctx.screen.popUp(ctx.problemText(cancelled.problem), true)
  await ctx.screen.popUp()
  await ctx.screen.replace({ text: ctx.t('file-cancelled'), buttons: [[homeButton(ctx)]] })
}

/** Seldom needed, so behind «more»; what is decided comes as a message. */
async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const pairs = await pairsWithGround(ctx)
  return pairs.length === 0 ? null : { lines: [], buttons: [], more: [fileCallbacks.button(ctx.t('file-button'), 'ask')] }
}

/** A mentor asks to read his mentee's personal file (DUTY-03, DATA-03). */
export const personalFiles: Feature = {
  callbacks: [
    fileCallbacks.on({
      ask: (ctx, pairId) => ctx.openDialogue(askFileDialogueId, { pairId: pairId ?? null }),
      cancel,
    }),
  ],
  dialogues: [askFileDialogue],
  home: [{ order: 84, build: homePart }],
}
