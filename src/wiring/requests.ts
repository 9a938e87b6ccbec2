import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import { isReachable } from '../modules/people/person.js'
import { createRequestService, type RequestService } from '../modules/requests/request-service.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  kernel: Kernel
  services: Services
}

/** Joins requests with pairs, programmes and the chats of those who have to answer. */
export function wireRequests({ connection, kernel, services }: Given): RequestService {
  return createRequestService({
    connection,
    kernel,
    deliveries: services.deliveries,
    programmes: services.programmes,
    ownCases: services.ownCases,
    findPair: (id) => services.pairs.get(id),
    findOrganisation: (id) => services.organisations.get(id),
    isReachable: async (id) => {
      const person = await services.people.get(id)
      return person !== null && isReachable(person)
    },
  })
}
