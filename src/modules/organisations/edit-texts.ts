import type { Actor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { OrganisationStore } from './organisation-store.js'
import type { Organisation, TextOverride } from './organisation.js'
import type { TextCatalogue } from './text-catalogue.js'

/** The organisation's own wording of the bot's texts (IMPL-26): former wordings are kept, fixed labels stay as they are. */
export function createTextEditor({ store, clock, catalogue }: { store: OrganisationStore; clock: Clock; catalogue: TextCatalogue }) {
  return {
    /** Tells whether a wording would be taken, without keeping it. Problems: those of the catalogue. */
    checkText: (key: string, text: string): Result<string> => catalogue.check(key, text),

    /** Replaces one text. Problems: those of the catalogue. */
    setText: (actor: Actor, organisationId: string, key: string, text: string): Promise<Result<Organisation>> =>
      store.change(actor, organisationId, (organisation) => {
        const checked = catalogue.check(key, text)
        if (!checked.ok) return checked
        const now = clock.now()
        const current = organisation.texts.find((override) => override.key === key)
        const fresh: TextOverride = { key, text: checked.value, changedAt: now, former: formerOf(current, now) }
        const texts = current ? organisation.texts.map((override) => (override === current ? fresh : override)) : [...organisation.texts, fresh]
        return ok({ action: 'text-set', fields: { texts }, before: { [key]: current?.text ?? null }, after: { [key]: fresh.text } })
      }),

    /** Goes back to our own text. Problem: text-not-changed. */
    resetText: (actor: Actor, organisationId: string, key: string): Promise<Result<Organisation>> =>
      store.change(actor, organisationId, (organisation) => {
        const current = organisation.texts.find((override) => override.key === key)
        if (!current) return refuse('text-not-changed')
        const texts = organisation.texts.filter((override) => override !== current)
        return ok({ action: 'text-reset', fields: { texts }, before: { [key]: current.text }, after: { [key]: null } })
      }),
  }
}

function formerOf(current: TextOverride | undefined, now: Date): TextOverride['former'] {
  return current ? [...current.former, { text: current.text, until: now }] : []
}
