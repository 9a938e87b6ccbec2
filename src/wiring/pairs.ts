import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import { createPairService, type PairService } from '../modules/pairs/pair-service.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  kernel: Kernel
  services: Services
}

/** Joins pairs with people, papers, programmes and meetings. */
export function wirePairs({ connection, kernel, services }: Given): PairService {
  return createPairService({
    connection,
    kernel,
    deliveries: services.deliveries,
    directory: {
      person: (personId) => services.people.get(personId),
      organisation: (organisationId) => services.organisations.get(organisationId),
      currentYear: (organisationId) => services.organisations.currentYear(organisationId),
    },
    papers: {
      hasConsent: (personId, kind, pairId) => services.consents.has(personId, kind, pairId),
      orderDocument: (actor, input) => services.documents.recordOrder(actor, input),
    },
    ownCases: { check: (actor, ownCase) => services.ownCases.check(actor, ownCase) },
    work: {
      get programmes() {
        return services.programmes
      },
      takeOverRequests: (actor, pair) => services.requests.takeOver(actor, pair),
      stopRequests: (actor, pair) => services.requests.stopOfPair(actor, pair),
      stopMeetings: (actor, pair, reason) => services.meetings.stopOfPair(actor, pair, reason),
    },
  })
}
