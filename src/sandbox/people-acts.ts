import type { Chat, Message, Update, User } from 'grammy/types'
import { toApiChat, toApiUser, unixNow } from './addressed-chat.js'
import { detectEntities, textLimit } from './formatted-text.js'
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

function userOf(world: SandboxWorld, id: number): SandboxUser {
  const known = world.state.users.get(id)
  if (known) return known
  const user = { id, first_name: fallbackName }
  world.state.putUser(user)
  return user
}

function membership(world: SandboxWorld, chat: SandboxChat, user: SandboxUser, from: 'member' | 'kicked' | 'left', to: 'member' | 'kicked' | 'left'): void {
  const { id, first_name, username } = world.bot
  const me = { id, is_bot: true, first_name, username } satisfies User
  const change = {
    chat: toApiChat(world, chat), from: toApiUser(user), date: unixNow(world),
    old_chat_member: { user: me, status: from }, new_chat_member: { user: me, status: to },
  }
  world.updates.push({ my_chat_member: change } as Omit<Update, 'update_id'>)
}

/** The chat of the act; the first word opens it, and lifts a block as pressing Start does. */
function enter(world: SandboxWorld, place: Place): { chat: SandboxChat; user: SandboxUser } {
  const user = userOf(world, place.fromId ?? place.chatId)
  const title = [user.first_name, user.last_name].filter(Boolean).join(' ')
  const chat = world.state.openChat(place.chatId, place.chatId < 0 ? 'group' : 'private', title)
  if (chat.type === 'group') return { chat, user }
  if (chat.blocked) {
    chat.blocked = false
    membership(world, chat, user, 'kicked', 'member')
  }
  chat.started = true
  return { chat, user }
}

function post(world: SandboxWorld, place: Place, content: Partial<Message>, replyTo?: number): Act {
  const { chat, user } = enter(world, place)
  const reply = replyTo === undefined ? undefined : chat.messages.get(replyTo)?.message
  const message = {
    message_id: world.state.nextMessageId(), from: toApiUser(user), chat: toApiChat(world, chat) as Chat, date: unixNow(world),
    ...(reply && { reply_to_message: reply }), ...content,
  } as Message
  if (chat.keyboard?.one_time_keyboard) chat.keyboard = null
  chat.forceReply = null
  world.state.putMessage(chat, { message, fromBot: false })
  const update = world.updates.push({ message } as Omit<Update, 'update_id'>)
  world.state.changed(chat, false)
  return { messageIds: [message.message_id], updateIds: [update.update_id] }
}

const joined = (acts: readonly Act[]): Act => ({ messageIds: acts.flatMap((act) => act.messageIds), updateIds: acts.flatMap((act) => act.updateIds) })

/** A text over the limit goes as several messages, as messengers do. */
function sendText(world: SandboxWorld, place: Place, text: string, replyTo: number | undefined): Act {
  const parts = Array.from({ length: Math.ceil(text.length / textLimit) }, (_, index) => text.slice(index * textLimit, (index + 1) * textLimit))
  return joined(parts.map((part) => post(world, place, textFields({ text: part, entities: detectEntities(part) }), replyTo)))
}

async function sendFiles(world: SandboxWorld, place: Place, files: readonly UploadedPart[], kind: MediaKind | undefined, caption: string): Promise<Act> {
  const kept = []
  for (const file of files) kept.push({ file: await world.contents.keep(file), kind: kind ?? kindOfMime(file.mime) })
  const album = kept.length > 1 ? { media_group_id: `13${world.state.nextMessageId()}` } : {}
  const acts = kept.map(({ file, kind: itsKind }, index) => {
    const text = index === 0 && caption !== '' ? { caption } : {}
    return post(world, place, { ...mediaFields(itsKind, file), ...text, ...album })
  })
  return joined(acts)
}

function press(world: SandboxWorld, place: Place, messageId: number, data: string): { callbackId: string; updateId: number } | null {
  const { chat, user } = enter(world, place)
  const entry = chat.messages.get(messageId)
  if (!entry && !chat.deletedIds.includes(messageId)) return null
  const id = world.callbacks.open(chat.id)
  const message = entry?.message ?? { chat: toApiChat(world, chat), message_id: messageId, date: 0 }
  const query = { id, from: toApiUser(user), message, chat_instance: String(-chat.id), data }
  const update = world.updates.push({ callback_query: query } as Omit<Update, 'update_id'>)
  world.state.changed(chat, false)
  return { callbackId: id, updateId: update.update_id }
}

function editText(world: SandboxWorld, place: Place, messageId: number, text: string): Act | null {
  const { chat } = enter(world, place)
  const entry = chat.messages.get(messageId)
  if (!entry || entry.fromBot) return null
  const message = { ...entry.message, ...textFields({ text, entities: detectEntities(text) }), edit_date: unixNow(world) } as Message
  world.state.putMessage(chat, { message, fromBot: false })
  const update = world.updates.push({ edited_message: message } as Omit<Update, 'update_id'>)
  world.state.changed(chat, false)
  return { messageIds: [messageId], updateIds: [update.update_id] }
}

function setBlocked(world: SandboxWorld, id: number, blocked: boolean): void {
  const { chat, user } = { chat: world.state.chats.get(id), user: userOf(world, id) }
  if (!chat || chat.blocked === blocked) return
  chat.blocked = blocked
  membership(world, chat, user, blocked ? 'member' : 'kicked', blocked ? 'kicked' : 'member')
  world.state.changed(chat, false)
}

function addToGroup(world: SandboxWorld, groupId: number, title: string, byId: number): void {
  const chat = world.state.openChat(groupId, 'group', title)
  chat.started = true
  membership(world, chat, userOf(world, byId), 'left', 'member')
  world.state.changed(chat, false)
}

/** What people do in the messenger: every act becomes an update for the bot, as Telegram would make it. */
export function createPeopleActs(world: SandboxWorld) {
  return {
    sendFiles: (place: Place, files: readonly UploadedPart[], kind: MediaKind | undefined, caption: string) => sendFiles(world, place, files, kind, caption),
    press: (place: Place, messageId: number, data: string) => press(world, place, messageId, data),
    editText: (place: Place, messageId: number, text: string) => editText(world, place, messageId, text),
    setBlocked: (id: number, blocked: boolean) => setBlocked(world, id, blocked),
    addToGroup: (groupId: number, title: string, byId: number) => addToGroup(world, groupId, title, byId),
    sendText: (place: Place, text: string, replyTo?: number) => sendText(world, place, text, replyTo),
    sendSticker: (place: Place, emoji: string) => post(world, place, {
      sticker: { file_id: `CAAC${emoji}`, file_unique_id: `s${emoji}`, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji },
    }),
    sendContact: (place: Place, phone: string) => post(world, place, {
      contact: { phone_number: phone, first_name: userOf(world, place.fromId ?? place.chatId).first_name, user_id: place.fromId ?? place.chatId },
    }),
  }
}
