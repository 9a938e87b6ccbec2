import { inRows, type Screen } from '../../../core/screen.js'
import type { SummaryLine } from '../../../modules/questionnaires/questionnaire.js'
import { escapeHtml } from '../../chat.js'
import type { BotContext } from '../../context.js'
import { dialogButton } from '../../dialog/tokens.js'

const numbersInRow = 5
/** Room for all lines in one message (4096 characters), whatever people wrote. */
const roomForLines = 3500
const leastLine = 20

const cut = (text: string, length: number): string => ([...text].length > length ? `${[...text].slice(0, length - 1).join('')}…` : text)

/** All answers by number; a number changes its answer, «Отправить» sends them. */
export function summaryScreen(ctx: Pick<BotContext, 't'>, lines: readonly SummaryLine[], token: string): Screen {
  const room = Math.max(leastLine, Math.floor(roomForLines / Math.max(1, lines.length) / 2))
  const answers = lines.map(({ number, question, text }) => `${number}. ${escapeHtml(cut(question, room))} <b>${escapeHtml(cut(text, room))}</b>`)
  const numbers = lines.map(({ number }) => dialogButton(String(number), token, String(number)))
  const send = [dialogButton(ctx.t('label-send'), token, 'send')]
  const ways = [dialogButton(ctx.t('label-back'), token, 'back'), dialogButton(ctx.t('survey-later'), token, 'later')]
  return { text: [ctx.t('survey-summary'), ...answers].join('\n'), buttons: [send, ...inRows(numbers, numbersInRow), ways] }
}
