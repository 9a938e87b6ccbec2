import type { Actor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { OrganisationChange, OrganisationStore } from './organisation-store.js'
import type { Organisation, TextOverride } from './organisation.js'
import type { TextCatalogue } from './text-catalogue.js'

/** The organisation's own wording of the bot's texts (IMPL-26): former wordings are kept, fixed labels stay as they are. */
export function createTextEditor({ store, clock, catalogue }: { store: OrganisationStore; clock: Clock; catalogue: TextCatalogue }) {
  /** What stands now becomes a former wording. */
  function replaced(organisation: Organisation, key: string, text: string | null): TextOverride[] {
    const now = clock.now()
    const current = organisation.texts.find((override) => override.key === key)
    const former = [...(current?.former ?? []), ...(current?.text ? [{ text: current.text, until: now }] : [])]
    const fresh: TextOverride = { key, text, changedAt: now, former }
    return current ? organisation.texts.map((override) => (override === current ? fresh : override)) : [...organisation.texts, fresh]
  }

  function changeOf(action: string, organisation: Organisation, key: string, text: string | null): Result<OrganisationChange> {
    const before = { [key]: organisation.texts.find((override) => override.key === key)?.text ?? null }
    return ok({ action, fields: { texts: replaced(organisation, key, text) }, before, after: { [key]: text } })
  }

  return {
    /** Tells whether a wording would be taken, without keeping it. Problems: those of the catalogue. */
    checkText: (key: string, text: string): Result<string> => catalogue.check(key, text),

    /** Replaces one text; `seenAt` is the organisation's `updatedAt` that the form showed. Problems: panel-stale, those of the catalogue. */
    setText: (actor: Actor, organisationId: string, key: string, text: string, seenAt?: Date): Promise<Result<Organisation>> =>
      store.change(actor, organisationId, (organisation) => {
        if (seenAt && seenAt.getTime() !== organisation.updatedAt.getTime()) return refuse('panel-stale')
        const checked = catalogue.check(key, text)
        return checked.ok ? changeOf('text-set', organisation, key, checked.value) : checked
      }),

    /** Goes back to our own text; the organisation's own stays among the former ones. Problem: text-not-changed. */
    resetText: (actor: Actor, organisationId: string, key: string): Promise<Result<Organisation>> =>
      store.change(actor, organisationId, (organisation) => {
        const current = organisation.texts.find((override) => override.key === key)
        return current?.text ? changeOf('text-reset', organisation, key, null) : refuse('text-not-changed')
      }),

    /** Takes a former wording again; `until` names it, as the history shows it. Problems: text-version-gone, those of the catalogue. */
    restoreText: (actor: Actor, organisationId: string, key: string, until: Date): Promise<Result<Organisation>> =>
      store.change(actor, organisationId, (organisation) => {
        const known = organisation.texts.find((override) => override.key === key)?.former ?? []
        const chosen = known.find((former) => former.until.getTime() === until.getTime())
        if (!chosen) return refuse('text-version-gone')
        const checked = catalogue.check(key, chosen.text)
        return checked.ok ? changeOf('text-restore', organisation, key, checked.value) : checked
      }),
  }
}
