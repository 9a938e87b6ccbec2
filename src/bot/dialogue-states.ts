import type { ConversationData, VersionedState } from '@grammyjs/conversations'
import type { NextFunction } from 'grammy'
import type { Logger } from 'pino'
import type { BotContext } from './context.js'
import type { Dialogue } from './feature.js'

type PluginState = VersionedState<ConversationData>

/** What is stored of one chat: the plugin's state, the versions of the dialogues in it, and the update that has brought it here. */
interface StoredState {
  plugin: PluginState
  versions: Record<string, number>
  /** Missing in states of the first version. */
  by?: number
  /** The last updates that have brought it here: a process that is killed may have handled several that it had not marked yet. */
  recent?: number[]
}

/** Keeps the states of open dialogues, one document per chat. */
export interface DialogueStore {
  read(key: string): Promise<object | undefined>
  /** Writes over the state that the update `before` has brought (null: none yet, or one of the first version); false when it is another's by now. */
  write(key: string, state: object, before: number | null): Promise<boolean>
}

export interface DialogueStatesDependencies {
  store: DialogueStore
  dialogues: readonly Dialogue[]
  /** True when this update was handled to its end, here or elsewhere. */
  wasHandled(updateId: number): Promise<boolean>
  log: Pick<Logger, 'warn'>
}

type Addressed = Pick<BotContext, 'from' | 'update'>

const keyOf = (ctx: Addressed): string => String(ctx.from?.id)
/** More than one chat can have handled and not marked. */
const mostRecent = 32
const none: PluginState = { version: [0, 0], state: {} }

/**
 * The plugin's storage with a version for each dialogue: a deploy drops only the open dialogues whose questions it has changed or
 * taken away (the plugin alone would drop all, or replay old answers into new questions). Drafts of services stay in any case.
 *
 * The state is the last thing that an update writes, and it names that update. So an update that finds itself there was handled to its end
 * by a process that died before it could mark it: without this an answer would be taken for the answer to the next question. A process that
 * was frozen in the middle of an update, while another one went on with the chat, writes nothing over what that one has written.
 */
export function createDialogueStates({ store, dialogues, wasHandled, log }: DialogueStatesDependencies) {
  const versions = new Map(dialogues.map(({ id, version = 1 }) => [id, version]))
  if (versions.size !== dialogues.length) throw new Error('two dialogues share an id')
  const found = new WeakMap<object, Pick<StoredState, 'by' | 'recent'>>()
  const repeated = new WeakSet<object>()

  /** Numbers only grow, but presses may overtake messages and begin anew after a quiet week: an earlier one is looked up. */
  async function isRepeated(updateId: number, { by, recent = [] }: StoredState): Promise<boolean> {
    if (recent.includes(updateId)) return true
    if (by === undefined || by < updateId) return false
    return by === updateId || wasHandled(updateId)
  }

  async function write(ctx: Addressed, plugin: PluginState): Promise<void> {
    const current = Object.keys(plugin.state).map((id) => [id, versions.get(id) ?? 0])
    const { by = null, recent = [] } = found.get(ctx) ?? {}
    const updateId = ctx.update.update_id
    const state: StoredState = { plugin, versions: Object.fromEntries(current), by: updateId, recent: [...recent.filter((id) => id !== updateId), updateId].slice(-mostRecent) }
    const isWritten = await store.write(keyOf(ctx), state, by)
    if (!isWritten) log.warn({ updateId }, 'another process has gone on with this chat')
  }

  return {
    adapter: {
      async read(ctx: Addressed): Promise<PluginState | undefined> {
        const stored = (await store.read(keyOf(ctx))) as StoredState | undefined
        if (!stored) return undefined
        found.set(ctx, stored)
        if (await isRepeated(ctx.update.update_id, stored)) repeated.add(ctx)
        const alive = Object.entries(stored.plugin.state).filter(([id]) => versions.has(id) && versions.get(id) === stored.versions[id])
        return { ...stored.plugin, state: Object.fromEntries(alive) }
      },
      write,
      /** What is over leaves the number of its last update. */
      delete: (ctx: Addressed) => write(ctx, none),
    },
    /** Ends an update that was handled before; a pressed button is answered once more. */
    async skipRepeated(ctx: BotContext, next: NextFunction): Promise<void> {
      if (!repeated.has(ctx)) return next()
      if (ctx.callbackQuery) await ctx.screen.popUp()
    },
  }
}
