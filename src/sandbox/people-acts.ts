import type { Chat, Message, Update, User } from 'grammy/types'
import { toApiChat, toApiUser, unixNow } from './addressed-chat.js'
import { detectEntities } from './formatted-text.js'
import { kindOfMime, type MediaKind, mediaFields } from './media.js'
import { textFields } from './place-message.js'
import type { SandboxChat, SandboxUser } from './sandbox-state.js'
import type { SandboxWorld, UploadedPart } from './world.js'

/** Where an act happens: one's own chat with the bot, or a group. */
export interface Place {
  chatId: number
  /** Who acts; in a private chat the same number as the chat. */
  fromId?: number
}

export interface Act {
  messageIds: number[]
  updateIds: number[]
}

export type PeopleActs = ReturnType<typeof createPeopleActs>

const fallbackName = 'Guest'

/** What people do in the messenger: every act becomes an update for the bot, as Telegram would make it. */
export function createPeopleActs(world: SandboxWorld) {
  const { state, updates } = world

  function userOf(id: number): SandboxUser {
    const known = state.users.get(id)
    if (known) return known
    const user = { id, first_name: fallbackName }
    state.putUser(user)
    return user
  }

  function membership(chat: SandboxChat, user: SandboxUser, from: 'member' | 'kicked' | 'left', to: 'member' | 'kicked' | 'left'): void {
    const { id, first_name, username } = world.bot
    const me = { id, is_bot: true, first_name, username } satisfies User
    const change = {
      chat: toApiChat(world, chat), from: toApiUser(user), date: unixNow(world),
      old_chat_member: { user: me, status: from }, new_chat_member: { user: me, status: to },
    }
    updates.push({ my_chat_member: change } as Omit<Update, 'update_id'>)
  }

  /** The chat of the act; the first word opens it, and lifts a block as pressing Start does. */
  function enter(place: Place): { chat: SandboxChat; user: SandboxUser } {
    const user = userOf(place.fromId ?? place.chatId)
    const title = [user.first_name, user.last_name].filter(Boolean).join(' ')
    const chat = state.openChat(place.chatId, place.chatId < 0 ? 'group' : 'private', title)
    if (chat.type === 'group') return { chat, user }
    if (chat.blocked) {
      chat.blocked = false
      membership(chat, user, 'kicked', 'member')
    }
    chat.started = true
    return { chat, user }
  }

  function post(place: Place, content: Partial<Message>, replyTo?: number): Act {
    const { chat, user } = enter(place)
    const reply = replyTo === undefined ? undefined : chat.messages.get(replyTo)?.message
    const message = {
      message_id: state.nextMessageId(), from: toApiUser(user), chat: toApiChat(world, chat) as Chat, date: unixNow(world),
      ...(reply && { reply_to_message: reply }), ...content,
    } as Message
    if (chat.keyboard?.one_time_keyboard) chat.keyboard = null
    chat.forceReply = null
    state.putMessage(chat, { message, fromBot: false })
    const update = updates.push({ message } as Omit<Update, 'update_id'>)
    state.changed(chat, false)
    return { messageIds: [message.message_id], updateIds: [update.update_id] }
  }

  async function sendFiles(place: Place, files: readonly UploadedPart[], kind: MediaKind | undefined, caption: string): Promise<Act> {
    const kept = []
    for (const file of files) kept.push({ file: await world.contents.keep(file), kind: kind ?? kindOfMime(file.mime) })
    const album = kept.length > 1 ? { media_group_id: `13${state.nextMessageId()}` } : {}
    const acts = kept.map(({ file, kind: itsKind }, index) => {
      const text = index === 0 && caption !== '' ? { caption } : {}
      return post(place, { ...mediaFields(itsKind, file), ...text, ...album })
    })
    return { messageIds: acts.flatMap((act) => act.messageIds), updateIds: acts.flatMap((act) => act.updateIds) }
  }

  function press(place: Place, messageId: number, data: string): { callbackId: string; updateId: number } | null {
    const { chat, user } = enter(place)
    const entry = chat.messages.get(messageId)
    if (!entry && !chat.deletedIds.includes(messageId)) return null
    const id = world.callbacks.open(chat.id)
    const message = entry?.message ?? { chat: toApiChat(world, chat), message_id: messageId, date: 0 }
    const query = { id, from: toApiUser(user), message, chat_instance: String(-chat.id), data }
    const update = updates.push({ callback_query: query } as Omit<Update, 'update_id'>)
    state.changed(chat, false)
    return { callbackId: id, updateId: update.update_id }
  }

  function editText(place: Place, messageId: number, text: string): Act | null {
    const { chat } = enter(place)
    const entry = chat.messages.get(messageId)
    if (!entry || entry.fromBot) return null
    const message = { ...entry.message, ...textFields({ text, entities: detectEntities(text) }), edit_date: unixNow(world) } as Message
    state.putMessage(chat, { message, fromBot: false })
    const update = updates.push({ edited_message: message } as Omit<Update, 'update_id'>)
    state.changed(chat, false)
    return { messageIds: [messageId], updateIds: [update.update_id] }
  }

  function setBlocked(id: number, blocked: boolean): void {
    const { chat, user } = { chat: state.chats.get(id), user: userOf(id) }
    if (!chat || chat.blocked === blocked) return
    chat.blocked = blocked
    membership(chat, user, blocked ? 'member' : 'kicked', blocked ? 'kicked' : 'member')
    state.changed(chat, false)
  }

  function addToGroup(groupId: number, title: string, byId: number): void {
    const chat = state.openChat(groupId, 'group', title)
    chat.started = true
    membership(chat, userOf(byId), 'left', 'member')
    state.changed(chat, false)
  }

  return {
    sendFiles, press, editText, setBlocked, addToGroup,
    sendText: (place: Place, text: string, replyTo?: number) => post(place, textFields({ text, entities: detectEntities(text) }), replyTo),
    sendSticker: (place: Place, emoji: string) => post(place, {
      sticker: { file_id: `CAAC${emoji}`, file_unique_id: `s${emoji}`, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji },
    }),
    sendContact: (place: Place, phone: string) => post(place, {
      contact: { phone_number: phone, first_name: userOf(place.fromId ?? place.chatId).first_name, user_id: place.fromId ?? place.chatId },
    }),
  }
}
