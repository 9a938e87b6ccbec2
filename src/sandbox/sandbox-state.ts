import type { BotCommand, BotCommandScope, ForceReply, Message, ReplyKeyboardMarkup, Update } from 'grammy/types'

export interface SandboxUser {
  id: number
  first_name: string
  last_name?: string
  username?: string
  language_code?: string
  deactivated?: boolean
}

export interface SandboxEntry {
  message: Message
  fromBot: boolean
}

export interface Popup {
  callbackId: string
  text: string
  alert: boolean
}

export interface SandboxChat {
  id: number
  type: 'private' | 'group'
  title: string
  started: boolean
  blocked: boolean
  /** Grows with every visible change: lets a reader wait for the next one. */
  revision: number
  /** Grows with every act of the bot in this chat. */
  botRevision: number
  keyboard: ReplyKeyboardMarkup | null
  forceReply: ForceReply | null
  readUpTo: number
  deletedIds: number[]
  messages: Map<number, SandboxEntry>
  popups: Popup[]
  typing: boolean
}

export interface SandboxFile {
  fileId: string
  uniqueId: string
  name: string
  mime: string
  size: number
}

export interface CommandSet {
  scope: BotCommandScope
  language: string
  commands: BotCommand[]
}

export interface WebhookSetting {
  url: string
  secret?: string
  allowed: string[]
}

export interface SandboxMeta {
  nextMessageId: number
  nextUpdateId: number
  webhook: WebhookSetting
  commands: CommandSet[]
  profile: Record<string, string>
}

export type RecordKind = 'meta' | 'users' | 'chats' | 'messages' | 'files' | 'updates'

/** Where changes go: nowhere in tests, to the database with a short delay in the demo. */
export interface SandboxPersistence {
  load(): Promise<Record<RecordKind, Map<string, unknown>>>
  /** Remembers the newest value of a record, or its removal (null); written soon, not at once. */
  save(kind: RecordKind, id: string, value: unknown): void
  flush(): Promise<void>
  saveContent(fileId: string, content: Buffer): Promise<void>
  loadContent(fileId: string): Promise<Buffer | null>
}

export type SandboxState = ReturnType<typeof createSandboxState>
export type ChangeListener = (chat: SandboxChat) => void

/** After a restart ids jump ahead, because the last ones may not have been written: the bot must never see an id twice. */
const idGapAfterRestart = 1000
const keptMessages = 1000

function emptyMeta(): SandboxMeta {
  return { nextMessageId: 1, nextUpdateId: 500_001, webhook: { url: '', allowed: [] }, commands: [], profile: {} }
}

/** Settings and counters; numbers are saved with every step. */
function createMeta(persistence: SandboxPersistence) {
  let meta = emptyMeta()

  function change(values: Partial<SandboxMeta>): void {
    meta = { ...meta, ...values }
    persistence.save('meta', 'meta', meta)
  }

  function next(counter: 'nextMessageId' | 'nextUpdateId'): number {
    const id = meta[counter]
    change({ [counter]: id + 1 })
    return id
  }

  return { read: () => meta, change, next }
}

/** The messages of a chat: the newest thousand are kept. */
function createMessageOperations(persistence: SandboxPersistence) {
  return {
    putMessage(chat: SandboxChat, entry: SandboxEntry): void {
      chat.messages.set(entry.message.message_id, entry)
      persistence.save('messages', `${chat.id}:${entry.message.message_id}`, { chatId: chat.id, ...entry })
      const oldest = chat.messages.size > keptMessages ? chat.messages.keys().next().value : undefined
      if (oldest === undefined) return
      chat.messages.delete(oldest)
      persistence.save('messages', `${chat.id}:${oldest}`, null)
    },
    removeMessage(chat: SandboxChat, messageId: number): void {
      chat.messages.delete(messageId)
      chat.deletedIds = [...chat.deletedIds, messageId].slice(-keptMessages)
      persistence.save('messages', `${chat.id}:${messageId}`, null)
    },
  }
}

interface Restored {
  users: Map<number, SandboxUser>
  chats: Map<number, SandboxChat>
  files: Map<string, SandboxFile>
}

type SavedRecords = Awaited<ReturnType<SandboxPersistence['load']>>

/** Fills the maps with what was saved; returns the updates that were not confirmed. */
function restoreRecords(records: SavedRecords, { users, chats, files }: Restored): Update[] {
  for (const user of records.users.values() as Iterable<SandboxUser>) users.set(user.id, user)
  for (const file of records.files.values() as Iterable<SandboxFile>) files.set(file.fileId, file)
  for (const chat of records.chats.values() as Iterable<SandboxChat>) {
    chats.set(chat.id, { ...chat, messages: new Map(), popups: [], typing: false })
  }
  const entries = [...records.messages.values()] as (SandboxEntry & { chatId: number })[]
  entries.sort((a, b) => a.message.message_id - b.message.message_id)
  for (const { chatId, message, fromBot } of entries) chats.get(chatId)?.messages.set(message.message_id, { message, fromBot })
  return ([...records.updates.values()] as Update[]).sort((a, b) => a.update_id - b.update_id)
}

function newChat(id: number, type: SandboxChat['type'], title: string): SandboxChat {
  return {
    id, type, title, started: false, blocked: false, revision: 0, botRevision: 0, keyboard: null, forceReply: null,
    readUpTo: 0, deletedIds: [], messages: new Map(), popups: [], typing: false,
  }
}

/** Chats, messages, people and settings of the sandbox: in memory for speed, every change also told to the persistence. */
export function createSandboxState(persistence: SandboxPersistence) {
  const users = new Map<number, SandboxUser>()
  const chats = new Map<number, SandboxChat>()
  const files = new Map<string, SandboxFile>()
  const listeners = new Set<ChangeListener>()
  const meta = createMeta(persistence)

  function saveChat(chat: SandboxChat): void {
    const { messages: _messages, popups: _popups, typing: _typing, ...record } = chat
    persistence.save('chats', String(chat.id), record)
  }

  return {
    users, chats, files, saveChat, ...createMessageOperations(persistence),
    async load(): Promise<Update[]> {
      const records = await persistence.load()
      const saved = records.meta.get('meta') as SandboxMeta | undefined
      const jump = (id: number) => id + idGapAfterRestart
      if (saved) meta.change({ ...saved, nextMessageId: jump(saved.nextMessageId), nextUpdateId: jump(saved.nextUpdateId) })
      return restoreRecords(records, { users, chats, files })
    },
    openChat(id: number, type: SandboxChat['type'], title: string): SandboxChat {
      const chat = chats.get(id) ?? newChat(id, type, title)
      if (!chats.has(id)) saveChat(chat)
      chats.set(id, chat)
      return chat
    },
    changed(chat: SandboxChat, byBot: boolean): void {
      chat.revision += 1
      if (byBot) chat.botRevision += 1
      saveChat(chat)
      for (const listener of listeners) listener(chat)
    },
    meta: meta.read,
    changeMeta: meta.change,
    nextMessageId: () => meta.next('nextMessageId'),
    nextUpdateId: () => meta.next('nextUpdateId'),
    saveUpdate: (id: number, update: Update | null) => persistence.save('updates', String(id), update),
    putUser(user: SandboxUser): void {
      users.set(user.id, user)
      persistence.save('users', String(user.id), user)
    },
    putFile(file: SandboxFile): void {
      files.set(file.fileId, file)
      persistence.save('files', file.fileId, file)
    },
    onChange(listener: ChangeListener): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
