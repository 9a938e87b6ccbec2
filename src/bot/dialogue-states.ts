import type { ConversationData, VersionedState } from '@grammyjs/conversations'
import type { Dialogue } from './feature.js'

type PluginState = VersionedState<ConversationData>

/** What is stored of one chat: the plugin's state and the versions of the dialogues in it. */
interface StoredState {
  plugin: PluginState
  versions: Record<string, number>
}

/** Keeps the states of open dialogues, one document per chat. */
export interface DialogueStore {
  read(key: string): Promise<object | undefined>
  write(key: string, state: object): Promise<void>
  delete(key: string): Promise<void>
}

/**
 * The plugin's storage with a version for each dialogue: a deploy drops only the open dialogues whose questions it has changed or
 * taken away (the plugin alone would drop all, or replay old answers into new questions). Drafts of services stay in any case.
 */
export function createDialogueStates(store: DialogueStore, dialogues: readonly Dialogue[]) {
  const versions = new Map(dialogues.map(({ id, version = 1 }) => [id, version]))
  if (versions.size !== dialogues.length) throw new Error('two dialogues share an id')

  return {
    async read(key: string): Promise<PluginState | undefined> {
      const stored = (await store.read(key)) as StoredState | undefined
      if (!stored) return undefined
      const alive = Object.entries(stored.plugin.state).filter(([id]) => versions.has(id) && versions.get(id) === stored.versions[id])
      return { ...stored.plugin, state: Object.fromEntries(alive) }
    },
    async write(key: string, plugin: PluginState): Promise<void> {
      const current = Object.keys(plugin.state).map((id) => [id, versions.get(id) ?? 0])
      await store.write(key, { plugin, versions: Object.fromEntries(current) } satisfies StoredState)
    },
    delete: (key: string) => store.delete(key),
  }
}
