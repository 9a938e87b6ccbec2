import { longest } from '../../../modules/programmes/wording.js'
import { escapeHtml } from '../../chat.js'
import type { BotContext } from '../../context.js'
import { askFiles, BACK, type GivenFiles } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { faceOf } from '../../views/programmes/face.js'
import { taskScreen } from '../../views/programmes/task-views.js'
import { outcomeOf } from '../programmes/open-plan.js'
import { taskCallbacks } from './callbacks.js'
import { openTask } from './open-task.js'

/** The task's own message says what has become of it, without its buttons (voice 1.7). */
export async function redrawTask(ctx: BotContext, programmeId: string, rowId: string, messageId: string | null): Promise<void> {
  const opened = await openTask(ctx, { programmeId, rowId, menteeId: ctx.person?.id ?? '' }, 'mentee')
  if (opened.ok && messageId !== null) await ctx.screen.edit(Number(messageId), { text: taskScreen(faceOf(ctx), opened.value).text })
}

interface Ids {
  programmeId: string
  rowId: string
}

/** What will be shown, and what of it was given before: from this copy of the task or from another one. */
async function lookAtTask(ctx: BotContext, ids: Ids): Promise<{ result: string; begun: GivenFiles | null }> {
  const target = { ...ids, menteeId: ctx.person?.id ?? '' }
  const opened = await openTask(ctx, target, 'mentee')
  const draft = await ctx.services.programmes.reportDraft(ctx.actor, target)
  return { result: opened.ok ? opened.value.row.result : '', begun: draft && { fileIds: draft.fileIds, comment: draft.text || null } }
}

async function keepDraft(ctx: BotContext, ids: Ids, given: GivenFiles | null): Promise<null> {
  const draft = given && { text: given.comment ?? '', fileIds: given.fileIds }
  await ctx.services.programmes.keepReportDraft(ctx.actor, { ...ids, menteeId: ctx.person?.id ?? '', draft })
  return null
}

/** «Выполнено»: words, photos and files until «Готово», or nothing at all; all of it is one report (PROG-06, IMPL-14). Each part is kept at once, so another copy of the task goes on with it. */
export const reportTask: Dialogue = {
  id: 'task-report',
  version: 2,
  keepsDraft: true,
  async build(dialog, args) {
    const ids = { programmeId: args.programmeId ?? '', rowId: args.rowId ?? '' }
    const { result, begun } = await dialog.run((ctx) => lookAtTask(ctx, ids))
    const remember = (given: GivenFiles | null) => dialog.run((ctx) => keepDraft(ctx, ids, given))
    const maxFiles = dialog.ctx.organisation?.settings.attachments.maxPerReport
    const given = await askFiles(dialog, { text: dialog.t('task-ask-report', { result: escapeHtml(result) }), maxFiles, maxComment: longest.comment, begun, remember })
    if (given === BACK) return
    const outcome = await dialog.run(async (ctx) => {
      const menteeId = ctx.person?.id ?? ''
      const { comment, fileIds } = given
      return outcomeOf(await ctx.services.programmes.report(ctx.actor, { ...ids, menteeId, text: comment ?? '', fileIds }))
    })
    if (outcome.ok) await remember(null)
    else await dialog.sendProblem(outcome.problem)
    await dialog.run(async (ctx) => {
      await redrawTask(ctx, ids.programmeId, ids.rowId, args.messageId ?? null)
      if (outcome.ok) await ctx.screen.send({ text: ctx.t('task-reported'), buttons: [[taskCallbacks.button(ctx.t('label-my-tasks'), 'list')]] })
      return null
    })
  },
}
