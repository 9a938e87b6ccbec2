import type { ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup } from 'grammy/types'
import { badRequest, type ApiAnswer, refusals, success } from './api-answer.js'

export type CheckedMarkup =
  | { kind: 'none' }
  | { kind: 'inline'; markup: InlineKeyboardMarkup }
  | { kind: 'keyboard'; markup: ReplyKeyboardMarkup }
  | { kind: 'remove' }
  | { kind: 'force'; markup: ForceReply }

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const actions = ['callback_data', 'url', 'web_app', 'login_url', 'switch_inline_query', 'switch_inline_query_current_chat', 'copy_text', 'pay']
const maxButtons = 100
const maxDataBytes = 64

function urlProblem(url: string): string | null {
  if (/^(tg|mailto|tel):/i.test(url)) return null
  const address = /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`
  if (!URL.canParse(address)) return 'Wrong HTTP URL'
  const { protocol, hostname } = new URL(address)
  if (protocol !== 'http:' && protocol !== 'https:') return 'Unsupported URL protocol'
  return hostname.includes('.') || hostname.startsWith('[') ? null : 'Wrong HTTP URL'
}

function checkInlineButton(button: unknown): ApiAnswer<InlineKeyboardButton> {
  if (!isFields(button)) return badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
  if (typeof button.text !== 'string') return badRequest('can\'t parse inline keyboard button: Can\'t find field "text"')
  if (button.text.trim() === '') return badRequest('inline keyboard button text must be non-empty')
  if (!actions.some((action) => button[action] !== undefined)) {
    return badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  }
  const data = button.callback_data
  if (data !== undefined && (typeof data !== 'string' || data === '' || Buffer.byteLength(data) > maxDataBytes)) return refusals.buttonData
  const problem = typeof button.url === 'string' ? urlProblem(button.url) : null
  if (problem) return badRequest(`inline keyboard button URL '${String(button.url)}' is invalid: ${problem}`)
  return success(button as unknown as InlineKeyboardButton)
}

function checkKeyboardButton(button: unknown): ApiAnswer<KeyboardButton> {
  if (typeof button === 'string') return success({ text: button })
  if (!isFields(button) || typeof button.text !== 'string') return badRequest("can't parse keyboard button: Can't find field \"text\"")
  if (button.text.trim() === '') return badRequest('keyboard button text must be non-empty')
  return success(button as unknown as KeyboardButton)
}

function checkRows<B>(rows: unknown, check: (button: unknown) => ApiAnswer<B>): ApiAnswer<B[][]> {
  if (!Array.isArray(rows)) return badRequest('object expected as reply markup')
  const checked: B[][] = []
  let count = 0
  for (const row of rows) {
    if (!Array.isArray(row)) return badRequest("can't parse inline keyboard: row must be an Array")
    const buttons: B[] = []
    for (const button of row) {
      const answer = check(button)
      if (!answer.ok) return answer
      buttons.push(answer.result)
    }
    count += buttons.length
    if (buttons.length > 0) checked.push(buttons)
  }
  return count > maxButtons ? refusals.markupTooLong : success(checked)
}

/** Checks reply_markup as Telegram does: bytes of the data, addresses, texts, number of buttons. */
export function readReplyMarkup(value: unknown): ApiAnswer<CheckedMarkup> {
  if (value === undefined || value === null || value === '') return success({ kind: 'none' })
  if (!isFields(value)) return badRequest('object expected as reply markup')
  if (value.inline_keyboard !== undefined) {
    const rows = checkRows(value.inline_keyboard, checkInlineButton)
    if (!rows.ok) return rows
    return rows.result.length > 0 ? success({ kind: 'inline', markup: { inline_keyboard: rows.result } }) : success({ kind: 'none' })
  }
  if (value.keyboard !== undefined) {
    const rows = checkRows(value.keyboard, checkKeyboardButton)
    return rows.ok ? success({ kind: 'keyboard', markup: { ...value, keyboard: rows.result } as ReplyKeyboardMarkup }) : rows
  }
  if (value.remove_keyboard === true) return success({ kind: 'remove' })
  if (value.force_reply === true) return success({ kind: 'force', markup: value as unknown as ForceReply })
  return success({ kind: 'none' })
}

/** Markup of an edit: only an inline keyboard, or none. */
export function readInlineMarkup(value: unknown): ApiAnswer<InlineKeyboardMarkup | undefined> {
  const answer = readReplyMarkup(value)
  if (!answer.ok) return answer
  if (answer.result.kind === 'inline') return success(answer.result.markup)
  return answer.result.kind === 'none' ? success(undefined) : refusals.inlineExpected
}
