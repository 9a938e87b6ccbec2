import { parseHumanDate } from '../../core/human-dates.js'
import type { Problem, Result } from '../../core/result.js'
import type { AnswerValue, CurrentQuestion, Question } from '../../modules/questionnaires/questionnaire.js'
import type { BotContext } from '../context.js'
import { cleanText } from '../dialog/ask-text.js'
import type { Incoming } from '../dialog/incoming.js'
import { dateWords } from '../views/dates.js'
import { answeredScreen, choicesOf, questionScreen } from '../views/questionnaire/question.js'

interface Standing {
  token: string
  messageId: number
  responseId: string
  questionId: string
}

/** What the service named as next while it stored the answer: showing it needs no second look in the same update. */
const namedNext = new WeakMap<object, CurrentQuestion | null>()

/** The question to show now. */
export async function questionToShow(ctx: BotContext, responseId: string): Promise<Result<CurrentQuestion | null>> {
  const named = namedNext.get(ctx.update)
  return named === undefined ? ctx.services.questionnaires.current(ctx.actor, responseId) : { ok: true, value: named }
}

type Read = { value: AnswerValue } | { tick: { code: string; on: boolean } } | { hint: string } | { problem: Problem }

const tickPress = /^(\d+)([+-])$/

/** Reads a press: a skip, a tick named with its wish, «Готово», or an option by its number. */
function readPress(question: Question, ticks: string[], value: string): Read {
  if (value === 'skip') return { value: null }
  if (value === 'done') return ticks.length > 0 ? { value: ticks } : { problem: { code: 'answer-empty' } }
  const tick = tickPress.exec(value)
  if (tick) {
    const option = question.options[Number(tick[1])]
    return option ? { tick: { code: option.code, on: tick[2] === '+' } } : { hint: 'dialog-need-ticks' }
  }
  const choice = choicesOf(question)[Number(value)]
  return choice === undefined ? { hint: 'dialog-need-button' } : { value: choice }
}

function readText(ctx: BotContext, question: Question, labels: string[], text: string): Read {
  if (question.type === 'text') return { value: cleanText(text) }
  if (question.type === 'date') {
    const typed = parseHumanDate(text, dateWords, ctx.now(), ctx.zone)
    if (typed.ok) return { value: typed.value.day }
    return { hint: typed.problem === 'no-such-day' ? 'dialog-no-such-day' : 'dialog-need-date' }
  }
  if (question.type === 'multiple') return { hint: 'dialog-need-ticks' }
  const at = labels.findIndex((label) => label.toLowerCase() === text.trim().toLowerCase())
  const choice = choicesOf(question)[at]
  return choice === undefined ? { hint: 'dialog-need-button' } : { value: choice }
}

function read(ctx: BotContext, current: CurrentQuestion, incoming: Incoming): Read {
  const { question, ticks } = current
  if (incoming.kind === 'press') return readPress(question, ticks, incoming.value)
  if (incoming.kind === 'text') return readText(ctx, question, choicesOf(question).map((code) => labelOf(ctx, question, code)), incoming.text)
  if (question.type === 'text') return { hint: 'dialog-need-text' }
  return { hint: question.type === 'multiple' ? 'dialog-need-ticks' : question.type === 'date' ? 'dialog-need-date' : 'dialog-need-button' }
}

function labelOf(ctx: BotContext, question: Question, code: string): string {
  if (question.type === 'yes-no') return ctx.t(code === 'yes' ? 'survey-yes' : 'survey-no')
  return question.options.find((option) => option.code === code)?.text ?? code
}

/** Says what is wrong; a pressed button is answered first. */
async function complain(ctx: BotContext, text: string): Promise<'stay'> {
  if (ctx.callbackQuery) await ctx.screen.popUp(text, true)
  else await ctx.screen.send({ text })
  return 'stay'
}

async function tick(ctx: BotContext, standing: Standing, wish: { code: string; on: boolean }): Promise<'stay' | 'end'> {
  const { responseId, questionId, token } = standing
  const ticked = await ctx.services.questionnaires.tick(ctx.actor, { responseId, questionId, ...wish })
  if (!ticked.ok) return refused(ctx, ticked.problem)
  await ctx.screen.popUp()
  await ctx.screen.replace(questionScreen(ctx, ticked.value, token))
  return 'stay'
}

/** Problems after which there is nothing to answer any more. */
const ending = ['response-sent-already', 'response-not-found', 'consent-missing', 'not-allowed']

async function refused(ctx: BotContext, problem: Problem): Promise<'stay' | 'end'> {
  await complain(ctx, ctx.problemText(problem))
  return ending.includes(problem.code) ? 'end' : 'stay'
}

/** The question that stands open, unless the answer has moved on meanwhile. */
function ofStanding(current: Result<CurrentQuestion | null>, standing: Standing): CurrentQuestion | null {
  return current.ok && current.value?.question.id === standing.questionId ? current.value : null
}

/** Takes what came as the answer to the open question: stores it and closes the question, or says what to do. */
export async function readAnswer(ctx: BotContext, standing: Standing, incoming: Incoming): Promise<'next' | 'stay' | 'end'> {
  const { responseId, questionId, messageId } = standing
  const found = await ctx.services.questionnaires.current(ctx.actor, responseId)
  if (!found.ok) return refused(ctx, found.problem)
  const current = ofStanding(found, standing)
  if (!current) {
    await ctx.screen.popUp()
    await ctx.screen.withoutButtons(messageId)
    return 'next'
  }
  const answer = read(ctx, current, incoming)
  if ('hint' in answer) return complain(ctx, ctx.t(answer.hint))
  if ('problem' in answer) return complain(ctx, ctx.problemText(answer.problem))
  if ('tick' in answer) return tick(ctx, standing, answer.tick)
  const stored = await ctx.services.questionnaires.answer(ctx.actor, { responseId, questionId, value: answer.value, after: current })
  if (!stored.ok) return refused(ctx, stored.problem)
  namedNext.set(ctx.update, stored.value)
  await ctx.screen.popUp()
  await ctx.screen.edit(ctx.screen.pressedMessageId() ?? messageId, answeredScreen(ctx, current, answer.value))
  return 'next'
}
