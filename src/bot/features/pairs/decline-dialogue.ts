import { isLinked } from '../../context.js'
import { askText, BACK } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { answeredCard } from '../../views/pairs/pair-card.js'
import { homeButton } from '../home.js'
import { declineDialogueId } from './callbacks.js'
import { ownPair, pairFace } from './pair-faces.js'

const longestReason = 1_000

/** Asks for the reason, which may be left out and which only the curator sees; «back» keeps the proposal open. */
export const declineDialogue: Dialogue = {
  id: declineDialogueId,
  async build(dialog, { pairId, messageId }) {
    const reason = await askText(dialog, { text: dialog.t('pair-ask-reason'), max: longestReason, without: dialog.t('label-skip'), back: true })
    if (reason === BACK) return void (await dialog.send({ text: dialog.t('pair-still-open') }))
    const outcome = await dialog.run(async (ctx) => {
      const personId = ctx.person?.id ?? ''
      const answered = await ctx.services.pairs.answer(ctx.actor, { pairId: pairId ?? '', personId, answer: 'declined', ...(reason ? { reason } : {}) })
      const pair = isLinked(ctx) ? await ownPair(ctx, pairId ?? '') : null
      if (pair && messageId && isLinked(ctx)) await ctx.screen.edit(Number(messageId), answeredCard(await pairFace(ctx, pair)))
      return answered.ok ? null : answered.problem
    })
    if (outcome) return dialog.sendProblem(outcome)
    await dialog.send({ text: dialog.t('pair-declined-thanks'), buttons: [[homeButton(dialog)]] })
  },
}
