import { dayOf } from '../../../core/dates.js'
import type { Button, Screen } from '../../../core/screen.js'
import { inRows } from '../../../core/screen.js'
import type { AnswerValue, CurrentQuestion, Question } from '../../../modules/questionnaires/questionnaire.js'
import { describeAnswer, scaleValues } from '../../../modules/questionnaires/questionnaire-rules.js'
import { escapeHtml } from '../../chat.js'
import type { BotContext } from '../../context.js'
import { dialogButton } from '../../dialog/tokens.js'
import { plainDay } from '../dates.js'

const presses = ['back', 'later', 'send'] as const
export type QuestionPress = (typeof presses)[number]

export function isQuestionPress(value: string): value is QuestionPress {
  return (presses as readonly string[]).includes(value)
}

type Said = Pick<BotContext, 't' | 'zone' | 'now'>

const widestScaleLabel = 24
const longestShown = 200

/** Answers that stand on buttons, in the order of the buttons. */
export function choicesOf(question: Question): string[] {
  if (question.type === 'yes-no') return ['yes', 'no']
  return question.type === 'scale' ? scaleValues(question) : question.options.map((option) => option.code)
}

function scaleLabel(question: Question, value: string): string {
  const { min = 1, max = 5, minLabel, maxLabel } = question.scale ?? {}
  const word = value === String(min) ? minLabel : value === String(max) ? maxLabel : undefined
  return word && word.length <= widestScaleLabel ? `${value} — ${word}` : value
}

function ownButtons(ctx: Said, { question, ticks, answer }: CurrentQuestion, token: string): Button[][] {
  const button = (label: string, value: string) => dialogButton(label, token, value)
  const mark = (code: string) => (answer === code ? '• ' : '')
  switch (question.type) {
    case 'single':
      return question.options.map(({ code, text }, index) => [button(`${mark(code)}${text}`, String(index))])
    case 'multiple': {
      const options = question.options.map(({ code, text }, index) => {
        const isTicked = ticks.includes(code)
        return [button(`${isTicked ? '▣' : '▢'} ${text}`, `${index}${isTicked ? '-' : '+'}`)]
      })
      return [...options, [button(ctx.t('label-done-count', { count: ticks.length }), 'done')]]
    }
    case 'scale':
      return scaleValues(question).map((value, index) => [button(`${mark(value)}${scaleLabel(question, value)}`, String(index))])
    case 'yes-no':
      return [[button(`${mark('yes')}${ctx.t('survey-yes')}`, '0'), button(`${mark('no')}${ctx.t('survey-no')}`, '1')]]
    case 'date':
    case 'text':
      return []
  }
}

/** «Вопрос 4 из 15», the question, its hint and its buttons. */
export function questionScreen(ctx: Said, current: CurrentQuestion, token: string): Screen {
  const { question, number, total, answer } = current
  const lines = [ctx.t('survey-number', { number, total }), `<b>${escapeHtml(question.text)}</b>`]
  if (question.hint) lines.push(escapeHtml(question.hint))
  if (question.type === 'text' && typeof answer === 'string') lines.push(ctx.t('survey-your-answer', { answer: escapeHtml(cut(answer)) }))
  if (question.type === 'date') lines.push(ctx.t('survey-date-hint'))
  const back = number > 1 ? [dialogButton(ctx.t('label-back'), token, 'back')] : []
  const skip = question.optional ? [dialogButton(ctx.t('label-skip'), token, 'skip')] : []
  const later = dialogButton(ctx.t('survey-later'), token, 'later')
  return { text: lines.join('\n'), buttons: [...ownButtons(ctx, current, token), ...inRows([...back, ...skip, later], 3)] }
}

function cut(text: string): string {
  const letters = [...text]
  return letters.length > longestShown ? `${letters.slice(0, longestShown).join('')}…` : text
}

/** What stays of an answered question: «4. Работа с родителями». */
export function answeredScreen(ctx: Said, { question, number }: CurrentQuestion, value: AnswerValue): Screen {
  const words = { yes: ctx.t('survey-yes'), no: ctx.t('survey-no'), skipped: ctx.t('survey-skipped') }
  const isDay = question.type === 'date' && typeof value === 'string'
  const text = isDay ? plainDay(value, dayOf(ctx.now(), ctx.zone)) : describeAnswer(question, value, words)
  return { text: `${number}. ${escapeHtml(cut(text))}` }
}
