import { dayOf } from '../../src/core/dates.js'
import { holdsOn } from '../../src/modules/organisations/office-rules.js'
import type { Office } from '../../src/modules/organisations/office.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatDay } from './format.js'
import { createOffer, recordLink } from './links.js'
import { loadNames } from './names.js'
import type { PageCell, PageRow, PageSection } from './page.js'

/** Who signs papers today, who held which office when, and on what ground (ROLE-17). */
export function createOfficeSection({ services, texts, clock }: ResourceContext) {
  const said = (key: string, params?: Record<string, string>) => texts.text(`pages.Organisation.${key}`, params)

  return async (organisationId: string, zone: string, user: PanelUser): Promise<PageSection> => {
    const today = dayOf(clock.now(), zone)
    const [offices, signatory, organisation] = await Promise.all([services.offices.list(organisationId), services.offices.signatory(organisationId, today), services.organisations.get(organisationId)])
    const names = await loadNames(services, offices.flatMap(({ personId, insteadOfId }) => [personId, insteadOfId]))
    const offer = createOffer(user, texts)
    const holder = ({ personId, name, title, position, employer }: Office): PageCell => ({ text: personId ? names.full(personId) : (name ?? ''), ...(personId ? { href: recordLink('Person', personId) } : {}), notes: [title, position, employer].filter((note) => note !== null) })
    const rows = offices.map((office): PageRow => {
      const { id, from, to, insteadOfId, orderNumber, orderOn } = office
      const order = orderNumber ? texts.text('page.orderOf', { number: orderNumber, day: formatDay(orderOn) }) : ''
      const instead = insteadOfId ? [said('insteadOf', { name: names.short(insteadOfId) })] : []
      return {
        id,
        cells: [{ text: texts.text(`words.Organisation.office.${office.office}`), notes: [...instead, ...(holdsOn(office, today) ? [said('officeNow')] : [])] }, holder(office), { text: `${formatDay(from)} – ${to ? formatDay(to) : said('officeOpen')}` }, { text: order }],
        buttons: offer({ resource: 'Organisation', action: 'endOffice', id: organisationId, query: { officeId: id }, when: to === null }),
      }
    })
    const lead = signatory.name ? said('signsToday', { name: signatory.name, title: signatory.title ?? organisation?.vocabulary.head.nominative ?? '' }) : said('signsNobody')
    return { id: 'offices', title: said('offices'), lead, empty: said('noOffices'), table: { columns: [said('office'), said('holder'), said('officeTerm'), said('ground')], rows }, buttons: offer({ resource: 'Organisation', action: 'appoint', id: organisationId }) }
  }
}
