import type { BotContext } from '../context.js'
import type { Incoming } from '../dialog/incoming.js'
import { isQuestionPress, type QuestionPress } from '../views/questionnaire/question.js'
import { readAnswer } from './questionnaire-answers.js'

/** What stands open in the chat: the only thing that the dialogue remembers (its answers are in the response). */
export interface Standing {
  token: string
  messageId: number
  responseId: string
  /** Null: the summary. */
  questionId: string | null
}

/** What a step asks the dialogue to do next. */
type Next = 'next' | 'stay' | 'end'

const pressOf = (incoming: Incoming): QuestionPress | null => (incoming.kind === 'press' && isQuestionPress(incoming.value) ? incoming.value : null)

async function goBack(ctx: BotContext, standing: Standing): Promise<Next> {
  await ctx.screen.popUp()
  await ctx.screen.remove(standing.messageId)
  await ctx.services.questionnaires.goBack(ctx.actor, standing.responseId)
  return 'next'
}

async function leave(ctx: BotContext, standing: Standing): Promise<Next> {
  await ctx.screen.popUp()
  await ctx.screen.edit(ctx.screen.pressedMessageId() ?? standing.messageId, { text: ctx.t('survey-put-off') })
  return 'end'
}

async function send(ctx: BotContext, standing: Standing): Promise<Next> {
  const sent = await ctx.services.questionnaires.send(ctx.actor, standing.responseId)
  if (!sent.ok) {
    await ctx.screen.popUp(ctx.problemText(sent.problem), true)
    return sent.problem.code === 'response-incomplete' ? 'next' : 'end'
  }
  await ctx.screen.popUp()
  await ctx.screen.edit(ctx.screen.pressedMessageId() ?? standing.messageId, { text: ctx.t(`survey-sent-${sent.value.kind}`) })
  return 'end'
}

async function changeAnswer(ctx: BotContext, standing: Standing, value: string): Promise<Next> {
  const lines = await ctx.services.questionnaires.summary(ctx.actor, standing.responseId)
  const line = lines.ok ? lines.value[Number(value) - 1] : undefined
  await ctx.screen.popUp()
  if (!line) return 'stay'
  await ctx.screen.remove(ctx.screen.pressedMessageId() ?? standing.messageId)
  await ctx.services.questionnaires.goTo(ctx.actor, standing.responseId, line.questionId)
  return 'next'
}

/** Deals with one thing that came while the question or the summary stands open. */
export async function takeStep(ctx: BotContext, standing: Standing, incoming: Incoming): Promise<Next> {
  const press = pressOf(incoming)
  if (press === 'back') return goBack(ctx, standing)
  if (press === 'later') return leave(ctx, standing)
  if (standing.questionId !== null) return readAnswer(ctx, { ...standing, questionId: standing.questionId }, incoming)
  if (press === 'send') return send(ctx, standing)
  const number = incoming.kind === 'press' || incoming.kind === 'text' ? /^\d{1,2}$/.exec(incoming.kind === 'press' ? incoming.value : incoming.text.trim()) : null
  if (number) return changeAnswer(ctx, standing, number[0])
  await ctx.screen.send({ text: ctx.t('survey-need-summary') })
  return 'stay'
}
