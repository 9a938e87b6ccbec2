import { isValidObjectId } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { isDay } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { refuseClosed } from '../organisations/academic-year.js'
import { createDocumentArchive } from './archive-document.js'
import type { DocumentKind, DocumentRecord } from './document.js'
import { toDocumentRecord, type DocumentFields } from './document-model.js'
import { mayKeepDocuments } from './document-policy.js'
import type { DocumentDependencies } from './document-ports.js'
import { createOrderMaker } from './make-order.js'
import { createSheetMaker } from './make-sheets.js'

export type { DocumentKind, DocumentRecord } from './document.js'

export interface OrderPaper {
  pairIds: string[]
  number: string
  /** Day of the order. */
  on: string
}

export interface ScanInput {
  organisationId?: string
  title: string
  number?: string
  on?: string
  fileId: string
  fileName: string
  pairIds?: string[]
  personIds?: string[]
}

export interface DocumentService {
  /** DOC-03, DOC-04: table mentor, mentees, form, period, curator, printed from the organisation's data; the same order again gives the same paper. */
  makeOrder(actor: Actor, input: OrderPaper): Promise<Result<DocumentRecord>>
  /** The record of the head's order: printed, or the scan when a file is given. Problem: order-number-taken. */
  recordOrder(actor: Actor, input: OrderPaper & { fileId: string | null }): Promise<Result<DocumentRecord>>
  /** DOC-07: a sheet to print and sign. */
  makeConsentSheet(actor: Actor, input: { personId: string; kind: string; pairId?: string | null }): Promise<Result<DocumentRecord>>
  /** DOC-06: the programme on the template of 000 app. 2. */
  makeProgramme(actor: Actor, programmeId: string): Promise<Result<DocumentRecord>>
  /** A signed paper that came from outside. Problems: not-allowed, file-missing, date-invalid, pair-not-found, person-not-found. */
  registerScan(actor: Actor, input: ScanInput): Promise<Result<DocumentRecord>>
  get(documentId: string): Promise<DocumentRecord | null>
  list(organisationId: string, filter?: { kind?: DocumentKind; kinds?: readonly DocumentKind[]; pairId?: string }): Promise<DocumentRecord[]>
  /** Orders whose day lies between the days, both included. */
  ordersBetween(organisationId: string, from: string, to: string): Promise<DocumentRecord[]>
}

/** True when every record named belongs to the organisation. */
async function areOf(organisationId: string, ids: readonly string[], find: (id: string) => Promise<{ organisationId: string } | null>): Promise<boolean> {
  const found = await Promise.all(ids.map(find))
  return found.every((record) => record?.organisationId === organisationId)
}

/** Builds the papers of an organisation: orders, consent sheets, programmes, scans. */
export function createDocumentService(given: DocumentDependencies): DocumentService {
  const archive = createDocumentArchive(given)
  const orders = createOrderMaker(given, archive)
  const sheets = createSheetMaker(given, archive)

  return {
    ...orders,
    ...sheets,

    async registerScan(actor, input) {
      const organisationId = input.organisationId ?? actor.organisationId
      if (!organisationId || !mayKeepDocuments(actor, organisationId, 'attach')) return refuse('not-allowed')
      if (input.on !== undefined && !isDay(input.on)) return refuse('date-invalid')
      const closed = input.on === undefined ? null : await given.sources.closedYearOn(organisationId, input.on)
      if (closed) return refuseClosed(closed)
      const { title, number = null, on = null, fileId, fileName, pairIds = [], personIds = [] } = input
      if (!(await areOf(organisationId, pairIds, given.sources.pair))) return refuse('pair-not-found')
      if (!(await areOf(organisationId, personIds, given.sources.person))) return refuse('person-not-found')
      const hash = await archive.hashOf(organisationId, fileId)
      if (hash === null) return refuse('file-missing')
      return ok(await archive.keep(actor, { organisationId, kind: 'scan', title, number, on, fileId, fileName, hash, pairIds, personIds, programmeId: null }))
    },

    async get(documentId) {
      const found = isValidObjectId(documentId) ? await archive.documents.findById(documentId).lean<DocumentFields>() : null
      return found ? toDocumentRecord(found) : null
    },

    async list(organisationId, { kind, kinds, pairId } = {}) {
      const found = await archive.documents
        .find({ organisationId, ...(kind ? { kind } : kinds ? { kind: { $in: kinds } } : {}), ...(pairId ? { pairIds: pairId } : {}) })
        .sort({ createdAt: -1, _id: -1 })
        .lean<DocumentFields[]>()
      return found.map(toDocumentRecord)
    },

    async ordersBetween(organisationId, from, to) {
      const found = await archive.documents
        .find({ organisationId, kind: 'order', on: { $gte: from, $lte: to } })
        .sort({ on: 1, _id: 1 })
        .limit(200)
        .lean<DocumentFields[]>()
      return found.map(toDocumentRecord)
    },
  }
}
