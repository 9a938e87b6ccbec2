import type { MessageEntity } from 'grammy/types'
import type { Button, Screen } from '../../../core/screen.js'
import { escapeHtml } from '../../chat.js'
import type { LinkedContext } from '../../context.js'

/** The message whose button was pressed, as it stands in the chat. */
export interface PressedMessage {
  id: number
  /** Paragraphs, escaped, with what was bold. */
  paragraphs: string[]
  buttons: { label: string; data: string }[][]
  has(data: string | undefined): boolean
}

interface Note {
  note: string
  /** The note takes the place of the last paragraph, which was a note too. */
  insteadOfLast: boolean
  isDropped(data: string): boolean
  add?: Button
}

const gap = '\n\n'

/** Our messages have bold words only. */
function htmlOf(text: string, entities: readonly MessageEntity[] = []): string {
  const bold = entities.filter(({ type }) => type === 'bold').sort((one, other) => one.offset - other.offset)
  let at = 0
  let html = ''
  for (const { offset, length } of bold) {
    html += `${escapeHtml(text.slice(at, offset))}<b>${escapeHtml(text.slice(offset, offset + length))}</b>`
    at = offset + length
  }
  return html + escapeHtml(text.slice(at))
}

/** The pressed message; null when the messenger no longer gives it (older than two days). */
export function pressedMessage(ctx: LinkedContext): PressedMessage | null {
  const message = ctx.callbackQuery?.message
  if (!message || !('text' in message) || message.text === undefined) return null
  const rows = message.reply_markup?.inline_keyboard ?? []
  const buttons = rows.map((row) => row.flatMap((button) => ('callback_data' in button ? [{ label: button.text, data: button.callback_data }] : [])))
  return {
    id: message.message_id,
    paragraphs: htmlOf(message.text, message.entities).split(gap),
    buttons,
    has: (data) => buttons.flat().some((button) => button.data === data),
  }
}

/** The same message with a line under it, without some of its buttons and with another one. */
export function withNote({ paragraphs, buttons }: PressedMessage, { note, insteadOfLast, isDropped, add }: Note): Screen {
  const kept = insteadOfLast ? paragraphs.slice(0, -1) : paragraphs
  const rows = buttons.map((row) => row.filter(({ data }) => !isDropped(data))).filter((row) => row.length > 0)
  return { text: [...kept, note].join(gap), buttons: [...rows, ...(add ? [[add]] : [])] }
}
