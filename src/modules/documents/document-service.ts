import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'

export type DocumentKind = 'order' | 'consent-sheet' | 'programme' | 'invitation-sheet' | 'scan'

export interface DocumentRecord {
  id: string
  organisationId: string
  kind: DocumentKind
  title: string
  number: string | null
  on: string | null
  fileId: string
  fileName: string
  /** SHA-256 of the file, hex. */
  hash: string
  pairIds: string[]
  personIds: string[]
  programmeId: string | null
  createdAt: Date
}

export interface DocumentService {
  /** DOC-04: table mentor, mentees, form, period, curator, printed from the organisation's template. */
  makeOrder(actor: Actor, input: { pairIds: string[]; number: string; on: string }): Promise<Result<DocumentRecord>>
  /** DOC-07: a sheet to print and sign. */
  makeConsentSheet(actor: Actor, input: { personId: string; kind: string; pairId?: string | null }): Promise<Result<DocumentRecord>>
  /** DOC-06: the programme on the template of 000 app. 2. */
  makeProgramme(actor: Actor, programmeId: string): Promise<Result<DocumentRecord>>
  registerScan(actor: Actor, input: { title: string; number?: string; on?: string; fileId: string; fileName: string; pairIds?: string[]; personIds?: string[] }): Promise<Result<DocumentRecord>>
  get(documentId: string): Promise<DocumentRecord | null>
  list(organisationId: string, filter?: { kind?: DocumentKind; pairId?: string }): Promise<DocumentRecord[]>
}
