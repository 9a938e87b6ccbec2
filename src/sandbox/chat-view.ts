import type { BotCommand, Message, MessageEntity } from 'grammy/types'
import { mediaOf, type MediaKind } from './media.js'
import type { Popup, SandboxChat, SandboxEntry } from './sandbox-state.js'
import type { SandboxWorld } from './world.js'

export interface ButtonView {
  text: string
  data?: string
  url?: string
}

export interface FileView {
  id: string
  kind: MediaKind
  name: string
  mime: string
  size: number
  url: string
}

export interface MessageView {
  id: number
  fromBot: boolean
  fromId: number
  date: number
  edited: boolean
  /** Text or caption. */
  text: string
  entities: MessageEntity[]
  buttons: ButtonView[][]
  files: FileView[]
  albumId: string | null
  replyTo: { id: number; text: string } | null
  sticker: string | null
}

export interface ChatView {
  id: number
  title: string
  started: boolean
  blocked: boolean
  revision: number
  botRevision: number
  typing: boolean
  /** Updates of any chat that the bot has not confirmed yet. */
  pendingUpdates: number
  openPresses: string[]
  popups: Popup[]
  keyboard: { rows: string[][]; placeholder: string | null } | null
  forceReply: boolean
  commands: BotCommand[]
  messages: MessageView[]
  deletedIds: number[]
}

const shownMessages = 300

function filesOf(world: SandboxWorld, message: Message): FileView[] {
  const media = mediaOf(message)
  const file = media && world.state.files.get(media.fileId)
  if (!media || !file) return []
  const { fileId: id, name, mime, size } = file
  return [{ id, kind: media.kind, name, mime, size, url: `/sandbox/api/files/${id}` }]
}

function messageView(world: SandboxWorld, { message, fromBot }: SandboxEntry): MessageView {
  const reply = message.reply_to_message
  const rows = message.reply_markup?.inline_keyboard ?? []
  return {
    id: message.message_id, fromBot, fromId: message.from?.id ?? 0, date: message.date, edited: message.edit_date !== undefined && message.edit_date > 0,
    text: message.text ?? message.caption ?? message.contact?.phone_number ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: rows.map((row) => row.map((button) => ({
      text: button.text,
      ...('callback_data' in button && { data: button.callback_data }),
      ...('url' in button && { url: button.url }),
    }))),
    files: filesOf(world, message),
    albumId: message.media_group_id ?? null,
    replyTo: reply ? { id: reply.message_id, text: reply.text ?? reply.caption ?? '' } : null,
    sticker: message.sticker?.emoji ?? null,
  }
}

/** Commands of the menu in this chat: the narrowest scope wins, then the Russian list, then the one for all languages. */
export function commandsFor(world: SandboxWorld, chat: SandboxChat): BotCommand[] {
  const scopes = chat.type === 'private' ? ['chat', 'all_private_chats', 'default'] : ['chat', 'all_group_chats', 'default']
  for (const type of scopes) {
    for (const language of ['ru', '']) {
      const set = world.state.meta().commands.find(({ scope, language: its }) =>
        scope.type === type && its === language && (scope.type !== 'chat' || Number(scope.chat_id) === chat.id))
      if (set) return set.commands
    }
  }
  return []
}

/** Everything that the page and the tests see of one chat. */
export function viewChat(world: SandboxWorld, chat: SandboxChat): ChatView {
  const { keyboard } = chat
  const rows = keyboard?.keyboard.map((row) => row.map((button) => (typeof button === 'string' ? button : button.text)))
  return {
    id: chat.id, title: chat.title, started: chat.started, blocked: chat.blocked, revision: chat.revision, botRevision: chat.botRevision,
    typing: chat.typing, pendingUpdates: world.updates.pendingCount(), openPresses: world.callbacks.openIn(chat.id), popups: chat.popups,
    keyboard: rows ? { rows, placeholder: keyboard?.input_field_placeholder ?? null } : null,
    forceReply: chat.forceReply !== null,
    commands: commandsFor(world, chat),
    messages: [...chat.messages.values()].slice(-shownMessages).map((entry) => messageView(world, entry)),
    deletedIds: chat.deletedIds,
  }
}

/** How many messages of the bot the person has not seen yet. */
export function countUnread(chat: SandboxChat): number {
  let count = 0
  for (const { message, fromBot } of chat.messages.values()) if (fromBot && message.message_id > chat.readUpTo) count += 1
  return count
}
