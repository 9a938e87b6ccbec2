import type { Clock } from '../core/clock.js'
import { openPairStates } from '../modules/pairs/pair.js'
import { createWaitingService, type WaitingService } from '../modules/waiting/waiting-service.js'
import type { Services } from '../services.js'

/** Joins what waits with the records that may wait. */
export function wireWaiting({ clock, services }: { clock: Clock; services: Services }): WaitingService {
  return createWaitingService({
    clock,
    sources: {
      organisation: (id) => services.organisations.get(id),
      withRole: (id, role) => services.people.withRole(id, role),
      openPairs: (id) => services.pairs.list(id, { states: [...openPairStates] }),
      openProgrammes: (id) => services.programmes.list(id, { states: ['draft', 'shown', 'agreed', 'approved', 'running'] }),
      openRequests: (id) => services.requests.list(id, { states: ['asked', 'curator'] }),
      failedDeliveries: async (id) => (await services.deliveries.list(id, { states: ['dead', 'failed'], recent: true })).filter(({ handledAt }) => !handledAt),
      surveyed: async (id) => (await services.questionnaires.listOf(id, 'needs')).filter(({ state }) => state === 'sent').map(({ personId }) => personId),
    },
  })
}
