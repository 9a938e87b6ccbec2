import type { Actor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { ok, type Result } from '../../core/result.js'
import type { OrganisationStore } from './organisation-store.js'
import type { Organisation } from './organisation.js'

/** What cannot be seen from the records alone: that somebody has read the texts of the consents. */
export function createStartMarks({ store, clock }: { store: OrganisationStore; clock: Clock }) {
  return {
    /** Notes that the texts of the consents were read and fit. Problems: forbidden, organisation-not-found. */
    noteTextsSeen: (actor: Actor, organisationId: string): Promise<Result<Organisation>> =>
      store.change(actor, organisationId, () => ok({ action: 'texts-seen', fields: { textsSeenAt: clock.now() } })),
  }
}
