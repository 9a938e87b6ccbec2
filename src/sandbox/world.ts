import type { UserFromGetMe } from 'grammy/types'
import type { Clock } from '../core/clock.js'
import type { ApiAnswer } from './api-answer.js'
import type { CallbackQueries } from './callback-queries.js'
import type { FileContents } from './file-contents.js'
import type { SandboxState } from './sandbox-state.js'
import type { UpdateQueue } from './update-queue.js'

/** One of the people that the page offers: whose Telegram user id, and what is worth seeing there. */
export interface SandboxPerson {
  id: number
  name: string
  role: string
  about: string
  /** True when the person has pressed Start before: the bot may write first. */
  linked?: boolean
  /** An unused invitation of this person, shown as a button in the empty chat. */
  inviteLink?: string
}

/** A file that came with a multipart request. */
export interface UploadedPart {
  field: string
  name: string
  mime: string
  content: Buffer
}

/** Parameters of one call, whatever the encoding was: values that are JSON by definition are parsed already. */
export interface Call {
  params: Record<string, unknown>
  uploads: UploadedPart[]
}

/** Everything that the methods of the Bot API and the acts of people work on. */
export interface SandboxWorld {
  bot: UserFromGetMe
  clock: Clock
  state: SandboxState
  updates: UpdateQueue
  callbacks: CallbackQueries
  contents: FileContents
  /** Brings the injected list of people into the state; returns it. */
  refreshPeople(): Promise<SandboxPerson[]>
}

export type BotMethod = (world: SandboxWorld, call: Call) => ApiAnswer | Promise<ApiAnswer>
export type MethodTable = Record<string, BotMethod>
