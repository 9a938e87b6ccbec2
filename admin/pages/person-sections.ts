import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import { questionnaireKinds } from '../../src/modules/questionnaires/questionnaire.js'
import type { Invitation } from '../../src/modules/invitations/invitation.js'
import type { Person } from '../../src/modules/people/person.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatDayOf, formatInstant } from './format.js'
import { createDeliverySubjects } from './delivery-subjects.js'
import { createFateWords, fateOf, isIdle } from './delivery-fate.js'
import { createDigestTimes } from './digest-times.js'
import { createOffer, listLink, recordLink } from './links.js'
import { loadNames } from './names.js'
import type { PageRow, PageSection } from './page.js'

const mostMessages = 8

/** What the other lists know about one person, each section for those who may open that list. */
export function createPersonSections(context: ResourceContext) {
  const { services, texts, clock, connection } = context
  const said = (key: string) => texts.text(`pages.Person.${key}`)
  const fates = createFateWords(texts)
  const digestTimes = createDigestTimes(connection)
  const subjects = createDeliverySubjects(context)

  async function pairs(person: Person, user: PanelUser): Promise<PageSection> {
    const found = await services.pairs.list(person.organisationId, { personId: person.id })
    const names = await loadNames(services, found.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]))
    const rows = found.map(({ id, mentorId, members, state, updatedAt }): PageRow => {
      return { id, cells: [{ text: names.pair({ mentorId, members }), href: recordLink('Pair', id) }, { text: texts.text(`words.Pair.state.${state}`), state }, { text: formatDayOf(updatedAt, user.zone) }] }
    })
    return { id: 'pairs', title: said('pairs'), empty: said('noPairs'), table: { columns: [said('pair'), said('state'), said('changed')], rows } }
  }

  async function consents(person: Person, user: PanelUser): Promise<PageSection> {
    const rows = (await services.consents.listOf(person.id)).map(({ id, kind, state, decidedAt }): PageRow => ({
      id,
      cells: [{ text: texts.text(`words.Consent.kind.${kind}`), href: recordLink('Consent', id) }, { text: texts.text(`words.Consent.state.${state}`), state }, { text: formatDayOf(decidedAt, user.zone) }],
    }))
    const buttons = createOffer(user, texts)({ resource: 'Consent', action: 'registerConsent', id: null, query: { personId: person.id }, when: !person.archivedAt })
    return { id: 'consents', title: said('consents'), empty: said('noConsents'), table: { columns: [said('consent'), said('state'), said('when')], rows }, buttons }
  }

  async function responses(person: Person, user: PanelUser): Promise<PageSection> {
    const found = await Promise.all(questionnaireKinds.map((kind) => services.questionnaires.latest(person.id, kind)))
    const rows = found.filter((response) => response !== null).map(({ id, kind, state, sentAt, startedAt }): PageRow => ({
      id,
      cells: [{ text: texts.text(`words.Response.kind.${kind}`), href: recordLink('Response', id) }, { text: texts.text(`words.Response.state.${state}`), state }, { text: formatDayOf(sentAt ?? startedAt, user.zone) }],
    }))
    const buttons = createOffer(user, texts)({ resource: 'Response', action: 'answer', id: null, query: { personId: person.id }, when: !person.archivedAt })
    return { id: 'responses', title: said('responses'), empty: said('noResponses'), table: { columns: [said('response'), said('state'), said('when')], rows }, buttons }
  }

  const stateOf = ({ state, expiresAt }: Invitation) => (state === 'open' && expiresAt <= clock.now() ? 'expired' : state)

  async function invitations(person: Person, user: PanelUser): Promise<PageSection> {
    const found = (await services.invitations.list(person.organisationId)).filter(({ personId }) => personId === person.id)
    const rows = found.map((invitation): PageRow => {
      const { id, role, expiresAt } = invitation
      const state = stateOf(invitation)
      return { id, cells: [{ text: texts.text(`roles.${role}`), href: recordLink('Invitation', id) }, { text: texts.text(`words.Invitation.state.${state}`), state }, { text: formatInstant(expiresAt, user.zone) }] }
    })
    return { id: 'invitations', title: said('invitations'), isFolded: true, empty: said('noInvitations'), table: { columns: [said('role'), said('state'), said('until')], rows } }
  }

  /** Has the person got what was meant for him? The newest of what has come due, archived months included (IMPL-03). */
  async function messages(person: Person, user: PanelUser): Promise<PageSection> {
    const now = clock.now()
    const found = await services.deliveries.list(person.organisationId, { personId: person.id, limit: mostMessages * 3 })
    const due = found.filter((delivery) => delivery.dueAt <= now && !isIdle(delivery)).slice(0, mostMessages)
    const [digestAt, subjectOf] = await Promise.all([digestTimes(due), subjects(due, user)])
    const rows = due.map((delivery): PageRow => ({
      id: delivery.id,
      cells: [{ text: fates.about(delivery.kind, subjectOf(delivery)), href: recordLink('Delivery', delivery.id) }, { text: fates.word(delivery), state: fateOf(delivery), notes: [fates.why(delivery)].filter(Boolean) }, { text: fates.when({ ...delivery, digestAt: digestAt(delivery) }, now, user.zone) }],
    }))
    const all = { label: said('allMessages'), href: `${listLink('Delivery', 'journal')}&filters.person=${encodeURIComponent(person.surname)}`, look: 'quiet' as const }
    return { id: 'messages', title: said('messages'), empty: said('noMessages'), table: { columns: [said('message'), said('state'), said('when')], rows }, buttons: rows.length > 0 ? [all] : [] }
  }

  const sections: [ResourceName, (person: Person, user: PanelUser) => Promise<PageSection>][] = [['Pair', pairs], ['Delivery', messages], ['Consent', consents], ['Response', responses], ['Invitation', invitations]]

  return (person: Person, user: PanelUser): Promise<PageSection[]> =>
    Promise.all(sections.filter(([resource]) => mayDo([user.role], resource, 'list')).map(([, load]) => load(person, user)))
}
