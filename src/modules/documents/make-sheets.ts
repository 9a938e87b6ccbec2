import type { Actor } from '../../core/actor.js'
import { dayOf } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { ConsentKind } from '../consents/consent-service.js'
import { currentMenteeIds, participantIds } from '../pairs/pair.js'
import type { Person } from '../people/person.js'
import type { DocumentArchive } from './archive-document.js'
import { consentData } from './consent-data.js'
import type { DocumentRecord } from './document.js'
import { mayMakeSheet, mayPrintProgramme } from './document-policy.js'
import type { DocumentDependencies } from './document-ports.js'
import { programmeData } from './programme-data.js'

const kinds: readonly ConsentKind[] = ['personal-data', 'mentoring', 'duties']
const isConsentKind = (kind: string): kind is ConsentKind => kinds.some((known) => known === kind)

/** Prints consent sheets and programmes (DOC-06, DOC-07). */
export function createSheetMaker({ kernel, sources, words }: DocumentDependencies, archive: DocumentArchive) {
  async function peopleOf(personIds: readonly string[]): Promise<Person[]> {
    const people: Person[] = []
    for (const personId of personIds) {
      const person = await sources.person(personId)
      if (person) people.push(person)
    }
    return people
  }

  async function makeConsentSheet(actor: Actor, input: { personId: string; kind: string; pairId?: string | null }): Promise<Result<DocumentRecord>> {
    const { personId, kind } = input
    const person = await sources.person(personId)
    const organisation = person ? await sources.organisation(person.organisationId) : null
    if (!person || !organisation || !mayMakeSheet(actor, organisation.id, personId)) return refuse('not-allowed')
    if (!isConsentKind(kind)) return refuse('consent-not-found')
    const pair = input.pairId ? await sources.pair(input.pairId) : null
    if (input.pairId && (!pair || !participantIds(pair).includes(personId))) return refuse('pair-not-found')
    const text = await sources.consentText(organisation.id, kind, personId)
    const participants = pair ? await peopleOf(participantIds(pair)) : []
    const title = words('title-consent-sheet', { title: text.title, person: `${person.surname} ${person.name}` })
    const fields = { organisationId: organisation.id, kind: 'consent-sheet' as const, title, number: null, on: null, pairIds: pair ? [pair.id] : [], personIds: [personId], programmeId: null }
    return ok(await archive.print(actor, 'consent-sheet', consentData(organisation, person, text, participants, words), fields))
  }

  async function makeProgramme(actor: Actor, programmeId: string): Promise<Result<DocumentRecord>> {
    const programme = await sources.programme(programmeId)
    const pair = programme ? await sources.pair(programme.pairId) : null
    const organisation = pair ? await sources.organisation(pair.organisationId) : null
    if (!programme || !pair || !organisation || !mayPrintProgramme(actor, pair)) return refuse('not-allowed')
    const current = currentMenteeIds(pair)
    const menteeIds = current.length > 0 ? current : pair.members.map(({ menteeId }) => menteeId)
    const mentor = await sources.person(pair.mentorId)
    if (!mentor) throw new Error(`mentor of pair ${pair.id} is not there`)
    const mentees = await peopleOf(menteeIds)
    const curator = pair.curatorId ? await sources.person(pair.curatorId) : null
    const today = dayOf(kernel.clock.now(), organisation.zone)
    const signatory = await sources.signatory(organisation.id, programme.approvedAt ? dayOf(programme.approvedAt, organisation.zone) : today)
    const data = programmeData({ programme, organisation, mentor, mentees, curator, signatory, today }, words)
    const title = words('title-programme', { people: [mentor, ...mentees].map(({ surname }) => surname).join(', ') })
    const fields = { organisationId: organisation.id, kind: 'programme' as const, title, number: null, on: today, pairIds: [pair.id], personIds: [mentor.id, ...menteeIds], programmeId }
    return ok(await archive.print(actor, 'programme', data, fields))
  }

  return { makeConsentSheet, makeProgramme }
}
