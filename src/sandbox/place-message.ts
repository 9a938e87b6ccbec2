import type { Message } from 'grammy/types'
import { findReachableChat, toApiChat, unixNow } from './addressed-chat.js'
import { type ApiAnswer, refusals, success } from './api-answer.js'
import { isTrue, numberOf } from './call-parameters.js'
import { type CheckedMarkup, readReplyMarkup } from './reply-markup.js'
import type { SandboxChat } from './sandbox-state.js'
import type { Call, SandboxWorld } from './world.js'

export interface PreparedSend {
  chat: SandboxChat
  markup: CheckedMarkup
  replyTo: Message | undefined
}

interface ReplyParameters {
  message_id?: number
  allow_sending_without_reply?: boolean
}

function findReply(chat: SandboxChat, params: Record<string, unknown>): ApiAnswer<Message | undefined> {
  const reply = (params.reply_parameters ?? {}) as ReplyParameters
  const id = numberOf(reply.message_id ?? params.reply_to_message_id)
  if (id === undefined) return success(undefined)
  const entry = chat.messages.get(id)
  if (entry) return success(entry.message)
  return isTrue(reply.allow_sending_without_reply) ? success(undefined) : refusals.replyNotFound
}

/** Checks what all sends share: the chat, the keyboard, the message replied to. */
export async function prepareSend(world: SandboxWorld, { params }: Call): Promise<ApiAnswer<PreparedSend>> {
  const chat = await findReachableChat(world, params.chat_id)
  if (!chat.ok) return chat
  const markup = readReplyMarkup(params.reply_markup)
  if (!markup.ok) return markup
  const replyTo = findReply(chat.result, params)
  if (!replyTo.ok) return replyTo
  return success({ chat: chat.result, markup: markup.result, replyTo: replyTo.result })
}

function applyKeyboard(chat: SandboxChat, markup: CheckedMarkup): void {
  if (markup.kind === 'keyboard') chat.keyboard = markup.markup
  if (markup.kind === 'remove') chat.keyboard = null
  chat.forceReply = markup.kind === 'force' ? markup.markup : null
}

/** Puts a message of the bot into the chat and shows it; the content is text or a file with its caption. */
export function placeMessage(world: SandboxWorld, prepared: PreparedSend, content: Partial<Message>): Message {
  const { chat, markup, replyTo } = prepared
  const message = {
    message_id: world.state.nextMessageId(),
    from: { id: world.bot.id, is_bot: true, first_name: world.bot.first_name, username: world.bot.username },
    chat: toApiChat(world, chat),
    date: unixNow(world),
    ...(replyTo && { reply_to_message: replyTo }),
    ...content,
    ...(markup.kind === 'inline' && { reply_markup: markup.markup }),
  } as Message
  applyKeyboard(chat, markup)
  chat.typing = false
  world.state.putMessage(chat, { message, fromBot: true })
  world.state.changed(chat, true)
  return message
}

/** Text fields of a message; entities only where there are any, as in Telegram. */
export function textFields({ text, entities }: { text: string; entities: Message['entities'] }): Partial<Message> {
  return { text, ...(entities?.length && { entities }) }
}

export function captionFields({ text, entities }: { text: string; entities: Message['entities'] }): Partial<Message> {
  return { ...(text !== '' && { caption: text }), ...(text !== '' && entities?.length && { caption_entities: entities }) }
}
