import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import { saysDeputy } from '../modules/organisations/office-rules.js'
import { createOfficeService } from '../modules/organisations/office-service.js'
import { createPersonalFileService } from '../modules/personal-files/file-access-service.js'
import { createPsychologyService } from '../modules/psychology/psychology-service.js'
import type { Services } from '../services.js'
import { loadTexts } from '../texts.js'

interface Given {
  connection: Connection
  kernel: Kernel
  services: Services
  isOnStaff(organisationId: string, personId: string): Promise<boolean>
}

/** Joins offices, the psychologist's notes and the acquaintance with personal files to the records that they are about. */
export function wirePeopleOfOtherKinds({ connection, kernel, services, isOnStaff }: Given): Pick<Services, 'offices' | 'personalFiles' | 'psychology'> {
  const findOrganisation = (id: string) => services.organisations.get(id)
  const findPair = (id: string) => services.pairs.get(id)
  const base = { connection, kernel }
  const deputyWords = loadTexts('documents')('deputy-words').split(', ')
  return {
    offices: createOfficeService({ ...base, findOrganisation, findPerson: (id) => services.people.get(id), isDeputyPosition: (position) => saysDeputy(position, deputyWords) }),
    personalFiles: createPersonalFileService({ ...base, deliveries: services.deliveries, findPair, findOrganisation }),
    psychology: createPsychologyService({
      ...base,
      deliveries: services.deliveries,
      isOnStaff,
      findPair,
      zoneOf: async (id) => (await findOrganisation(id))?.zone ?? 'UTC',
      psychologistsOf: async (id) => (await services.people.withRole(id, 'psychologist')).map((person) => person.id),
    }),
  }
}
