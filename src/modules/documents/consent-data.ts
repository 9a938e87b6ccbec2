import type { Texts } from '../../texts.js'
import type { ConsentText } from '../consents/consent-service.js'
import type { Organisation } from '../organisations/organisation.js'
import { fullName, shortName, type Person } from '../people/person.js'
import type { TemplateData } from './templates.js'

/** Data of a consent's sheet: the text in force with its version, to print and sign (DOC-07, CONS-07). */
export function consentData(organisation: Organisation, person: Person, text: ConsentText, participants: readonly Person[], words: Texts): TemplateData {
  const pair = participants.length > 0 ? [{ participants: words('consent-pair', { people: participants.map(shortName).join(', ') }) }] : []
  const paragraphs = text.text.split(/\n+/).map((line) => line.trim()).filter(Boolean)
  return {
    organisation: organisation.name,
    title: text.title,
    person: fullName(person),
    position: person.position ?? '',
    paragraphs: paragraphs.map((paragraph): TemplateData => ({ paragraph })),
    pair,
    personShort: shortName(person),
    version: words('consent-version', { version: text.version, hash: text.hash.slice(0, 12) }),
  }
}
