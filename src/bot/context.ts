import type { ConversationFlavor } from '@grammyjs/conversations'
import type { Context } from 'grammy'
import type { Logger } from 'pino'
import type { Actor } from '../core/actor.js'
import type { Problem, Result } from '../core/result.js'
import type { Organisation } from '../modules/organisations/organisation.js'
import type { Person } from '../modules/people/person.js'
import type { Services } from '../services.js'
import type { Chat } from './chat.js'
import type { TextArgs, Texts } from './texts.js'

/** Brings a file that a person sent, by the messenger's id of it. */
export interface FileSource {
  download(fileId: string): Promise<Result<Buffer>>
}

/** A dialogue that a handler wants opened once it has returned. */
export interface RequestedDialogue {
  id: string
  args: Record<string, string | null>
}

/** What every handler, view and dialogue of ours finds in its context. */
export interface BotFlavour {
  services: Services
  /** The linked person; nobody's actor where the chat is not linked. */
  actor: Actor
  person: Person | null
  organisation: Organisation | null
  texts: Texts
  t(key: string, args?: TextArgs): string
  /** Says a refusal of a service in the organisation's words. */
  problemText(problem: Problem): string
  /** The organisation's IANA zone. */
  zone: string
  now(): Date
  /** Where the panel stands; empty where no address is known. */
  publicUrl: string
  log: Logger
  /** Shows, edits and answers in this chat. */
  screen: Chat
  files: FileSource
  requestedDialogue: RequestedDialogue | null
  /** The press came twice: the dialogue that it opens stands open already. */
  isPressRepeated: boolean
  /** Finds out anew who writes, after the chat was linked. */
  refresh(): Promise<void>
  /** Leaves whatever dialogue is open and opens this one after the handler. */
  openDialogue(id: string, args?: Record<string, string | null>): Promise<void>
}

export type BotContext = ConversationFlavor<Context & BotFlavour>
export type Handler = (ctx: BotContext) => Promise<void>

/** A context in which the chat is surely linked to a person. */
export type LinkedContext = BotContext & { person: Person; organisation: Organisation }

export function isLinked(ctx: BotContext): ctx is LinkedContext {
  return ctx.person !== null && ctx.organisation !== null
}
