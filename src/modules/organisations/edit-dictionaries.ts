import type { Actor } from '../../core/actor.js'
import { ok, type Result } from '../../core/result.js'
import type { Clock } from '../../core/clock.js'
import { addItem, changeItem, removeItem, restoreItem, retireItem, type ItemPatch, type NewItem } from './dictionary.js'
import type { OrganisationStore } from './organisation-store.js'
import type { DictionaryItem, DictionaryName, Organisation } from './organisation.js'

/** Tells whether a record of the organisation uses the value: pairs, programmes, meetings, answers. */
export type IsCodeUsed = (organisationId: string, dictionary: DictionaryName, code: string) => Promise<boolean>

type Edit = (items: DictionaryItem[], organisation: Organisation) => Result<DictionaryItem[]> | Promise<Result<DictionaryItem[]>>

/** The organisation's own lists (ORG-10): values come, change and are retired, a used one is never deleted (IMPL-15). */
export function createDictionaryEditor({ store, clock, isCodeUsed }: { store: OrganisationStore; clock: Clock; isCodeUsed: IsCodeUsed }) {
  const edit = (actor: Actor, organisationId: string, name: DictionaryName, action: string, work: Edit): Promise<Result<Organisation>> =>
    store.change(actor, organisationId, async (organisation) => {
      const former = organisation.dictionaries[name]
      const items = await work(former, organisation)
      if (!items.ok) return items
      return ok({
        action,
        fields: { dictionaries: { ...organisation.dictionaries, [name]: items.value } },
        before: { [name]: former },
        after: { [name]: items.value },
      })
    })

  return {
    /** Adds a value. Problems: dictionary-closed, dictionary-code, dictionary-code-taken, dictionary-text-empty, dictionary-text-taken, text-too-long. */
    addItem: (actor: Actor, organisationId: string, name: DictionaryName, input: NewItem) =>
      edit(actor, organisationId, name, 'dictionary-add', (items) => addItem(name, items, input)),

    /** Changes text, help or place of a value. */
    changeItem: (actor: Actor, organisationId: string, name: DictionaryName, code: string, patch: ItemPatch) =>
      edit(actor, organisationId, name, 'dictionary-change', (items) => changeItem(items, code, patch)),

    /** Hides a value from new choices. Problem: dictionary-last-value. */
    retireItem: (actor: Actor, organisationId: string, name: DictionaryName, code: string) =>
      edit(actor, organisationId, name, 'dictionary-retire', (items) => retireItem(name, items, code, clock.now())),

    /** Brings a retired value back into new choices. */
    restoreItem: (actor: Actor, organisationId: string, name: DictionaryName, code: string) =>
      edit(actor, organisationId, name, 'dictionary-restore', (items) => restoreItem(items, code)),

    /** Deletes a value that nothing uses; a used one is retired instead. */
    removeItem: (actor: Actor, organisationId: string, name: DictionaryName, code: string) =>
      edit(actor, organisationId, name, 'dictionary-remove', async (items, organisation) =>
        removeItem(name, items, code, await isCodeUsed(organisation.id, name, code), clock.now()),
      ),
  }
}
