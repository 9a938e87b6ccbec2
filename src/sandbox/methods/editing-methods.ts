import { isDeepStrictEqual } from 'node:util'
import type { InlineKeyboardMarkup, Message } from 'grammy/types'
import { findOwnMessage, findReachableChat, unixNow } from '../addressed-chat.js'
import { type ApiAnswer, badRequest, refusals, success } from '../api-answer.js'
import { isTrue, numberOf, numbersOf, textOf } from '../call-parameters.js'
import { readCaption, readFormattedText, textLimit } from '../formatted-text.js'
import { mediaOf } from '../media.js'
import { captionFields, textFields } from '../place-message.js'
import { readInlineMarkup } from '../reply-markup.js'
import type { SandboxChat } from '../sandbox-state.js'
import type { BotMethod, Call, MethodTable, SandboxWorld } from '../world.js'

interface PreparedEdit {
  chat: SandboxChat
  message: Message
  markup: InlineKeyboardMarkup | undefined
}

const deletableSeconds = 48 * 3600

async function prepareEdit(world: SandboxWorld, { params }: Call): Promise<ApiAnswer<PreparedEdit>> {
  const chat = await findReachableChat(world, params.chat_id)
  if (!chat.ok) return chat
  const entry = findOwnMessage(chat.result, params.message_id)
  if (!entry.ok) return entry
  const markup = readInlineMarkup(params.reply_markup)
  return markup.ok ? success({ chat: chat.result, message: entry.result.message, markup: markup.result }) : markup
}

const contentKeys = ['text', 'entities', 'caption', 'caption_entities', 'reply_markup'] as const

function replaceContent(world: SandboxWorld, edit: PreparedEdit, content: Partial<Message>): ApiAnswer<Message> {
  const next = { ...edit.message } as Message
  for (const key of contentKeys) delete next[key]
  Object.assign(next, content, edit.markup && { reply_markup: edit.markup })
  if (contentKeys.every((key) => isDeepStrictEqual(next[key], edit.message[key]))) return refusals.notModified
  next.edit_date = unixNow(world)
  world.state.putMessage(edit.chat, { message: next, fromBot: true })
  world.state.changed(edit.chat, true)
  return success(next)
}

const editMessageText: BotMethod = async (world, call) => {
  const edit = await prepareEdit(world, call)
  if (!edit.ok) return edit
  const { text, parse_mode: parseMode, entities } = call.params
  const content = readFormattedText({ text, parseMode, entities })
  if (!content.ok) return content
  if (content.result.text === '') return refusals.textEmpty
  if (content.result.text.length > textLimit) return refusals.editTooLong
  if (edit.result.message.text === undefined) return refusals.noTextToEdit
  return replaceContent(world, edit.result, textFields(content.result))
}

const editMessageCaption: BotMethod = async (world, call) => {
  const edit = await prepareEdit(world, call)
  if (!edit.ok) return edit
  const { caption, parse_mode: parseMode, caption_entities: entities } = call.params
  const content = readCaption({ text: caption, parseMode, entities })
  if (!content.ok) return content
  if (!mediaOf(edit.result.message)) return refusals.noCaptionToEdit
  return replaceContent(world, edit.result, captionFields(content.result))
}

const editMessageReplyMarkup: BotMethod = async (world, call) => {
  const edit = await prepareEdit(world, call)
  if (!edit.ok) return edit
  const { text, entities, caption, caption_entities } = edit.result.message
  const kept = { text, entities, caption, caption_entities }
  const present = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
  return replaceContent(world, edit.result, present)
}

function isDeletable(world: SandboxWorld, chat: SandboxChat, messageId: number): boolean {
  const entry = chat.messages.get(messageId)
  return entry !== undefined && unixNow(world) - entry.message.date <= deletableSeconds
}

const deleteMessage: BotMethod = async (world, { params }) => {
  const chat = await findReachableChat(world, params.chat_id)
  if (!chat.ok) return chat
  const id = numberOf(params.message_id)
  if (id === undefined) return refusals.messageIdMissing
  if (!chat.result.messages.has(id)) return refusals.deleteNotFound
  if (!isDeletable(world, chat.result, id)) return refusals.cannotDelete
  world.state.removeMessage(chat.result, id)
  world.state.changed(chat.result, true)
  return success(true)
}

const deleteMessages: BotMethod = async (world, { params }) => {
  const chat = await findReachableChat(world, params.chat_id)
  if (!chat.ok) return chat
  const ids = numbersOf(params.message_ids)
  if (ids.length === 0 || ids.length > 100) return badRequest('message identifiers are not specified')
  for (const id of ids) if (isDeletable(world, chat.result, id)) world.state.removeMessage(chat.result, id)
  world.state.changed(chat.result, true)
  return success(true)
}

const answerLimit = 200

const answerCallbackQuery: BotMethod = (world, { params }) => {
  const text = textOf(params.text)
  if (text.length > answerLimit) return refusals.answerTooLong
  const callbackId = textOf(params.callback_query_id)
  const chatId = world.callbacks.answer(callbackId)
  const chat = chatId === null ? undefined : world.state.chats.get(chatId)
  if (!chat) return refusals.staleQuery
  chat.popups = [...chat.popups.slice(-19), { callbackId, text, alert: isTrue(params.show_alert) }]
  world.state.changed(chat, true)
  return success(true)
}

export const editingMethods: MethodTable = {
  editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage, deleteMessages, answerCallbackQuery,
}
