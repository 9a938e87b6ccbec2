import type { Result } from '../../../core/result.js'
import type { Meeting } from '../../../modules/meetings/meeting.js'
import type { BotContext } from '../../context.js'
import { askMoment, askText, BACK, type Dialog } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { meetingMoment, meetingScreen } from '../../views/meetings/meeting-views.js'
import { meetingDialogues } from './callbacks.js'
import { findMeeting, linked } from './faces.js'

type Args = Record<string, string | null>

/** Shows the meeting anew in the message whose button opened the dialogue. */
export async function refreshCard(ctx: BotContext, args: Args): Promise<null> {
  const found = await findMeeting(linked(ctx), args.meetingId ?? '')
  if (found && args.messageId) await ctx.screen.edit(Number(args.messageId), meetingScreen(found.face, found.meeting))
  return null
}

/** Runs one change of a meeting, says how it went and brings the pressed message up to date; true when it went through. */
export async function finish(dialog: Dialog, args: Args, change: (ctx: BotContext, meetingId: string) => Promise<Result<Meeting>>): Promise<boolean> {
  const problem = await dialog.run(async (ctx) => {
    const changed = await change(ctx, args.meetingId ?? '')
    await refreshCard(ctx, args)
    return changed.ok ? null : changed.problem
  })
  if (problem !== null) await dialog.sendProblem(problem)
  return problem === null
}

const momentOf = (dialog: Dialog, args: Args) =>
  dialog.run(async (ctx) => {
    const found = await findMeeting(linked(ctx), args.meetingId ?? '')
    return found ? meetingMoment(found.face, found.meeting) : ''
  })

const wish: Dialogue = {
  id: meetingDialogues.wish,
  async build(dialog, args) {
    const words = await askText(dialog, { text: dialog.t('meeting-ask-wish'), max: 300 })
    if (words === BACK) return
    const isDone = await finish(dialog, args, (ctx, meetingId) => ctx.services.meetings.askToMove(ctx.actor, { meetingId, personId: linked(ctx).person.id, wish: words }))
    if (isDone) await dialog.send({ text: dialog.t('meeting-done-wish') })
  },
}

const move: Dialogue = {
  id: meetingDialogues.move,
  async build(dialog, args) {
    for (;;) {
      const startsAt = await askMoment(dialog, { text: dialog.t('meeting-ask-new-moment', { moment: await momentOf(dialog, args) }) })
      if (startsAt === BACK) return
      const problem = await dialog.run(async (ctx) => {
        const moved = await ctx.services.meetings.move(ctx.actor, { meetingId: args.meetingId ?? '', startsAt: new Date(startsAt) })
        await refreshCard(ctx, args)
        return moved.ok ? null : moved.problem
      })
      if (problem === null) break
      await dialog.sendProblem(problem)
      if (problem.code !== 'meeting-past') return
    }
    await dialog.send({ text: dialog.t('meeting-done-moved', { moment: await momentOf(dialog, args) }) })
  },
}

const cancel: Dialogue = {
  id: meetingDialogues.cancel,
  async build(dialog, args) {
    const reason = await askText(dialog, { text: dialog.t('meeting-ask-cancel'), max: 500 })
    if (reason === BACK) return
    const isDone = await finish(dialog, args, (ctx, meetingId) => ctx.services.meetings.cancel(ctx.actor, { meetingId, reason }))
    if (isDone) await dialog.send({ text: dialog.t('meeting-done-cancelled') })
  },
}

/** Another time wished, moved, called off (MEET-04). */
export const changeMeetingDialogues: Dialogue[] = [wish, move, cancel]
