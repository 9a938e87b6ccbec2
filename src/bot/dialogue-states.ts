import type { ConversationData, VersionedState } from '@grammyjs/conversations'
import type { NextFunction } from 'grammy'
import type { BotContext } from './context.js'
import type { Dialogue } from './feature.js'

type PluginState = VersionedState<ConversationData>

/** What is stored of one chat: the plugin's state, the versions of the dialogues in it, and the update that has brought it here. */
interface StoredState {
  plugin: PluginState
  versions: Record<string, number>
  /** Missing in states of the first version. */
  by?: number
}

/** Keeps the states of open dialogues, one document per chat. */
export interface DialogueStore {
  read(key: string): Promise<object | undefined>
  write(key: string, state: object): Promise<void>
}

type Addressed = Pick<BotContext, 'from' | 'update'>

const keyOf = (ctx: Addressed): string => String(ctx.from?.id)
const none: PluginState = { version: [0, 0], state: {} }

/**
 * The plugin's storage with a version for each dialogue: a deploy drops only the open dialogues whose questions it has changed or
 * taken away (the plugin alone would drop all, or replay old answers into new questions). Drafts of services stay in any case.
 *
 * The state is the last thing that an update writes. So an update that finds itself named there was handled to its end by a process that
 * died before it could mark it: without this an answer would be taken for the answer to the next question.
 */
export function createDialogueStates(store: DialogueStore, dialogues: readonly Dialogue[]) {
  const versions = new Map(dialogues.map(({ id, version = 1 }) => [id, version]))
  if (versions.size !== dialogues.length) throw new Error('two dialogues share an id')
  const repeated = new WeakSet<object>()

  async function write(ctx: Addressed, plugin: PluginState): Promise<void> {
    const current = Object.keys(plugin.state).map((id) => [id, versions.get(id) ?? 0])
    await store.write(keyOf(ctx), { plugin, versions: Object.fromEntries(current), by: ctx.update.update_id } satisfies StoredState)
  }

  return {
    adapter: {
      async read(ctx: Addressed): Promise<PluginState | undefined> {
        const stored = (await store.read(keyOf(ctx))) as StoredState | undefined
        if (!stored) return undefined
        if (stored.by === ctx.update.update_id) repeated.add(ctx)
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
