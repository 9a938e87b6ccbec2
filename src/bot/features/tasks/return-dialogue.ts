import { longest } from '../../../modules/programmes/wording.js'
import { askText, BACK } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { faceOf } from '../../views/programmes/face.js'
import { reviewScreen } from '../../views/programmes/task-views.js'
import { outcomeOf } from '../programmes/open-plan.js'
import { openTask } from './open-task.js'

/** «Вернуть с комментарием»: the comment is what the mentee will read. */
export const returnTask: Dialogue = {
  id: 'task-return',
  async build(dialog, args) {
    const target = { programmeId: args.programmeId ?? '', rowId: args.rowId ?? '', menteeId: args.menteeId ?? '' }
    const comment = await askText(dialog, { text: dialog.t('review-ask-comment'), max: longest.comment })
    if (comment === BACK) return
    const outcome = await dialog.run(async (ctx) => outcomeOf(await ctx.services.programmes.returnRow(ctx.actor, { ...target, comment })))
    if (!outcome.ok) await dialog.sendProblem(outcome.problem)
    await dialog.run(async (ctx) => {
      const opened = await openTask(ctx, target, 'mentor')
      if (!opened.ok) return null
      const screen = reviewScreen(faceOf(ctx), opened.value)
      if (args.messageId) await ctx.screen.edit(Number(args.messageId), screen)
      if (outcome.ok) await ctx.screen.send({ text: ctx.t('review-returned-said') })
      return null
    })
  },
}
