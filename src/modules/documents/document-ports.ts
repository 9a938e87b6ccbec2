import type { Connection } from 'mongoose'
import type { Kernel } from '../../core/kernel.js'
import type { FileStore } from '../../db/files.js'
import type { Texts } from '../../texts.js'
import type { Consent, ConsentKind, ConsentText } from '../consents/consent-service.js'
import type { FindClosedYear } from '../organisations/academic-year.js'
import type { Signatory } from '../organisations/office.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import type { Person } from '../people/person.js'
import type { Programme } from '../programmes/programme.js'
import type { TemplateName } from './templates.js'

/** Records that papers are made of. */
export interface DocumentSources {
  person(personId: string): Promise<Person | null>
  organisation(organisationId: string): Promise<Organisation | null>
  pair(pairId: string): Promise<Pair | null>
  programme(programmeId: string): Promise<Programme | null>
  programmeOf(pairId: string): Promise<Programme | null>
  closedYearOn: FindClosedYear
  /** Who holds the head's office on the day of the paper (ROLE-17). */
  signatory(organisationId: string, onDay: string): Promise<Signatory>
  yearEnd(organisationId: string, onDay: string): Promise<string | null>
  /** The paper's text in force, with the person's and the organisation's names. */
  consentText(organisationId: string, kind: ConsentKind, personId: string): Promise<ConsentText>
  consent(personId: string, kind: ConsentKind, pairId: string | null): Promise<Consent | null>
}

export interface DocumentDependencies {
  kernel: Kernel
  connection: Connection
  files: FileStore
  sources: DocumentSources
  /** Wording of the papers: `locales/ru/documents.json`. */
  words: Texts
  readTemplate(name: TemplateName): Promise<Buffer>
}
