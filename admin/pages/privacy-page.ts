import { dataKinds, readersOfKind } from '../../src/modules/privacy/data-kinds.js'
import type { GroupReaders, Opening } from '../../src/modules/privacy/privacy.js'
import { staffRoles } from '../../src/modules/accounts/account.js'
import { resourceNames } from '../../src/modules/accounts/rights.js'
import { fullName, shortName } from '../../src/modules/people/person.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatInstant } from './format.js'
import { fileLink, recordLink } from './links.js'
import type { OwnPage } from './own-page.js'
import { emptyPage, type Page, type PageButton, type PageRow, type PageSection } from './page.js'

/** The address of the file with one's own data, among the other files. */
export const ownDataFile = 'own-data'

/** «Кто видит мои данные» in the panel: one's own by the login's person, somebody else's for whoever may look it up (DATA-10). */
export function createPrivacyPage({ services, texts }: ResourceContext): OwnPage {
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.privacy.${key}`, params)
  const resourceOf = (type: string) => (resourceNames.some((name) => name === type) ? texts.text(`words.AuditEntry.subject.type.${type}`) : said('files'))

  function groupSection({ group, kinds }: GroupReaders): PageSection {
    const rows = kinds.map(({ code, holders, partners }): PageRow => {
      const sides = partners.map(({ party, names }) => `${said(`party.${party}`)}: ${names.join(', ')}`)
      const roles = holders.map(({ role, names, isNameless }) => `${texts.text(`roles.${role}`)}: ${[...names, ...(isNameless ? [said('nameless')] : [])].join(', ') || said('nobody')}`)
      const [first = said('nobodyElse'), ...notes] = [...sides, ...roles]
      return { id: code, cells: [{ text: said(`kind.${code}`) }, { text: first, notes }] }
    })
    return { id: group, title: said(`group.${group}`), table: { columns: [said('what'), said('who')], rows } }
  }

  function openedSection(openings: readonly Opening[], user: PanelUser): PageSection {
    const rows = openings.map(({ at, who, roles, resource }, index): PageRow => {
      const role = staffRoles.find((known) => roles.includes(known))
      return { id: String(index), cells: [{ text: formatInstant(at, user.zone) }, { text: who, notes: role ? [texts.text(`roles.${role}`)] : [] }, { text: resourceOf(resource) }] }
    })
    return { id: 'opened', title: said('opened'), lead: said('openedLead'), empty: said('openedNone'), table: { columns: [said('when'), said('byWhom'), said('whatOpened')], rows }, isFolded: rows.length > 8 }
  }

  /** By roles alone, for a login that belongs to nobody on the list. */
  function generalSection(): PageSection {
    const rows = dataKinds.map((kind): PageRow => {
      const seenBy = [...kind.parties.map((party) => said(`party.${party}`)), ...readersOfKind(kind).map((role) => texts.text(`roles.${role}`))]
      return { id: kind.code, cells: [{ text: said(`kind.${kind.code}`) }, { text: seenBy.join(', ') || said('nobodyElse') }] }
    })
    return { id: 'general', title: said('general'), lead: said('generalLead'), table: { columns: [said('what'), said('who')], rows } }
  }

  async function load(user: PanelUser, { person: wanted }: Record<string, string>): Promise<Page> {
    const personId = wanted ?? user.personId
    const person = personId ? await services.people.get(personId) : null
    const actor = actorOf(user, person?.organisationId ?? user.organisationId)
    const seen = person ? await services.privacy.whoSees(actor, person.id, shortName) : null
    if (!personId) return { ...emptyPage, title: said('title'), missing: [said(user.organisationId === null ? 'noPersonAll' : 'noPerson')], sections: [generalSection()] }
    if (!person || !seen?.ok) return { ...emptyPage, title: said('title'), missing: [said(wanted ? 'notThere' : 'noPerson')] }
    const openings = await services.privacy.openings(actor, person.id, shortName)
    const isOwn = person.id === user.personId
    const actions: PageButton[] = isOwn ? [{ label: said('take'), href: fileLink(ownDataFile), look: 'quiet' }] : [{ label: said('card'), href: recordLink('Person', person.id), look: 'quiet' }]
    const lead: PageSection = { id: 'lead', title: fullName(person), lead: said(isOwn ? 'lead' : 'leadOther') }
    return { ...emptyPage, title: said(isOwn ? 'title' : 'titleOther'), actions, sections: [lead, ...seen.value.map(groupSection), openedSection(openings.ok ? openings.value : [], user)] }
  }

  return { name: 'privacy', menu: 'office', load }
}
