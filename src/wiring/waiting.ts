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
      withAnyRole: (id, roles) => services.people.withAnyRole(id, roles),
      openPairs: (id) => services.pairs.list(id, { states: [...openPairStates] }),
      openProgrammes: (id) => services.programmes.list(id, { states: ['draft', 'shown', 'agreed', 'approved', 'running'] }),
      openRequests: (id) => services.requests.list(id, { states: ['asked', 'curator'] }),
      failedDeliveries: async (id) => (await services.deliveries.list(id, { states: ['dead', 'failed'], recent: true })).filter(({ handledAt }) => !handledAt),
      surveyed: (id) => services.questionnaires.senders(id, 'needs'),
      consents: (id) => services.consents.standing(id),
      papers: (id) => services.documents.list(id, { kinds: ['order', 'scan'] }),
      meetingsOf: (pairIds) => services.meetings.lifeOf(pairIds),
      requestsOf: (pairIds) => services.requests.lifeOf(pairIds),
      remindedToday: (id) => services.reminders.remindedToday(id),
      files: (id) => services.personalFiles.list(id, { states: ['asked'] }),
      talks: async (id) => (await services.psychology.outlook(id)).asked,
    },
  })
}
