import type { QuestionnaireKind } from '../../modules/questionnaires/questionnaire.js'
import type { BotContext } from '../context.js'
import type { Dialog } from '../dialog/dialog.js'
import type { Dialogue } from '../feature.js'
import { readIncoming } from '../dialog/incoming.js'
import { questionScreen } from '../views/questionnaire/question.js'
import { summaryScreen } from '../views/questionnaire/summary.js'
import { questionToShow } from './questionnaire-answers.js'
import { takeStep, type Standing } from './questionnaire-steps.js'

export const questionnaireDialogue = 'survey'

async function showQuestion(ctx: BotContext, responseId: string): Promise<Standing | null> {
  const current = await questionToShow(ctx, responseId)
  if (!current.ok) {
    await ctx.screen.send({ text: ctx.problemText(current.problem) })
    return null
  }
  const token = ctx.update.update_id.toString(36)
  const screen = current.value ? questionScreen(ctx, current.value, token) : await summary(ctx, responseId, token)
  return { token, messageId: await ctx.screen.send(screen), responseId, questionId: current.value?.question.id ?? null }
}

async function summary(ctx: BotContext, responseId: string, token: string) {
  const lines = await ctx.services.questionnaires.summary(ctx.actor, responseId)
  return summaryScreen(ctx, lines.ok ? lines.value : [], token)
}

/** Shows again what stands open, in the message that was pressed. */
async function showAgain(ctx: BotContext, standing: Standing): Promise<null> {
  await ctx.screen.popUp()
  const current = await ctx.services.questionnaires.current(ctx.actor, standing.responseId)
  if (!current.ok) await ctx.screen.replace({ text: ctx.problemText(current.problem) })
  else if (current.value) await ctx.screen.replace(questionScreen(ctx, current.value, standing.token))
  else await ctx.screen.replace(await summary(ctx, standing.responseId, standing.token))
  return null
}

async function closeStale(ctx: BotContext): Promise<null> {
  await ctx.screen.popUp(ctx.t('dialog-closed-other-open'))
  const pressed = ctx.screen.pressedMessageId()
  if (pressed !== null) await ctx.screen.withoutButtons(pressed)
  return null
}

async function begin(ctx: BotContext, kind: QuestionnaireKind, personId: string): Promise<string | null> {
  const started = await ctx.services.questionnaires.start(ctx.actor, { personId, kind })
  if (started.ok) return started.value.id
  await ctx.screen.send({ text: ctx.problemText(started.problem) })
  return null
}

/**
 * Asks the questions of a list one by one. The dialogue's state never grows: after each answer it rewinds to the checkpoint and
 * asks the service what comes next, so a restart, a deploy or a lost state goes on from the saved answers.
 */
async function build(dialog: Dialog, { kind, personId }: Record<string, string | null>): Promise<void> {
  const { conversation } = dialog
  const responseId = await dialog.run((ctx) => begin(ctx, kind === 'mentor' ? 'mentor' : 'needs', personId ?? ctx.actor.personId ?? ''))
  if (responseId === null) return
  const checkpoint = conversation.checkpoint()
  const standing = await dialog.run((ctx) => showQuestion(ctx, responseId))
  if (standing === null) return
  const incoming = readIncoming(await conversation.wait(), standing.token)
  if (incoming.kind === 'stale') await dialog.run(closeStale)
  else if (incoming.kind === 'resume') await dialog.run((ctx) => showAgain(ctx, standing))
  else {
    const next = await dialog.run((ctx) => takeStep(ctx, standing, incoming))
    if (next === 'end') return
    if (next === 'next') await conversation.rewind(checkpoint)
  }
  await conversation.skip()
}

export const questionnaire: Dialogue = { id: questionnaireDialogue, keepsDraft: true, resumeLabel: 'survey-continue', build }
