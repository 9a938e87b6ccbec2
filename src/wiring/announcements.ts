import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import { createAnnouncementService, type AnnouncementService } from '../modules/announcements/announcement-service.js'
import { announcementSubject } from '../modules/announcements/announcement.js'
import type { Services } from '../services.js'

interface AnnouncementWiring {
  connection: Connection
  kernel: Kernel
  services: Services
}

const largestList = 5_000

/** Joins announcements with the people, the pairs and the messages that carry them. */
export function wireAnnouncements({ connection, kernel, services }: AnnouncementWiring): AnnouncementService {
  return createAnnouncementService({
    connection,
    kernel,
    deliveries: services.deliveries,
    withRole: (id, role) => services.people.withRole(id, role),
    pairs: (id) => services.pairs.list(id),
    async hasOpen({ id, organisationId }) {
      const open = await services.deliveries.list(organisationId, { kinds: ['announcement'], states: ['pending'], limit: largestList })
      return open.some(({ subject }) => subject.id === announcementSubject(id).id)
    },
  })
}
