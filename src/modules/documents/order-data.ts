import type { Texts } from '../../texts.js'
import type { Signatory } from '../organisations/office.js'
import { findItem, type Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import { fullName, shortName, type Person } from '../people/person.js'
import { inFigures, inWords } from './document-dates.js'
import { nameInCase } from './name-cases.js'
import type { TemplateData } from './templates.js'

/** A pair with what the order says of it. */
export interface OrderedPair {
  pair: Pair
  mentor: Person
  mentees: Person[]
  curator: Person | null
  /** Days from and to; the end is the programme's, or the year's while there is no programme. */
  startsOn: string
  endsOn: string
  /** Day of the mentor's written consent (DOC-03). */
  mentorConsentOn: string | null
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const unique = (people: readonly Person[]) => [...new Map(people.map((person) => [person.id, person])).values()]

/** Data of the order on pairs and groups (DOC-03, DOC-04): every name comes from the profile and the register (ORG-15). */
export function orderData(organisation: Organisation, signatory: Signatory, input: { number: string; on: string }, pairs: readonly OrderedPair[], words: Texts): TemplateData {
  const withPosition = (person: Person, name: string) => {
    const place = [person.position, person.homeOrganisation].filter(Boolean).join(', ')
    return place ? `${name} (${place})` : name
  }
  const mentors = unique(pairs.map(({ mentor }) => mentor)).map((mentor): TemplateData => {
    const consentOn = pairs.find((ordered) => ordered.mentor.id === mentor.id)?.mentorConsentOn ?? null
    return {
      mentorAccusative: withPosition(mentor, nameInCase(mentor, 'accusative')),
      consent: consentOn ? words('order-consent', { day: inFigures(consentOn) }) : words('order-consent-undated'),
    }
  })
  const curators = unique(pairs.flatMap(({ curator }) => (curator ? [curator] : [])))
  const participants = unique(pairs.flatMap(({ mentor, mentees }) => [mentor, ...mentees]))
  return {
    organisation: organisation.name,
    place: organisation.municipality ?? '',
    number: input.number,
    date: inWords(input.on),
    basis: words('order-basis', { regulation: organisation.vocabulary.regulation.instrumental, organisation: organisation.shortName }),
    mentors,
    pairs: pairs.map(
      (ordered, at): TemplateData => ({
        row: String(at + 1),
        mentor: fullName(ordered.mentor),
        mentees: ordered.mentees.map(fullName).join(',\n'),
        form: formOf(organisation, ordered.pair, words),
        period: words('order-period', { from: inFigures(ordered.startsOn), to: inFigures(ordered.endsOn) }),
        curator: ordered.curator ? fullName(ordered.curator) : words('nobody'),
      }),
    ),
    curators: curators.length > 0 ? curators.map((curator) => nameInCase(curator, 'accusative')).join(', ') : words('order-curator-role'),
    headTitle: capitalise(signatory.title ?? organisation.vocabulary.head.nominative),
    headName: signatory.name,
    participants: participants.map((person): TemplateData => ({ participant: shortName(person) })),
  }
}

/** Form with kinds, and «group» where there are several mentees (PAIR-05, PAIR-11). */
function formOf(organisation: Organisation, pair: Pair, words: Texts): string {
  const form = findItem(organisation, 'forms', pair.form)?.text ?? pair.form
  const kinds = pair.kinds.map((kind) => findItem(organisation, 'kinds', kind)?.text ?? kind).join(', ')
  return words('order-form', { form, kinds })
}
