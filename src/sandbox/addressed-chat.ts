import type { Chat } from 'grammy/types'
import { type ApiAnswer, refusals, success } from './api-answer.js'
import { numberOf, textOf } from './call-parameters.js'
import type { SandboxChat, SandboxEntry, SandboxUser } from './sandbox-state.js'
import type { SandboxWorld } from './world.js'

/** The chat of `chat_id` if the bot may write there; otherwise Telegram's refusal. */
export async function findReachableChat(world: SandboxWorld, chatId: unknown): Promise<ApiAnswer<SandboxChat>> {
  if (textOf(chatId) === '') return refusals.chatIdEmpty
  const id = numberOf(chatId)
  if (id === undefined) return refusals.chatNotFound
  const { state } = world
  if (!state.chats.get(id)?.started && !state.users.has(id)) await world.refreshPeople()
  const user = state.users.get(id)
  const chat = state.chats.get(id)
  if (!chat) return user ? refusals.notStarted : refusals.chatNotFound
  if (user?.deactivated) return refusals.deactivated
  if (chat.type === 'group') return chat.started ? success(chat) : refusals.notMember
  if (!chat.started) return refusals.notStarted
  return chat.blocked ? refusals.blocked : success(chat)
}

/** The message of the bot that an edit names; `missing` and `foreign` are the refusals of the calling method. */
export function findOwnMessage(chat: SandboxChat, messageId: unknown): ApiAnswer<SandboxEntry> {
  const id = numberOf(messageId)
  if (id === undefined) return refusals.messageIdMissing
  const entry = chat.messages.get(id)
  if (!entry) return refusals.editNotFound
  return entry.fromBot ? success(entry) : refusals.cannotEdit
}

export function toApiUser(user: SandboxUser) {
  const { deactivated: _deactivated, ...fields } = user
  return { ...fields, is_bot: false as const, language_code: user.language_code ?? 'ru' }
}

/** The chat as messages show it. */
export function toApiChat(world: SandboxWorld, chat: SandboxChat): Chat {
  if (chat.type === 'group') return { id: chat.id, type: 'group', title: chat.title }
  const user = world.state.users.get(chat.id)
  return {
    id: chat.id, type: 'private', first_name: user?.first_name ?? chat.title,
    ...(user?.last_name && { last_name: user.last_name }), ...(user?.username && { username: user.username }),
  }
}

/** Seconds since 1970 by the sandbox's clock, as Telegram dates its messages. */
export function unixNow(world: SandboxWorld): number {
  return Math.floor(world.clock.now().getTime() / 1000)
}
