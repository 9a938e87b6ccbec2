import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import type { FileStore } from '../db/files.js'
import { createAttachmentService, type AttachmentService } from '../modules/attachments/attachment-service.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  kernel: Kernel
  files: FileStore
  services: Services
  isOnStaff(organisationId: string, personId: string): Promise<boolean>
}

/** Joins evidence with the pairs whose mentors may see it. */
export function wireAttachments({ connection, kernel, files, services, isOnStaff }: Given): AttachmentService {
  return createAttachmentService({
    connection,
    kernel,
    files,
    isOnStaff,
    limitsOf: async (id) => (await services.organisations.get(id))?.settings.attachments ?? null,
    isMentorOf: async (mentorId, menteeId) => {
      const mentor = await services.people.get(mentorId)
      if (!mentor) return false
      const pairs = await services.pairs.list(mentor.organisationId, { personId: mentorId })
      return pairs.some((pair) => pair.mentorId === mentorId && pair.members.some((member) => member.menteeId === menteeId))
    },
  })
}
