import type { Actor } from '../../core/actor.js'
import { dayOf, isDay } from '../../core/dates.js'
import { ok, refuse, type Refusal, type Result } from '../../core/result.js'
import { isDuplicateKey } from '../../db/lost-race.js'
import { refuseClosed } from '../organisations/academic-year.js'
import type { Organisation } from '../organisations/organisation.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'
import type { Person } from '../people/person.js'
import type { DocumentArchive } from './archive-document.js'
import { inFigures } from './document-dates.js'
import type { DocumentRecord } from './document.js'
import { toDocumentRecord, type DocumentFields } from './document-model.js'
import { mayKeepDocuments } from './document-policy.js'
import type { DocumentDependencies } from './document-ports.js'
import type { OrderPaper } from './document-service.js'
import { orderData, type OrderedPair } from './order-data.js'

/** Prints the head's orders; a number is unique in its organisation and year (DOC-24). */
export function createOrderMaker({ sources, words }: DocumentDependencies, archive: DocumentArchive) {
  /** The pairs with the organisation they share, or why no order may name them (CONS-01, CONS-02). */
  async function readPairs(actor: Actor, pairIds: readonly string[]): Promise<Refusal | { organisation: Organisation; pairs: Pair[] }> {
    const pairs: Pair[] = []
    for (const pairId of [...new Set(pairIds)]) {
      const pair = await sources.pair(pairId)
      if (!pair || (pairs[0] && pairs[0].organisationId !== pair.organisationId)) return refuse('pair-not-found')
      if (!mayKeepDocuments(actor, pair.organisationId)) return refuse('not-allowed')
      if (pair.state === 'proposed') return refuse('pair-not-agreed')
      if (pair.state === 'agreed') return refuse('pair-consents-missing')
      pairs.push(pair)
    }
    const organisation = pairs[0] ? await sources.organisation(pairs[0].organisationId) : null
    return organisation ? { organisation, pairs } : refuse('pair-not-found')
  }

  async function person(personId: string): Promise<Person> {
    const found = await sources.person(personId)
    if (!found) throw new Error(`person ${personId} of a pair is not there`)
    return found
  }

  async function describe(pair: Pair, organisation: Organisation, on: string): Promise<OrderedPair> {
    const programme = await sources.programmeOf(pair.id)
    const consent = await sources.consent(pair.mentorId, 'mentoring', null)
    const mentees: Person[] = []
    for (const menteeId of currentMenteeIds(pair)) mentees.push(await person(menteeId))
    return {
      pair,
      mentor: await person(pair.mentorId),
      mentees,
      curator: pair.curatorId ? await sources.person(pair.curatorId) : null,
      startsOn: programme?.startsOn ?? on,
      endsOn: programme?.endsOn ?? (await sources.yearEnd(organisation.id, on)) ?? on,
      mentorConsentOn: consent?.state === 'given' ? (consent.signedOn ?? dayOf(consent.decidedAt, organisation.zone)) : null,
    }
  }

  /** An order with this number in this year: the same paper when it names the same pairs on the same day. */
  async function findSame(organisationId: string, { number, on }: OrderPaper, pairIds: readonly string[]): Promise<Result<DocumentRecord | null>> {
    const found = await archive.documents.findOne({ organisationId, kind: 'order', year: on.slice(0, 4), number }).lean<DocumentFields>()
    if (!found) return ok(null)
    const isSame = found.on === on && found.pairIds.length === pairIds.length && pairIds.every((pairId) => found.pairIds.includes(pairId))
    return isSame ? ok(toDocumentRecord(found)) : refuse('order-number-taken', { number })
  }

  /** The signed scan of an order that was printed before is kept beside it; the order itself stays the same record. */
  async function addScan(actor: Actor, order: DocumentRecord, fileId: string | null): Promise<Result<DocumentRecord>> {
    if (fileId === null || fileId === order.fileId || (await archive.documents.exists({ organisationId: order.organisationId, fileId }))) return ok(order)
    const hash = await archive.hashOf(order.organisationId, fileId)
    if (hash === null) return refuse('file-missing')
    const { organisationId, title, number, on, pairIds, personIds } = order
    await archive.keep(actor, { organisationId, kind: 'scan', title, number, on, fileId, fileName: title, hash, pairIds, personIds, programmeId: null })
    return ok(order)
  }

  async function recordOrder(actor: Actor, given: OrderPaper & { fileId: string | null }): Promise<Result<DocumentRecord>> {
    const input = { ...given, number: given.number.trim() }
    if (input.number === '') return refuse('order-number')
    if (!isDay(input.on)) return refuse('order-date')
    const read = await readPairs(actor, input.pairIds)
    if ('problem' in read) return read
    const { organisation, pairs } = read
    const closed = await sources.closedYearOn(organisation.id, input.on)
    if (closed) return refuseClosed(closed)
    const pairIds = pairs.map(({ id }) => id)
    const same = await findSame(organisation.id, input, pairIds)
    if (!same.ok) return same
    if (same.value) return addScan(actor, same.value, input.fileId)
    const described: OrderedPair[] = []
    for (const pair of pairs) described.push(await describe(pair, organisation, input.on))
    const personIds = [...new Set(described.flatMap(({ mentor, mentees }) => [mentor.id, ...mentees.map(({ id }) => id)]))]
    const title = words('title-order', { number: input.number, day: inFigures(input.on) })
    const fields = { organisationId: organisation.id, kind: 'order' as const, title, number: input.number, on: input.on, pairIds, personIds, programmeId: null }
    try {
      if (input.fileId === null) {
        const signatory = await sources.signatory(organisation.id, input.on)
        return ok(await archive.print(actor, 'order', orderData(organisation, signatory, input, described, words), fields))
      }
      const hash = await archive.hashOf(organisation.id, input.fileId)
      return hash === null ? refuse('file-missing') : ok(await archive.keep(actor, { ...fields, fileId: input.fileId, fileName: title, hash }))
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      const winner = await findSame(organisation.id, input, pairIds)
      return winner.ok && winner.value ? ok(winner.value) : refuse('order-number-taken', { number: input.number })
    }
  }

  return {
    recordOrder,
    makeOrder: (actor: Actor, input: OrderPaper) => recordOrder(actor, { ...input, fileId: null }),
  }
}
