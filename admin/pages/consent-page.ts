import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { fullName } from '../../src/modules/people/person.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createAuthors } from './authors.js'
import { formatDay, formatInstant } from './format.js'
import { createOffer, fileLink, recordLink } from './links.js'
import { emptyPage, type Page, type PageFact } from './page.js'

/** One decision about a paper: the exact text with version, hash, way and time, and what was decided before (CONS-07). */
export function createConsentPage({ services, connection, texts }: ResourceContext) {
  const word = (path: string) => texts.text(`words.Consent.${path}`)
  const label = (name: string) => texts.text(`resources.Consent.properties.${name}`)

  return async (recordId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const personId = (await connection.models['Consent']?.findOne({ _id: recordId, organisationId }).select('personId').lean<{ personId: string }>())?.personId
    const person = personId ? await services.people.get(personId) : null
    const decisions = person ? await services.consents.listOf(person.id) : []
    const consent = decisions.find(({ id }) => id === recordId)
    if (!person || !consent) return null
    const author = await createAuthors(services)(consent.registeredBy)
    const offer = createOffer(user, texts)
    const { id, kind, state, pairId, signedOn, decidedAt, withdrawnAt, fileId, reason, version, hash, way, title, text } = consent
    const query = { personId: person.id, kind, ...(pairId ? { pairId } : {}) }
    const facts: (PageFact | null)[] = [
      { label: label('way'), cell: { text: word(`way.${way}`) } },
      signedOn ? { label: label('signedOn'), cell: { text: formatDay(signedOn) } } : null,
      { label: label('decidedAt'), cell: { text: formatInstant(decidedAt, user.zone) } },
      consent.registeredBy ? { label: label('registeredBy'), cell: { text: author } } : null,
      withdrawnAt ? { label: label('withdrawnAt'), cell: { text: formatInstant(withdrawnAt, user.zone) } } : null,
      reason && mayReadField([user.role], 'Consent', 'reason') ? { label: label('reason'), cell: { text: reason } } : null,
      fileId && mayReadField([user.role], 'Consent', 'fileId') ? { label: label('fileId'), cell: { text: texts.text('pages.Consent.scan'), href: fileLink(fileId) } } : null,
      pairId ? { label: label('pairId'), cell: { text: texts.text('pages.Consent.pair'), href: recordLink('Pair', pairId) } } : null,
      { label: label('version'), cell: { text: String(version) } },
      { label: label('hash'), cell: { text: hash } },
    ]
    const others = decisions.filter((other) => other.kind === kind && other.pairId === pairId && other.id !== id)
    return {
      ...emptyPage,
      title: `${fullName(person)}: ${word(`kind.${kind}`)}`,
      state: { code: state, label: word(`state.${state}`) },
      people: [{ role: label('personId'), name: fullName(person), href: recordLink('Person', person.id), notes: [] }],
      missing: state === 'declared' ? [texts.text('pages.Consent.waiting')] : [],
      next: offer(
        { resource: 'Consent', action: 'registerConsent', id: null, query, look: 'primary', when: state === 'declared' },
        { resource: 'Consent', action: 'print', id: null, query, when: state === 'declared' },
      ),
      actions: offer({ resource: 'Consent', action: 'withdraw', id, look: 'danger', when: state === 'declared' || state === 'given' }),
      facts: facts.filter((fact) => fact !== null),
      sections: [
        { id: 'text', title, lead: text },
        {
          id: 'former',
          title: texts.text('pages.Consent.former'),
          isFolded: true,
          empty: texts.text('pages.Consent.noFormer'),
          table: {
            columns: [label('state'), label('decidedAt'), label('version')],
            rows: others.map((other) => ({
              id: other.id,
              cells: [{ text: word(`state.${other.state}`), state: other.state }, { text: formatInstant(other.decidedAt, user.zone) }, { text: String(other.version) }],
            })),
          },
        },
      ],
    }
  }
}
