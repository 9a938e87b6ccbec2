import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import type { FileStore } from '../db/files.js'
import { createDocumentService, type DocumentService } from '../modules/documents/document-service.js'
import { readTemplate } from '../presets/read-template.js'
import type { Services } from '../services.js'
import { loadTexts } from '../texts.js'

interface Given {
  connection: Connection
  kernel: Kernel
  files: FileStore
  services: Services
}

/** Joins papers with the records that they are made of. */
export function wireDocuments({ connection, kernel, files, services }: Given): DocumentService {
  return createDocumentService({
    connection,
    kernel,
    files,
    words: loadTexts('documents'),
    readTemplate,
    sources: {
      person: (id) => services.people.get(id),
      organisation: (id) => services.organisations.get(id),
      pair: (id) => services.pairs.get(id),
      programme: (id) => services.programmes.get(id),
      programmeOf: (pairId) => services.programmes.ofPair(pairId),
      closedYearOn: (organisationId, day) => services.organisations.closedYearOn(organisationId, day),
      signatory: (organisationId, onDay) => services.offices.signatory(organisationId, onDay),
      yearEnd: async (organisationId, onDay) => (await services.organisations.currentYear(organisationId, onDay))?.endsOn ?? null,
      consentText: (organisationId, kind, personId) => services.consents.textOf(organisationId, kind, personId),
      consent: (personId, kind, pairId) => services.consents.latest(personId, kind, pairId),
    },
  })
}
